/**
 * Sending again, on somebody's order: a stretch of events to one subscription, or dead letters by filter. It owns the table `replay`.
 * An order is counted and audited before it takes effect; decision 0017 says what is promised about its messages.
 */
import { Injectable } from '@nestjs/common';
import { STREAMS, catalog, refuse, selectedByAny } from '@odoo-nats-bridge/contracts';
import { randomUUID } from 'node:crypto';
import { AuditLog } from '../audit/audit.js';
import { type LetterFilter, whereOf } from '../deadletter/deadletter.js';
import { Refused } from '../failure.js';
import { Access, type Subscription } from '../identity/access.js';
import { Nats, sequenceAt } from '../nats/nats.js';
import { Store, type Transaction } from '../store/store.js';
import { evidenceOf } from './evidence.js';
import type { Order, ReplayFilter } from './order.js';
import { type Preview, Previews } from './previews.js';
import { findOrder, insertOrder, listOrders, wantCancelled } from './rows.js';

export type { Order, ReplayFilter, ReplayOrder, ReplayState, RetryOrder } from './order.js';
export type { Preview } from './previews.js';

export interface Request {
  readonly by: string;
  readonly why: string;
  /** messages; by default half of what the subscription takes, so that live traffic keeps the other half */
  readonly perSecond?: number | undefined;
}

export interface ReplayRequest extends Request {
  readonly subscription: string;
  readonly filter: ReplayFilter;
}

export interface RetryRequest extends Request {
  readonly filter: LetterFilter;
  /** refused when another number of letters is open; what the preview counted */
  readonly expect?: number | undefined;
}

const RETRIES_PER_SECOND = 20;

@Injectable()
export class Replays {
  constructor(
    private readonly store: Store,
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly previews: Previews,
  ) {}

  async preview({ subscription: name, filter }: Pick<ReplayRequest, 'subscription' | 'filter'>): Promise<Preview> {
    const subscription = this.subscription(name, filter);
    return this.previews.of(subscription.name, filter, await this.range(filter));
  }

  /** Refused: unknown or inactive subscription, a foreign contract, another replay of it under way. */
  async begin({ subscription: name, filter, by, why, perSecond }: ReplayRequest): Promise<Order> {
    const { limits } = this.subscription(name, filter);
    const { first, last } = await this.range(filter);
    return this.insert({
      id: randomUUID(),
      kind: 'replay',
      subscription: name,
      filter,
      firstSequence: first,
      // an empty stretch is done at once
      lastSequence: Math.max(last, first - 1),
      perSecond: perSecond ?? Math.max(limits.perSecond / 2, 0.01),
      letters: null,
      requestedBy: by,
      why,
    });
  }

  /** Takes all open letters of the filter: nobody else retries them until it has ended. Refused when there is none. */
  async retry({ filter, expect, by, why, perSecond = RETRIES_PER_SECOND }: RetryRequest): Promise<Order> {
    const id = randomUUID();
    return this.store.transaction(async (tx) => {
      const taken = await takeLetters(tx, filter, { id, by });
      if (taken.count === 0) throw new Refused(refuse('letter-not-open'));
      if (expect !== undefined && expect !== taken.count)
        throw new Refused(refuse('preview-changed', `${taken.count} are open, you expected ${expect}`));
      const range = { firstSequence: taken.first, lastSequence: taken.last };
      const order = {
        id,
        kind: 'retry' as const,
        subscription: null,
        filter,
        ...range,
        perSecond,
        letters: taken.count,
        requestedBy: by,
        why,
      };
      return this.insertIn(tx, order);
    });
  }

  async find(id: string): Promise<Order & { readonly states?: Readonly<Record<string, number>> }> {
    return this.store.read(async (tx) => {
      const order = await findOrder(tx, id);
      if (order === undefined) throw new Refused(refuse('replay-not-found', id));
      return order.kind === 'retry' ? { ...order, states: await lettersOf(tx, id) } : order;
    });
  }

