/**
 * The queue of accepted commands: the table itself. It owns who works on what.
 *
 * - Order: only the oldest open command of an aggregate can be taken; acceptance numbers them under a lock per aggregate. The same holds
 *   for the sender's key of a record, where a command gives one.
 * - Lease: a taken command belongs to one worker process until its lease ends; living processes renew. A killed one's
 *   commands are taken again after the lease.
 * - Fence: (leasedBy, attempts) is the token; whoever lost the lease cannot settle. Taking again is safe,
 *   because Odoo answers a repeated command id with the stored answer.
 */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Refusal } from '@odoo-nats-bridge/contracts';
import { AuditLog, type NewAuditEntry } from '../audit/audit.js';
import { Defect } from '../failure.js';
import { tellEnds } from '../outcome/outcome.js';
import { COMMAND, type Command, type CommandStatus, Gathered, type Lane, Store, type Transaction, mayBecome } from '../store/store.js';

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

  /** commands whose turns end at the same time, as those of one call do: one transaction */
  private readonly ending = new Gathered((ends: readonly End[]) => this.store.transaction((tx) => this.settleAll(tx, ends)));

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  /** The oldest commands of each lane that may be worked on now, leased to this process; never two of one aggregate. */
  take(most: Readonly<Record<Lane, number>>): Promise<Command[]> {
    return this.lease(TAKE, most);
  }

  /**
   * The same while Odoo is doubtful, when few go at a time: those that were tried least. The oldest would be due each time again, and no
   * other would be judged until Odoo is back.
   */
  takeUntried(most: Readonly<Record<Lane, number>>): Promise<Command[]> {
    return this.lease(TAKE_UNTRIED, most);
  }

  private lease(statement: string, { interactive, bulk }: Readonly<Record<Lane, number>>): Promise<Command[]> {
    // should this process end here, the leases end as well
    return this.store.read((tx) => tx.query<Command[]>(statement, [this.owner, LEASE_MS, interactive, bulk]));
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
    const keep = (tx: Transaction): Promise<boolean> => this.allJudged(tx, [{ command, verdict, evidence }]);
    return within === undefined ? this.store.transaction(keep) : keep(within);
  }

  /** The same of many; false, and the transaction has to be taken back, when the lease of any is lost. */
  async allJudged(tx: Transaction, words: readonly Word[]): Promise<boolean> {
    const kept = await this.change(
      tx,
      words.map(({ command, verdict }) => ({ command, to: 'applying', verdict })),
    );
    if (kept.includes(undefined)) return false;
    await this.audit.append(
      words.map(({ command, verdict, evidence = {} }) => entryOf('command.judged', command, { ...verdict, ...evidence })),
      tx,
    );
    return true;
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
    const [changed] = await this.change(tx, [{ command, to: 'waiting', verdict }]);
    if (changed === undefined) return false;
    const asked = await ask(tx);
    await this.audit.append([entryOf('command.judged', command, verdict), ...asked], tx);
    return true;
  }

  /** The end of a command's life, its evidence, and what its sender is told: one transaction. False: the lease is lost. */
  async settle(command: Command, outcome: Outcome): Promise<boolean> {
    return this.ending.ask({ command, outcome });
  }

  /** Back into the queue, at its place. A defect counts towards giving up; waiting for Odoo does not. */
  async giveBack(command: Command, afterMs: number, defect: boolean): Promise<boolean> {
    const [changed] = await this.store.transaction((tx) => this.change(tx, [{ command, to: 'accepted', afterMs, defect }]));
    return changed !== undefined;
  }

  /**
   * The same, of a command that this lease saw allowed and that certainly never reached Odoo: it is judged again, and until then it may
   * be taken back and its deadline counts. Never of one that was allowed before: an earlier call may have reached Odoo.
   */
  async judgeAgain(command: Command, afterMs: number): Promise<boolean> {
    if (wasAllowed(command)) throw new Defect('a command that may be in Odoo cannot be judged again');
    const [changed] = await this.store.transaction((tx) => this.change(tx, [{ command, to: 'accepted', afterMs, unsent: true }]));
    return changed !== undefined;
  }

  private async settleAll(tx: Transaction, ends: readonly End[]): Promise<boolean[]> {
    const changed = await this.change(
      tx,
      ends.map(({ command, outcome: { status, answer, refusal } }) => ({ command, to: status, answer, refusal, ended: true })),
    );
    const held = ends.flatMap((end, place) => {
      const its = changed[place];
      return its === undefined ? [] : [{ ...end, finishedAt: its.finishedAt }];
    });
    await tellEnds(
      tx,
      held.map(({ command, outcome: { status, answer, refusal }, finishedAt }) => [command, { status, answer, refusal, finishedAt }]),
    );
    await this.audit.append(
      held.map(({ command, outcome }) => endEntryOf(command, outcome)),
      tx,
    );
    return changed.map((each) => each !== undefined);
  }

  /** In their order; undefined where the lease is lost. */
  private async change(tx: Transaction, changes: readonly Change[]): Promise<(Changed | undefined)[]> {
    const rows = await tx.query<(Changed & { place: number })[]>(CHANGE, [this.owner, JSON.stringify(changes.map(rowOf))]);
    const changed = new Map(rows.map(({ place, finishedAt }) => [place, { finishedAt }]));
    return changes.map((_change, place) => changed.get(place));
  }
}

