/** A subscriber on NATS that notes what comes, and acknowledges by choice. */
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { REPLAY } from '@odoo-nats-bridge/contracts';
import type { Nats } from '../../src/nats/connection.js';

export interface Received {
  readonly id: string;
  readonly record: string;
  readonly version: number;
  readonly replay: string | undefined;
  readonly lane: boolean;
  readonly at: number;
}

export class Subscriber {
  readonly received: Received[] = [];
  private constructor(
    private readonly messages: ConsumerMessages,
    private readonly react: (message: JsMsg, received: Received) => void,
  ) {
    void this.read();
  }

  static async open(
    nats: Nats,
    name: string,
    react: (message: JsMsg, received: Received) => void = (message) => {
      message.ack();
    },
  ): Promise<Subscriber> {
    const consumer = await nats.jetstream.consumers.get('DELIVERIES', name);
    return new Subscriber(await consumer.consume({ max_messages: 50 }), react);
  }

  stop(): void {
    this.messages.stop();
  }

  get ids(): string[] {
    return this.received.map(({ id }) => id);
  }

  private async read(): Promise<void> {
    for await (const message of this.messages) {
      const named = (name: string) => message.headers?.get(name) ?? '';
      const received = {
        id: named('ce-id'),
        record: named('ce-subject'),
        version: Number(named('ce-recordversion')),
        replay: message.headers?.has(REPLAY) === true ? named(REPLAY) : undefined,
        lane: message.subject.endsWith('.replay'),
        at: Date.now(),
      };
      this.received.push(received);
      this.react(message, received);
    }
  }
}
