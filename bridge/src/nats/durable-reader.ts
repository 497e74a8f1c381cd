/**
 * Reads one stream through one durable consumer, message after message, and settles each exactly once.
 * Replicas share the durable: each message goes to one of them.
 */
import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { Retry, explain } from '../failure.js';
import type { Nats } from './connection.js';
import { type StreamMessage, streamMessageFrom } from './message.js';

// must exceed the slowest handler (a database write and one publish), or JetStream redelivers mid-work
const ACK_WAIT_MS = 30_000;
// heartbeats come at half of it: a consumer that went away is noticed within 5 s
const PULL_EXPIRES_MS = 5_000;
const AHEAD = 64;

export interface EventSource {
  readonly stream: string;
  readonly durable: string;
  readonly filters: readonly string[];
}

const pattern = z.object({
  stream: z.string(),
  durable: z.string(),
  // Nest turns an array inside a pattern into an object with index keys
  filters: z.union([z.array(z.string()), z.record(z.string(), z.string())]).transform((found) => Object.values(found)),
});

/** An `@EventPattern` as Nest hands it over: JSON text. Throws when it is not `{ stream, durable, filters }`. */
export const eventSource = (text: string): EventSource => pattern.parse(JSON.parse(text));

export class DurableReader {
  private readonly logger = new Logger('nats');
  private messages: ConsumerMessages | undefined;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly nats: Nats,
    private readonly source: EventSource,
    private readonly handle: (message: StreamMessage) => Promise<unknown>,
  ) {}

  async start(): Promise<void> {
    const consumer = await this.ensureConsumer();
    this.messages = await consumer.consume({ max_messages: AHEAD, expires: PULL_EXPIRES_MS });
    this.reading = this.readAll(this.messages);
  }

  /** Resolves when the message under way is settled. */
  async stop(): Promise<void> {
    this.messages?.stop();
    await this.reading;
  }

  private async ensureConsumer(): Promise<Consumer> {
    await this.nats.manager.consumers.add(this.source.stream, {
      durable_name: this.source.durable,
      ack_policy: 'explicit',
      ack_wait: nanos(ACK_WAIT_MS),
      deliver_policy: 'all',
      filter_subjects: [...this.source.filters],
    });
    return this.nats.jetstream.consumers.get(this.source.stream, this.source.durable);
  }

  private async readAll(messages: ConsumerMessages): Promise<void> {
    for await (const message of messages) await this.settle(message);
  }

  private async settle(message: JsMsg): Promise<void> {
    try {
      await this.handle(streamMessageFrom(message));
      message.ack();
    } catch (error) {
      if (error instanceof Retry) message.nak(error.afterMs);
      else message.term(explain(error).slice(0, 200));
      this.tell(message, error);
    }
  }

  // What is terminated stays in its stream; this line says where.
  private tell(message: JsMsg, error: unknown): void {
    const where = { stream: this.source.stream, sequence: message.seq, durable: this.source.durable, subject: message.subject };
    if (error instanceof Retry)
      this.logger.warn({ msg: 'an event is tried again', ...where, afterMs: error.afterMs, reason: explain(error) });
    else this.logger.error({ msg: 'an event was given up', ...where, err: error });
  }
}
