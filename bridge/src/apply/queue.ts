/**
 * The queue of accepted commands: the table itself. It owns who works on what.
 *
 * - Order: only the oldest open command of an aggregate can be taken; acceptance numbers them under a lock per aggregate.
 * - Lease: a taken command belongs to one worker process until its lease ends; living processes renew. A killed one's
 *   commands are taken again after the lease.
 * - Fence: (leasedBy, attempts) is the token; whoever lost the lease cannot settle. Taking again is safe,
 *   because Odoo answers a repeated command id with the stored answer.
 */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Refusal } from '@odoo-nats-bridge/contracts';
import { In } from 'typeorm';
import { AuditLog, type NewAuditEntry } from '../audit/audit.js';
import { Defect } from '../failure.js';
import { tellEnd } from '../outcome/outcome.js';
import { Command, type CommandStatus, type Lane, Store, type Transaction, mayBecome } from '../store/store.js';

/** how long a killed process keeps others from its commands */
export const LEASE_MS = 6_000;

/** How a command ended. */
export interface Outcome {
  readonly status: 'applied' | 'refused' | 'failed';
  readonly answer: Readonly<Record<string, unknown>> | null;
  readonly refusal: Refusal | null;
  /** for the audit: transaction in Odoo, why it failed */
  readonly evidence: Readonly<Record<string, unknown>>;
}

@Injectable()
export class Queue {
  /** of this process: replicas never share one */
  readonly owner = randomUUID();

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  /** The oldest commands of each lane that may be worked on now, leased to this process; never two of one aggregate. */
  async take(most: Readonly<Record<Lane, number>>): Promise<Command[]> {
    return this.store.read(async (tx) => {
      const taken = await tx.query<{ id: string }[]>(TAKE, [this.owner, LEASE_MS, most.interactive, most.bulk]);
      // should this process end here, the leases end as well
      if (taken.length === 0) return [];
      return tx.getRepository(Command).find({ where: { id: In(taken.map(({ id }) => id)) }, order: { seq: 'ASC' } });
    });
  }

  /**
   * Keeps the leases of these commands, on which this process still works. Not of all that it ever took: a turn that could not write down
   * its end, because Postgres was away, left its command to whoever takes it next (found by soak:commands, seed 7).
   */
  async renew(ids: readonly string[]): Promise<void> {
    await this.store.read((tx) => tx.query(RENEW, [this.owner, LEASE_MS, ids]));
  }

  /**
   * Writes down what policy said, before anything is applied; `within` the transaction that judged.
   * False: the lease is lost, leave the command alone.
   */
  async judged(
    command: Command,
    verdict: Readonly<Record<string, unknown>>,
    evidence: Readonly<Record<string, unknown>>,
    within?: Transaction,
  ): Promise<boolean> {
    const keep = async (tx: Transaction): Promise<boolean> => {
      if ((await this.change(tx, command, 'applying', { verdict })) === undefined) return false;
      await this.audit.append([entryOf('command.judged', command, { ...verdict, ...evidence })], tx);
      return true;
    };
    return within === undefined ? this.store.sharedTransaction(keep) : keep(within);
  }

  /**
   * Out of the queue, until somebody approves it; `ask` writes the approval in the same transaction, which is the one that judged.
   * False: the lease is lost.
   */
  async wait(
    tx: Transaction,
    command: Command,
    verdict: Readonly<Record<string, unknown>>,
    ask: (tx: Transaction) => Promise<NewAuditEntry[]>,
  ): Promise<boolean> {
    if ((await this.change(tx, command, 'waiting', { verdict })) === undefined) return false;
    const asked = await ask(tx);
    await this.audit.append([entryOf('command.judged', command, verdict), ...asked], tx);
    return true;
  }

  /** The end of a command's life, its evidence, and what its sender is told: one transaction. False: the lease is lost. */
  async settle(command: Command, outcome: Outcome): Promise<boolean> {
    const { status, answer, refusal, evidence } = outcome;
    return this.store.sharedTransaction(async (tx) => {
      const changed = await this.change(tx, command, status, { answer, refusal, ended: true });
      if (changed === undefined) return false;
      await tellEnd(tx, command, { status, answer, refusal, finishedAt: changed.finishedAt });
      const why = refusal === null ? {} : { code: refusal.code, message: refusal.message };
      await this.audit.append([entryOf(`command.${status}`, command, { ...why, ...evidence })], tx);
      return true;
    });
  }

