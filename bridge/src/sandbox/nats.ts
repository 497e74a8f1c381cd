/**
 * Sendings to a subscriber on NATS: the sandbox has a broker of its own, fills DELIVERIES as fan-out does, and hears from
 * JetStream's advisories what the subscriber did with each message.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { STREAMS, toHeaders } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { durableOf } from '../deliver/deliver.js';
import { deliveryMessage } from '../fanout/fanout.js';
import type { Subscription } from '../identity/access.js';
import { type Nats, ensureDurable, ensureStreams, follow } from '../nats/nats.js';
import type { Answered } from './report.js';
import type { Sending } from './sendings.js';

/** The subscription that the broker lets the login `supplier` pull (broker.ts). */
export const SUBSCRIPTION: Pick<Subscription, 'name' | 'status' | 'order'> = {
  name: 'supplier-orders',
  status: 'active',
  order: 'none',
};

const POLL_MS = 100;

const advisory = z.object({
  type: z.string(),
  consumer: z.literal(SUBSCRIPTION.name),
  stream_seq: z.number(),
  deliveries: z.number(),
  reason: z.string().optional(),
});

export class NatsSubscriber {
  /** by sequence of DELIVERIES */
  private readonly sent = new Map<number, { readonly sending: Sending; readonly at: number }>();
  private readonly answers = new Map<number, Answered>();
  private readonly end = new AbortController();
  private listening: Promise<void> = Promise.resolve();

  private constructor(
    private readonly nats: Nats,
    private readonly told: (answered: Answered) => void,
  ) {}

  /** `told` is called with each answer as it comes. */
  static async prepare(nats: Nats, told: (answered: Answered) => void): Promise<NatsSubscriber> {
    await ensureStreams(nats.manager);
    await ensureDurable(nats, durableOf(SUBSCRIPTION));
    const subscriber = new NatsSubscriber(nats, told);
    subscriber.listening = subscriber.listen();
    return subscriber;
  }

  async send(sending: Sending): Promise<void> {
    const { envelope, data } = sending.fixture;
    const message = deliveryMessage(SUBSCRIPTION.name, {
      id: envelope.id,
      headers: toHeaders(envelope),
      payload: Buffer.from(JSON.stringify(data)),
    });
    const sequence = this.sent.size + 1;
    this.sent.set(sequence, { sending, at: Date.now() });
    // the broker would drop what has the message id of another; a redelivery has the same event id in its headers
    await this.nats.store(sending.as === 'duplicate' ? { ...message, id: `${message.id ?? ''}:${sequence}` } : message);
  }

  /** Resolves when all are answered, or none was for `patienceMs`. What is not answered then has failed. */
  async settled(patienceMs: number): Promise<Answered[]> {
    let last = { count: 0, at: Date.now() };
    while (this.answers.size < this.sent.size && Date.now() - last.at < patienceMs) {
      if (this.answers.size !== last.count) last = { count: this.answers.size, at: Date.now() };
      await sleep(POLL_MS);
    }
    this.end.abort();
    await this.listening;
    return [...this.sent].map(([sequence, { sending, at }]) => this.answers.get(sequence) ?? unanswered(sending, Date.now() - at));
  }

  private async listen(): Promise<void> {
    const advisories = { stream: STREAMS.advisories, filters: ['>'], from: 'start' } as const;
    for await (const { data } of follow(this.nats, advisories, this.end.signal)) {
      const found = advisory.safeParse(JSON.parse(Buffer.from(data).toString('utf8')));
      if (found.success) this.take(found.data);
    }
  }

  private take({ type, stream_seq: sequence, deliveries, reason }: z.infer<typeof advisory>): void {
    const sent = this.sent.get(sequence);
    if (sent === undefined || this.answers.has(sequence)) return;
    const failed = !type.endsWith('consumer_ack');
    const why = type.endsWith('terminated') ? `terminated${reason === undefined ? '' : `: ${reason}`}` : 'never acknowledged';
    const answer = failed ? why : 'acknowledged';
    const answered = { sending: sent.sending, answer, attempts: deliveries, ms: Date.now() - sent.at, failed };
    this.answers.set(sequence, answered);
    this.told(answered);
  }
}

const unanswered = (sending: Sending, ms: number): Answered => ({ sending, answer: 'not acknowledged', attempts: 0, ms, failed: true });