  list(before: string | undefined, limit: number): Promise<Order[]> {
    return this.store.read((tx) => listOrders(tx, before, limit));
  }

  /** Takes effect at its next step, within about a second; what is in the subscriber's lane already is still delivered. */
  async cancel(id: string, by: string): Promise<Order> {
    await this.store.transaction(async (tx) => {
      const order = await findOrder(tx, id);
      if (order === undefined) throw new Refused(refuse('replay-not-found', id));
      if (order.finishedAt !== null) throw new Refused(refuse('replay-ended', `it is ${order.state}`));
      if (!(await wantCancelled(tx, id))) return;
      await this.audit.append([evidenceOf(order, 'cancel-requested', by, { position: order.position, written: order.written })], tx);
    });
    return this.find(id);
  }

  private insert(order: Parameters<typeof insertOrder>[1]): Promise<Order> {
    return this.store.transaction((tx) => this.insertIn(tx, order));
  }

  private async insertIn(tx: Transaction, order: Parameters<typeof insertOrder>[1]): Promise<Order> {
    if (!(await insertOrder(tx, order))) throw new Refused(refuse('replay-running', order.subscription));
    const { filter, firstSequence, lastSequence, perSecond, letters, requestedBy, why } = order;
    const data = { filter, firstSequence, lastSequence, perSecond, letters, why };
    const written = await findOrder(tx, order.id);
    if (written === undefined) throw new Error('an order vanished in its own transaction');
    await this.audit.append([evidenceOf(order, 'requested', requestedBy, data)], tx);
    return written;
  }

  private subscription(name: string, { contracts = [] }: ReplayFilter): Subscription {
    const found = this.access.subscription(name);
    if (found === undefined) throw new Refused(refuse('subscription-not-found', name));
    if (found.status !== 'active') throw new Refused(refuse('subscription-not-active', name));
    const selected = new Set(selectedByAny(found.contracts, catalog).map(({ id }) => id));
    const foreign = contracts.filter((id) => !selected.has(id));
    if (foreign.length > 0) throw new Refused(refuse('not-of-the-subscription', foreign.join(', ')));
    return found;
  }

  private async range({ since, until, fromSequence = 1, toSequence }: ReplayFilter): Promise<{ first: number; last: number }> {
    const { state } = await this.nats.manager.streams.info(STREAMS.events);
    const first = since === undefined ? fromSequence : Math.max(fromSequence, await sequenceAt(this.nats, STREAMS.events, new Date(since)));
    const end = until === undefined ? state.last_seq : (await sequenceAt(this.nats, STREAMS.events, new Date(until))) - 1;
    return { first: Math.max(first, 1), last: Math.min(end, toSequence ?? end, state.last_seq) };
  }
}

interface Taken {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

// the condition on the state decides between two who want the same letter: the later one finds it retried
async function takeLetters(tx: Transaction, filter: LetterFilter, { id, by }: { id: string; by: string }): Promise<Taken> {
  const { sql, values } = whereOf(filter, 3);
  const [row] = await tx.query<[{ count: number; first: number | null; last: number | null }]>(
    `WITH taken AS (
       UPDATE dead_letter SET state = 'retried', retries = retries + 1, retry = $1, changed_by = $2, changed_at = now(),
         outcome = NULL, outcome_detail = NULL
       WHERE state = 'open' AND ${sql} RETURNING sequence)
     SELECT count(*), min(sequence) AS first, max(sequence) AS last FROM taken`,
    [id, by, ...values],
  );
  return { count: row.count, first: row.first ?? 1, last: row.last ?? 0 };
}

async function lettersOf(tx: Transaction, id: string): Promise<Record<string, number>> {
  const rows = await tx.query<{ state: string; count: number }[]>(`SELECT state, count(*) FROM dead_letter WHERE retry = $1 GROUP BY 1`, [
    id,
  ]);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
