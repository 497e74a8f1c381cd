/**
 * The way messages enter Nest (see docs/decisions/0002).
 *
 *   @MessagePattern('commands.>')                        a core NATS request, shared among replicas (queue group `bridge`);
 *                                                        what the handler returns is the reply
 *   @EventPattern({ stream, durable, filters })          messages of a stream through a durable consumer, one after another
 *
 * Handlers get the payload (`@Payload()`, Uint8Array) and a NatsRequest or StreamMessage (`@Ctx()`).
 * An event is settled here and nowhere else: resolved = ack; `Retry` = nak after its delay; anything else = logged and terminated.
 */
import type { RpcExceptionFilter } from '@nestjs/common';
import { Catch, Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { type Observable, lastValueFrom, throwError } from 'rxjs';
import type { Msg, Subscription } from '@nats-io/nats-core';
import type { Nats } from './connection.js';
import { EventReader, type EventSource, eventSource } from './event-reader.js';
import { type NatsRequest, type StreamMessage, requestFrom } from './message.js';

const QUEUE_GROUP = 'bridge';
const INTERNAL = JSON.stringify({ error: 'internal' });

/** Nest's own handler replaces every error by "Internal server error"; settlement needs the real one. */
@Catch()
export class CarryCause implements RpcExceptionFilter {
  catch(thrown: unknown): Observable<never> {
    return throwError(() => thrown);
  }
}

export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger('nats');
  private readonly subscriptions: Subscription[] = [];
  private readonly readers: EventReader[] = [];

  constructor(private readonly nats: Nats) {
    super();
  }

  async listen(ready: (error?: unknown) => void): Promise<void> {
    try {
      for (const [pattern, handler] of this.messageHandlers) {
        if (handler.isEventHandler === true) await this.read(eventSource(pattern), handler);
        else this.answer(pattern, handler);
      }
      ready();
    } catch (error) {
      ready(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions.map((each) => each.drain()), ...this.readers.map((each) => each.stop())]);
  }

  override on(): never {
    throw new Error('this transport emits no events of its own: watch Nats.connection.status()');
  }

  // the signature is Nest's
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  override unwrap<T>(): T {
    return this.nats.connection as T;
  }

  private answer(subject: string, handler: MessageHandler): void {
    const callback = (_: Error | null, message: Msg): void => void this.reply(message, handler);
    this.subscriptions.push(this.nats.connection.subscribe(subject, { queue: QUEUE_GROUP, callback }));
  }

  private async reply(message: Msg, handler: MessageHandler): Promise<void> {
    try {
      message.respond(payloadOf(await this.call(handler, requestFrom(message))));
    } catch (error) {
      this.logger.error({ msg: 'a request failed', subject: message.subject, err: error });
      message.respond(INTERNAL);
    }
  }

  private async read(source: EventSource, handler: MessageHandler): Promise<void> {
    const reader = new EventReader(this.nats, source, (message) => this.call(handler, message));
    await reader.start();
    this.readers.push(reader);
  }

  private async call(handler: MessageHandler, context: NatsRequest | StreamMessage): Promise<unknown> {
    const result: unknown = await handler(context.data, context);
    return lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
  }
}

const payloadOf = (answer: unknown): Uint8Array | string =>
  answer instanceof Uint8Array || typeof answer === 'string' ? answer : JSON.stringify(answer ?? null);
