/**
 * The record of attempts. It owns the table delivery_attempt and writes it in groups: while one group is on its way to Postgres the
 * next one gathers, so a quiet bridge waits for nobody and a busy one writes hundreds of attempts in one statement.
 *
 * An attempt is kept in one transaction with its audit entry, and with what it means for a dead letter that was retried. `record` resolves when both are committed; whoever settles a delivery
 * awaits it first. While Postgres is away it throws Retry: the delivery stays unsettled and nothing about it is lost.
 */
import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { type RetryOutcome, settleRetries } from '../deadletter/deadletter.js';
import { Retry, explain } from '../failure.js';
import { Store, type Transaction, storableJson } from '../store/store.js';
import type { Attempt } from './attempt.js';
import { AttemptDays } from './attempt-days.js';
import { excerptOf } from './excerpt.js';

/** about 300 KB in one statement, and the audit chain's lock for some 20 ms */
const GROUP = 500;
const DETAIL_LENGTH = 500;

interface Waiting {
  readonly attempts: readonly Attempt[];
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

@Injectable()
export class DeliveryAttempts {
  private readonly logger = new Logger('deliver');
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
    private readonly days: AttemptDays,
  ) {}

  /**
   * Resolves when they and their evidence are committed; told again with the same ids they are kept once.
   * Throws Retry when Postgres is away: nothing is kept, or all of it without our knowing; tell them again.
   */
  record(attempts: readonly Attempt[]): Promise<void> {
    if (attempts.length === 0) return Promise.resolve();
    return new Promise((kept, failed) => {
      this.waiting.push({ attempts, kept, failed });
      if (!this.writing) void this.writeAll();
    });
  }

  /** Whether attempts could be recorded now. Throws as `record` does. */
  prove(): Promise<void> {
    return this.audit.prove();
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) await this.writeGroup(this.nextGroup());
    this.writing = false;
  }

  private nextGroup(): Waiting[] {
    let size = 0;
    const end = this.waiting.findIndex(({ attempts }) => (size += attempts.length) > GROUP);
    return this.waiting.splice(0, end === -1 ? this.waiting.length : Math.max(end, 1));
  }

  private async writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      await this.write(group.flatMap(({ attempts }) => attempts));
      for (const { kept } of group) kept();
    } catch (error) {
      if (error instanceof Retry || group.length === 1) for (const { failed } of group) failed(error);
      else await this.writeEach(group, error);
    }
  }

  // one that Postgres refuses must not take its neighbours along
  private async writeEach(group: readonly Waiting[], error: unknown): Promise<void> {
    this.logger.error({ msg: 'a group of attempts was refused; each is written alone', reason: explain(error) });
    for (const each of group) await this.writeGroup([each]);
  }

  private async write(attempts: readonly Attempt[]): Promise<void> {
    const rows = attempts.map((attempt) => this.rowOf(attempt));
    for (const day of new Set(rows.map(({ at }) => at.slice(0, 10)))) await this.days.ensure(new Date(day));
    await this.store.transaction(async (tx) => {
      const added = await insert(tx, rows);
      const evidence = attempts.flatMap(({ id, evidence: entry }) => (entry !== undefined && added.has(id) ? [entry] : []));
      await settleRetries(tx, attempts.flatMap(outcomeOf));
      await this.audit.append(evidence, tx);
    });
  }

  private rowOf(attempt: Attempt) {
    const now = new Date();
    // news that is older than what is kept is kept all the same, on the oldest day
    const at = new Date(Math.min(Math.max(attempt.at.getTime(), this.days.oldest(now).getTime()), now.getTime()));
    return {
      at: at.toISOString(),
      id: attempt.id,
      subscription: attempt.subscription,
      channel: attempt.channel,
      event_id: attempt.eventId,
      contract: attempt.contract,
      record_id: attempt.recordId,
      trace_id: attempt.traceId,
      sequence: attempt.sequence,
      attempt: attempt.attempt,
      outcome: attempt.outcome,
      status: attempt.status ?? null,
      reason: attempt.reason ?? null,
      detail: attempt.detail === undefined ? null : attempt.detail.slice(0, DETAIL_LENGTH),
      latency_ms: attempt.latencyMs === undefined ? null : Math.round(attempt.latencyMs),
      response: attempt.response === undefined ? null : excerptOf(attempt.response),
      replay: attempt.replay,
      letter: attempt.letter?.sequence ?? null,
    };
  }
}

type Row = ReturnType<DeliveryAttempts['rowOf']>;

/** What an attempt says about the dead letter that was retried by it. */
function outcomeOf({ letter, outcome, reason, detail, at }: Attempt): RetryOutcome[] {
  if (letter === null) return [];
  const state = ({ delivered: 'resolved', 'dead-lettered': 'open', failed: 'retried', gone: 'retried' } as const)[outcome];
  return [{ ...letter, state, outcome: outcome === 'delivered' ? outcome : (reason ?? outcome), detail: detail ?? null, at }];
}

/** The ids of those that were not kept yet. */
async function insert(tx: Transaction, rows: readonly Row[]): Promise<Set<string>> {
  const added = await tx.query<{ id: string }[]>(
    `INSERT INTO delivery_attempt SELECT * FROM jsonb_populate_recordset(NULL::delivery_attempt, $1::jsonb)
     ON CONFLICT DO NOTHING RETURNING id`,
    [storableJson(rows)],
  );
  return new Set(added.map(({ id }) => id));
}
