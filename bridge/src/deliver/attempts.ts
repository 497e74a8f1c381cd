/**
 * The record of attempts. It owns the table delivery_attempt and writes it in groups: while one group is on its way to Postgres the
 * next one gathers, so a quiet bridge waits for nobody and a busy one writes hundreds of attempts in one statement.
 *
 * An attempt is kept in one transaction with the audit entry that names it, and with what it means for a dead letter that was retried. `record` resolves when both are committed; whoever settles a delivery
 * awaits it first. While Postgres is away it throws Retry: the delivery stays unsettled and nothing about it is lost.
 */
import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { type RetryOutcome, settleRetries } from '../deadletter/deadletter.js';
import { Retry, explain } from '../failure.js';
import { Store } from '../store/store.js';
import type { Attempt } from './attempt.js';
import { AttemptDays } from './attempt-days.js';
import { type Row, insert, rowsOf } from './attempt-rows.js';
import { entriesOf } from './evidence.js';

/** about 300 KB in one statement, and the audit chain's lock for some 20 ms */
const GROUP = 500;

interface Waiting {
  readonly attempts: readonly Attempt[];
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

@Injectable()
export class DeliveryAttempts {
  private readonly logger = new Logger('deliver');
  /** the row that each was first told in: told again, it stands in the same */
  private readonly known = new WeakMap<Attempt, Row>();
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
    private readonly days: AttemptDays,
  ) {}

  /**
   * Resolves when they and their evidence are committed; told again, beside whatever others, they are kept once.
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
      await this.write(group.map(({ attempts }) => attempts));
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

  private rowsOf(attempts: readonly Attempt[]): Row[] {
    const known = new Set<Row>();
    const fresh: Attempt[] = [];
    for (const attempt of new Set(attempts)) {
      const row = this.known.get(attempt);
      if (row === undefined) fresh.push(attempt);
      else known.add(row);
    }
    const rows = rowsOf(fresh);
    for (const row of rows) for (const member of row.members) this.known.set(member, row);
    return [...known, ...rows];
  }

  /** Of each that told. A row is never made of what several told: one of them may have to tell it again alone. */
  private async write(told: readonly (readonly Attempt[])[]): Promise<void> {
    const rows = told.flatMap((attempts) => this.rowsOf(attempts));
    const now = new Date();
    const oldest = this.days.oldest(now).getTime();
    // news that is older than what is kept is kept all the same, on the oldest day
    const timeOf = (ended: Date): string => new Date(Math.min(Math.max(ended.getTime(), oldest), now.getTime())).toISOString();
    const days = new Set(rows.map(({ members: [{ at }] }) => timeOf(at).slice(0, 10)));
    for (const day of days) await this.days.ensure(new Date(day));
    await this.store.transaction(async (tx) => {
      const added = await insert(tx, rows, timeOf);
      await settleRetries(tx, told.flat().filter(isRetry).map(outcomeOf));
      await this.audit.append(entriesOf(added.flatMap(({ members }) => members)), tx);
    });
  }
}

type OfLetter = Attempt & { readonly letter: NonNullable<Attempt['letter']> };

const isRetry = (attempt: Attempt): attempt is OfLetter => attempt.letter !== null;

/** What an attempt says about the dead letter that was retried by it. */
function outcomeOf({ letter, outcome, reason, detail, at }: OfLetter): RetryOutcome {
  const state = ({ delivered: 'resolved', 'dead-lettered': 'open', failed: 'retried', gone: 'retried' } as const)[outcome];
  return { ...letter, state, outcome: outcome === 'delivered' ? outcome : (reason ?? outcome), detail: detail ?? null, at };
}
