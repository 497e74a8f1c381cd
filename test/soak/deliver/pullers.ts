/** The subscribers on NATS: they pull, sometimes forget to acknowledge, and know a repeat by its id. */
import { setTimeout as sleep } from 'node:timers/promises';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { Ledger } from './ledger.js';
import { PERSON } from './story.js';
import type { Subscriber } from './world.js';

export class Pullers {
  private readonly stopping = new AbortController();
  private readonly working: Promise<void>[];

  constructor(
    private readonly connection: NatsConnection,
    subscribers: readonly Subscriber[],
    private readonly ledger: Ledger,
    private readonly dice: () => number,
  ) {
    this.working = subscribers.map((each) => this.pull(each));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.working);
  }

  private async pull(subscriber: Subscriber): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const consumer = await jetstream(this.connection).consumers.get(STREAMS.deliveries, subscriber.name);
        const messages = await consumer.fetch({ max_messages: 20, expires: 1_000 });
        for await (const message of messages) {
          const eventId = message.headers?.get('ce-id') ?? '';
          const showsHidden = message.string().includes(PERSON) && !subscriber.seesPeople;
          this.ledger.take({ subscription: subscriber.name, eventId, atMs: Date.now(), showsHidden });
          if (this.dice() < 0.05) message.nak(200);
          else message.ack();
        }
      } catch {
        // the broker is away, or its subscription ended: both are part of it
        await sleep(250);
      }
    }
  }
}