interface End {
  readonly command: Command;
  readonly outcome: Outcome;
}

/** Policy's word is committed before anything is sent: from then on Odoo may have the command. */
export const wasAllowed = ({ verdict }: Pick<Command, 'verdict'>): boolean => verdict?.verdict === 'allowed';

/** Policy's, about one command. */
export interface Word {
  readonly command: Command;
  readonly verdict: Readonly<Record<string, unknown>>;
  readonly evidence?: Readonly<Record<string, unknown>>;
}

interface Changed {
  readonly finishedAt: Date | null;
}

interface Change {
  readonly command: Command;
  readonly to: CommandStatus;
  readonly verdict?: Readonly<Record<string, unknown>>;
  readonly answer?: Readonly<Record<string, unknown>> | null;
  readonly refusal?: Refusal | null;
  readonly ended?: boolean;
  readonly afterMs?: number;
  readonly defect?: boolean;
  readonly unsent?: boolean;
}

function rowOf({ command, to, verdict, answer, refusal, ended, afterMs, defect, unsent }: Change, place: number) {
  if (!mayBecome('applying', to)) throw new Defect(`a command cannot go from applying to ${to}`);
  const kept = { verdict: verdict ?? null, answer: answer ?? null, refusal: refusal ?? null };
  const counts = { after_ms: afterMs ?? 0, defects: defect === true ? 1 : 0 };
  return {
    place,
    id: command.id,
    attempts: command.attempts,
    status: to,
    ...kept,
    ended: ended ?? false,
    unsent: unsent ?? false,
    ...counts,
  };
}

const first = (order: string, lane: Lane, most: string): string => `
    SELECT id FROM command c
    WHERE lane = '${lane}' AND status IN ('accepted', 'applying') AND not_before <= now() AND (lease_until IS NULL OR lease_until <= now())
      -- the deadline counts until Odoo can have had it; the room command refuses what it passed
      AND (deadline IS NULL OR deadline > now() OR verdict ->> 'verdict' = 'allowed')
      AND NOT EXISTS (
        SELECT 1 FROM command earlier
        WHERE earlier.aggregate = c.aggregate AND earlier.seq < c.seq AND earlier.status IN ('accepted', 'applying'))
      AND (c.named IS NULL OR NOT EXISTS (
        SELECT 1 FROM command earlier
        WHERE earlier.named = c.named AND earlier.seq < c.seq AND earlier.status IN ('accepted', 'applying')))
    ORDER BY ${order} LIMIT ${most}
    FOR UPDATE SKIP LOCKED`;

const taking = (order: string): string => `
  WITH interactive AS (${first(order, 'interactive', '$3')}
  ), bulk AS (${first(order, 'bulk', '$4')}
  ), taken AS (
    UPDATE command SET status = 'applying', attempts = attempts + 1, leased_by = $1, lease_until = now() + $2 * interval '1 ms'
    WHERE id IN (SELECT id FROM interactive UNION ALL SELECT id FROM bulk)
    RETURNING ${COMMAND}
  )
  SELECT * FROM taken ORDER BY seq`;
const TAKE = taking('seq');
const TAKE_UNTRIED = taking('attempts, seq');

// what is locked is being settled or judged right now; waiting for it, with other rows locked, could be a deadlock
const RENEW = `
  UPDATE command SET lease_until = now() + $2 * interval '1 ms'
  WHERE id IN (SELECT id FROM command WHERE id = ANY($3::uuid[]) AND status = 'applying' AND leased_by = $1 FOR UPDATE SKIP LOCKED)`;

const CHANGE = `
  WITH changed AS (
    UPDATE command SET
      status = given.status,
      -- policy's word without its force; what was counted with it stays counted
      verdict = CASE WHEN given.unsent AND command.verdict ->> 'verdict' = 'allowed' THEN command.verdict || '{"verdict": "not-sent"}'
        ELSE coalesce(given.verdict, command.verdict) END,
      answer = given.answer,
      refusal = given.refusal,
      finished_at = CASE WHEN given.ended THEN now() END,
      lease_until = CASE WHEN given.status = 'applying' THEN command.lease_until END,
      not_before = CASE WHEN given.status = 'accepted' THEN now() + given.after_ms * interval '1 ms' ELSE command.not_before END,
      defects = command.defects + given.defects
    FROM jsonb_to_recordset($2::jsonb) AS given (place int, id uuid, attempts int, status text, verdict jsonb, answer jsonb, refusal jsonb,
      ended boolean, unsent boolean, after_ms double precision, defects int)
    WHERE command.id = given.id AND command.leased_by = $1 AND command.attempts = given.attempts AND command.status = 'applying'
    RETURNING given.place, command.finished_at
  )
  SELECT place, finished_at AS "finishedAt" FROM changed`;

function endEntryOf(command: Command, { status, refusal, evidence }: Outcome): NewAuditEntry {
  const why = refusal === null ? {} : { code: refusal.code, message: refusal.message };
  return entryOf(`command.${status}`, command, { ...why, ...evidence });
}

const entryOf = (kind: string, command: Command, data: Readonly<Record<string, unknown>>): NewAuditEntry => ({
  kind,
  actor: command.client,
  correlationId: command.correlationId,
  subject: { commandId: command.id, recordId: command.aggregate },
  data: { type: command.type, ...data },
});
