/**
 * The subscribers on NATS, each in the partners' account with the credential that the bridge issued: they pull, sometimes forget to
 * acknowledge, and know a repeat by its id.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import type { Ledger } from './ledger.js';
import type { Operator } from './operator.js';
import { PERSON } from './story.js';
import type { Subscriber } from './world.js';

interface Place {
  readonly natsUrl: string;
  readonly operator: Pick<Operator, 'passwordOf'>;
}

export class Pullers {
  private readonly stopping = new AbortController();
  private readonly working: Promise<void>[];

  constructor(
    private readonly place: Place,
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
    const connection = await this.login(subscriber.client);
    while (!this.stopping.signal.aborted) {
      try {
        await this.fetch(connection, subscriber);
      } catch {
        // the broker is away, or its subscription ended: both are part of it
        await sleep(250);
      }
    }
    await connection.close();
  }

  // as docs/partners.md tells a partner to; a refused login while no bridge answers is tried again for ever
  private async login(client: string): Promise<NatsConnection> {
    const pass = await this.place.operator.passwordOf(client);
    return connect({
      servers: this.place.natsUrl,
      user: client,
      pass,
      inboxPrefix: `_INBOX.${client}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 200,
      ignoreAuthErrorAbort: true,
    });
  }

  private async fetch(connection: NatsConnection, subscriber: Subscriber): Promise<void> {
    const consumer = await jetstream(connection, { apiPrefix: 'hub.api' }).consumers.get(STREAMS.deliveries, subscriber.name);
    const messages = await consumer.fetch({ max_messages: 20, expires: 1_000 });
    for await (const message of messages) {
      const eventId = message.headers?.get('ce-id') ?? '';
      const showsHidden = message.string().includes(PERSON) && !subscriber.seesPeople;
      this.ledger.take({ subscription: subscriber.name, eventId, atMs: Date.now(), showsHidden });
      if (this.dice() < 0.05) message.nak(200);
      else message.ack();
    }
  }
}
