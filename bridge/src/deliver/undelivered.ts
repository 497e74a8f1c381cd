/** What still waits for a subscription, and what became of one event: for whoever adds a partner or takes leave of one. */
import { Injectable } from '@nestjs/common';
import { STREAMS, deliverySubject } from '@odoo-nats-bridge/contracts';
import { type StreamMessage, Nats, header, placeOf, readPage } from '../nats/nats.js';
import { Store } from '../store/store.js';

/** read for their contracts; 10,000 of 1 KB are 10 MB on their way through, never held together */
const READ_AT_MOST = 10_000;
const PAGE = 500;

export interface Undelivered {
  /** not yet acknowledged, parked ones included; without `andMore` exact but for acknowledgements of the last second */
  readonly count: number;
  /** RFC 3339 UTC; null when nothing waits */
  readonly oldest: string | null;
  readonly byContract: Readonly<Record<string, number>>;
  /** there are so many more that they were not read */
  readonly andMore: number;
}

export interface LastAttempt {
  readonly outcome: string;
  readonly status: number | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly latencyMs: number | null;
}

@Injectable()
export class DeliveryState {
  constructor(
    private readonly nats: Nats,
    private readonly store: Store,
  ) {}

  async undelivered(subscription: string): Promise<Undelivered> {
    const from = await this.firstOpen(subscription);
    const settled = await this.settledFrom(subscription, from);
    const found = { count: 0, oldest: null as string | null, byContract: {} as Record<string, number> };
    let after = from - 1;
    for (let read = 0; read < READ_AT_MOST; read += PAGE) {
      const { messages, left } = await readPage(this.nats, {
        stream: STREAMS.deliveries,
        filters: [deliverySubject(subscription)],
        after,
        max: PAGE,
      });
      for (const message of messages.filter(({ sequence }) => !settled.has(sequence))) count(found, message);
      if (left === 0) return { ...found, andMore: 0 };
      after = messages.at(-1)?.sequence ?? after;
      if (read + PAGE >= READ_AT_MOST) return { ...found, andMore: left };
    }
    return { ...found, andMore: 0 };
  }

  /** The last attempt to deliver an event through a subscription; undefined: none yet. */
  async lastAttempt(subscription: string, eventId: string): Promise<LastAttempt | undefined> {
    const [last] = await this.store.read((tx) =>
      tx.query<LastAttempt[]>(
        `SELECT outcome, status, reason, detail, latencies_ms[array_position(event_ids, $1)] AS "latencyMs" FROM delivery_attempt
         WHERE event_ids @> ARRAY[$1] AND subscription = $2 ORDER BY at DESC LIMIT 1`,
        [eventId, subscription],
      ),
    );
    return last;
  }

  /** Whether its consumer is there yet: it is made after the subscription, within a moment. */
  async isOpen(subscription: string): Promise<boolean> {
    return (await placeOf(this.nats, STREAMS.deliveries, subscription)) !== undefined;
  }

  /** The first sequence that may wait: parked, or behind what is settled without a gap. */
  private async firstOpen(subscription: string): Promise<number> {
    const [own] = await this.store.read((tx) =>
      tx.query<{ position: number; parked: number | null }[]>(
        `SELECT position, (SELECT min(sequence) FROM delivery_parked parked WHERE parked.subscription = place.subscription) AS parked
         FROM delivery_place place WHERE subscription = $1`,
        [subscription],
      ),
    );
    if (own !== undefined) return Math.min(own.position + 1, own.parked ?? Infinity);
    return ((await placeOf(this.nats, STREAMS.deliveries, subscription)) ?? 0) + 1;
  }

  private async settledFrom(subscription: string, from: number): Promise<ReadonlySet<number>> {
    const rows = await this.store.read((tx) =>
      tx.query<{ sequence: number }[]>(
        `SELECT DISTINCT sequence FROM delivery_attempt, unnest(sequences) AS sequence
         WHERE subscription = $1 AND sequence >= $2 AND outcome IN ('delivered', 'dead-lettered')`,
        [subscription, from],
      ),
    );
    return new Set(rows.map(({ sequence }) => sequence));
  }
}

function count(found: { count: number; oldest: string | null; byContract: Record<string, number> }, message: StreamMessage): void {
  const contract = header(message, 'ce-type') ?? 'unknown';
  found.count += 1;
  found.oldest ??= message.storedAt.toISOString();
  found.byContract[contract] = (found.byContract[contract] ?? 0) + 1;
}
