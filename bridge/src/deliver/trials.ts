/**
 * "Try this endpoint now": asked at any replica, done by the one that works on the subscription. It owns the table delivery_trial, which
 * brings the two together: asked, begun, result. Both the question and what came of it are in the audit trail.
 */
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditLog, type NewAuditEntry } from '../audit/audit.js';
import { Refused } from '../failure.js';
import { Access } from '../identity/access.js';
import { Store, type Transaction, signal } from '../store/store.js';
import type { TrialResult } from './trial.js';

/** What the replicas are told; each renewal of the leases finds out as well. */
const ASKED = 'trial';

/** must exceed a lease (30 s), or a replica that was just killed would make every trial end untaken */
const PATIENCE_MS = 40_000;
const LOOK_MS = 200;

export interface TrialPatience {
  readonly patienceMs: number;
}

/** What the operator is told. */
export type TrialAnswer =
  | TrialResult
  /** No replica works on the subscription; nothing was attempted, and nothing will be. */
  | { readonly outcome: 'not-taken-up' }
  /** It has begun, and its end is not known yet: the delivery attempts will tell. */
  | { readonly outcome: 'under-way' };

interface Row {
  readonly id: string;
  readonly subscription: string;
}
type Updated = [Row[], number];

const WAITING = 'begun_at IS NULL AND result IS NULL';

@Injectable()
export class Trials {
  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
    private readonly access: Access,
  ) {}

  /** Refused for what is no webhook, and for one that is paused or disabled: that is for whoever paused it to end. */
  async run(by: string, name: string, { patienceMs }: TrialPatience = { patienceMs: PATIENCE_MS }): Promise<TrialAnswer> {
    this.check(name);
    const id = randomUUID();
    await this.store.transaction(async (tx) => {
      await tx.query(`DELETE FROM delivery_trial WHERE asked_at < now() - interval '1 day'`);
      await tx.query(`INSERT INTO delivery_trial (id, subscription, asked_by) VALUES ($1, $2, $3)`, [id, name, by]);
      await this.audit.append([this.entry('subscription.try-asked', by, name, { trial: id })], tx);
      await signal(tx, ASKED);
    });
    return (await this.result(id, patienceMs)) ?? this.giveUp(id);
  }

  /** A latency hint. Returns the way to stop listening. */
  onAsked(listener: () => void): () => void {
    return this.store.signals.on((told) => {
      if (told === ASKED) listener();
    });
  }

  /** Those that wait, of these subscriptions: from now on they are the caller's to end. */
  async begin(subscriptions: readonly string[]): Promise<readonly Row[]> {
    if (subscriptions.length === 0) return [];
    const [begun] = await this.store.read((tx) =>
      tx.query<Updated>(
        `UPDATE delivery_trial SET begun_at = now() WHERE ${WAITING} AND subscription = ANY($1::text[]) RETURNING id, subscription`,
        [subscriptions],
      ),
    );
    return begun;
  }

  async end(id: string, result: TrialResult): Promise<void> {
    await this.store.transaction((tx) => this.write(tx, id, result));
  }

  private check(name: string): void {
    const found = this.access.subscription(name);
    if (found === undefined) throw new Refused(refuse('subscription-not-found', name));
    if (found.channel.kind !== 'webhook') throw new Refused(refuse('schema-violation', `${name} has no endpoint`));
    if (found.status !== 'active') throw new Refused(refuse('subscription-not-active', `${name} is ${found.status}`));
  }

  private async result(id: string, patienceMs: number): Promise<TrialResult | undefined> {
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      const [row] = await this.store.read((tx) =>
        tx.query<{ result: TrialResult | null }[]>('SELECT result FROM delivery_trial WHERE id = $1', [id]),
      );
      if (row?.result) return row.result;
      await sleep(LOOK_MS);
    }
    return undefined;
  }

  /** One that has not begun never will: what was said to be over must not happen after all. */
  private giveUp(id: string): Promise<TrialAnswer> {
    return this.store.transaction(async (tx) => {
      const isTaken = !(await this.write(tx, id, { outcome: 'not-taken-up' }, `AND ${WAITING}`));
      return { outcome: isTaken ? 'under-way' : 'not-taken-up' };
    });
  }

  private async write(tx: Transaction, id: string, result: TrialAnswer, unless = ''): Promise<boolean> {
    const [[row]] = await tx.query<[{ subscription: string; asked_by: string }[], number]>(
      `UPDATE delivery_trial SET result = $2 WHERE id = $1 AND result IS NULL ${unless} RETURNING subscription, asked_by`,
      [id, JSON.stringify(result)],
    );
    if (row === undefined) return false;
    await this.audit.append([this.entry('subscription.tried', row.asked_by, row.subscription, { trial: id, ...result })], tx);
    return true;
  }

  private entry(kind: string, actor: string, name: string, data: Readonly<Record<string, unknown>>): NewAuditEntry {
    const client = this.access.subscription(name)?.client;
    return { kind, actor, correlationId: `subscription:${name}`, subject: { subscription: name, ...(client && { client }) }, data };
  }
}