  /** Back into the queue, at its place. A defect counts towards giving up; waiting for Odoo does not. */
  async giveBack(command: Command, afterMs: number, defect: boolean): Promise<boolean> {
    return this.store.transaction(async (tx) => (await this.change(tx, command, 'accepted', { afterMs, defect })) !== undefined);
  }

  private async change(tx: Transaction, command: Command, to: CommandStatus, what: Change): Promise<Changed | undefined> {
    if (!mayBecome('applying', to)) throw new Defect(`a command cannot go from applying to ${to}`);
    const { verdict = null, answer = null, refusal = null, ended = false, afterMs = 0, defect = false } = what;
    const json = [verdict, answer, refusal].map((value) => (value === null ? null : JSON.stringify(value)));
    const token = [command.id, this.owner, command.attempts];
    const [changed] = await tx.query<Changed[]>(CHANGE, [...token, to, ...json, ended, afterMs, defect ? 1 : 0]);
    return changed;
  }
}

interface Changed {
  readonly finishedAt: Date | null;
}

interface Change {
  readonly verdict?: Readonly<Record<string, unknown>>;
  readonly answer?: Readonly<Record<string, unknown>> | null;
  readonly refusal?: Refusal | null;
  readonly ended?: boolean;
  readonly afterMs?: number;
  readonly defect?: boolean;
}

const oldest = (lane: Lane, most: string): string => `
    SELECT id FROM command c
    WHERE lane = '${lane}' AND status IN ('accepted', 'applying') AND not_before <= now() AND (lease_until IS NULL OR lease_until <= now())
      -- the deadline counts until Odoo can have had it; the room command refuses what it passed
      AND (deadline IS NULL OR deadline > now() OR verdict ->> 'verdict' = 'allowed')
      AND NOT EXISTS (
        SELECT 1 FROM command earlier
        WHERE earlier.aggregate = c.aggregate AND earlier.seq < c.seq AND earlier.status IN ('accepted', 'applying'))
    ORDER BY seq LIMIT ${most}
    FOR UPDATE SKIP LOCKED`;

const TAKE = `
  WITH interactive AS (${oldest('interactive', '$3')}
  ), bulk AS (${oldest('bulk', '$4')}
  ), taken AS (
    UPDATE command SET status = 'applying', attempts = attempts + 1, leased_by = $1, lease_until = now() + $2 * interval '1 ms'
    WHERE id IN (SELECT id FROM interactive UNION ALL SELECT id FROM bulk)
    RETURNING id
  )
  SELECT id FROM taken`;

// what is locked is being settled or judged right now; waiting for it, with other rows locked, could be a deadlock
const RENEW = `
  UPDATE command SET lease_until = now() + $2 * interval '1 ms'
  WHERE id IN (SELECT id FROM command WHERE id = ANY($3::uuid[]) AND status = 'applying' AND leased_by = $1 FOR UPDATE SKIP LOCKED)`;

const CHANGE = `
  WITH changed AS (
    UPDATE command SET
      status = $4,
      verdict = coalesce($5::jsonb, verdict),
      answer = $6::jsonb,
      refusal = $7::jsonb,
      finished_at = CASE WHEN $8 THEN now() END,
      lease_until = CASE WHEN $4 = 'applying' THEN lease_until END,
      not_before = CASE WHEN $4 = 'accepted' THEN now() + $9 * interval '1 ms' ELSE not_before END,
      defects = defects + $10
    WHERE id = $1 AND leased_by = $2 AND attempts = $3 AND status = 'applying'
    RETURNING finished_at
  )
  SELECT finished_at AS "finishedAt" FROM changed`;

const entryOf = (kind: string, command: Command, data: Readonly<Record<string, unknown>>): NewAuditEntry => ({
  kind,
  actor: command.client,
  correlationId: command.correlationId,
  subject: { commandId: command.id, recordId: command.aggregate },
  data: { type: command.type, ...data },
});
