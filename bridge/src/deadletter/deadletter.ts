/**
 * The dead letters: found, told apart, read, put aside. The stream DEAD_LETTERS is the store; the table is its index and knows what
 * became of each. Retries are begun in the room replay.
 */
import { Injectable } from '@nestjs/common';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { AuditLog } from '../audit/audit.js';
import { Nats, storedMessage } from '../nats/nats.js';
import { Store, type Transaction } from '../store/store.js';
import { type Letter, type Stage, parseLetter } from './letter.js';
import { FACETS, type Facet, type LetterFilter, whereOf } from './letter-search.js';
import type { LetterState } from './settle.js';

export { LetterIndex } from './letter-index.js';
export { type Letter, type Stage, failedMessage, parseLetter } from './letter.js';
export { FACETS, type Facet, type LetterFilter, whereOf } from './letter-search.js';
export { type LetterState, type RetryOutcome, settleRetries } from './settle.js';

/** A letter as the index knows it. */
export interface LetterRow {
  readonly sequence: number;
  readonly storedAt: Date;
  readonly stage: Stage;
  readonly reason: string;
  readonly message: string;
  readonly subscription: string | null;
  readonly contract: string | null;
  readonly recordId: string | null;
  readonly eventId: string | null;
  readonly correlationId: string | null;
  readonly sourceStream: string;
  readonly sourceSequence: number;
  readonly bytes: number;
  readonly state: LetterState;
  readonly changedAt: Date;
  /** who retried or discarded it last */
  readonly changedBy: string | null;
  readonly retries: number;
  /** the retry that worked on it last */
  readonly retry: string | null;
  readonly outcome: string | null;
  readonly outcomeDetail: string | null;
}

export interface LetterPage {
  readonly letters: readonly LetterRow[];
  /** the sequence to go on before; null: this was the last page */
  readonly next: number | null;
}

export interface FacetValue {
  readonly value: string | null;
  readonly count: number;
}

const COLUMNS = `sequence, stored_at AS "storedAt", stage, reason, message, subscription, contract, record_id AS "recordId",
  event_id AS "eventId", correlation_id AS "correlationId", source_stream AS "sourceStream", source_sequence AS "sourceSequence", bytes,
  state, changed_at AS "changedAt", changed_by AS "changedBy", retries, retry, outcome, outcome_detail AS "outcomeDetail"`;
/** of one facet; a record's is cut off, the others have few values */
const FACET_VALUES = 50;

@Injectable()
export class DeadLetters {
  constructor(
    private readonly store: Store,
    private readonly nats: Nats,
    private readonly audit: AuditLog,
  ) {}

  /** The newest first. */
  async list(filter: LetterFilter, page: { readonly before?: number | undefined; readonly limit: number }): Promise<LetterPage> {
    const { sql, values } = whereOf(filter, 3);
    const rows = await this.store.read((tx) =>
      tx.query<LetterRow[]>(
        `SELECT ${COLUMNS} FROM dead_letter WHERE ($1::bigint IS NULL OR sequence < $1) AND ${sql} ORDER BY sequence DESC LIMIT $2`,
        [page.before ?? null, page.limit + 1, ...values],
      ),
    );
    const letters = rows.slice(0, page.limit);
    return { letters, next: rows.length > page.limit ? (letters.at(-1)?.sequence ?? null) : null };
  }

  async count(filter: LetterFilter): Promise<number> {
    const { sql, values } = whereOf(filter);
    const [row] = await this.store.read((tx) =>
      tx.query<{ count: number }[]>(`SELECT count(*) FROM dead_letter WHERE ${sql}`, [...values]),
    );
    return row?.count ?? 0;
  }

  /** How many letters of the filter there are by each facet, the most frequent value first. */
  async facets(filter: LetterFilter): Promise<Record<Facet, FacetValue[]>> {
    const { sql, values } = whereOf(filter);
    const counted = Object.entries(FACETS).map(
      ([name, expression]) =>
        `(SELECT '${name}' AS facet, ${expression} AS value, count(*) FROM found GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${FACET_VALUES})`,
    );
    const rows = await this.store.read((tx) =>
      tx.query<(FacetValue & { facet: Facet })[]>(`WITH found AS (SELECT * FROM dead_letter WHERE ${sql}) ${counted.join(' UNION ALL ')}`, [
        ...values,
      ]),
    );
    const of = (facet: Facet) => rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
    return Object.fromEntries(Object.keys(FACETS).map((name) => [name, of(name as Facet)])) as Record<Facet, FacetValue[]>;
  }

  async find(sequence: number): Promise<LetterRow | undefined> {
    return (await this.list({ sequences: [sequence] }, { limit: 1 })).letters[0];
  }

  /** The letter itself, from the stream; undefined when the stream does not have it (any more). */
  async read(sequence: number): Promise<Letter | undefined> {
    const message = await storedMessage(this.nats, STREAMS.deadLetters, sequence);
    return message && parseLetter(message);
  }

  /** open -> discarded. Returns how many. */
  discard(filter: LetterFilter, by: string, why: string): Promise<number> {
    return this.move(filter, { from: 'open', to: 'discarded', by, why });
  }

  /** discarded -> open. Returns how many. */
  reopen(filter: LetterFilter, by: string, why: string): Promise<number> {
    return this.move(filter, { from: 'discarded', to: 'open', by, why });
  }

  tellRebuild(by: string, why: string): Promise<void> {
    return this.audit.append([
      { kind: 'dead-letter.index-rebuilt', actor: by, correlationId: 'dead-letters:index', subject: {}, data: { why } },
    ]);
  }

  private move(filter: LetterFilter, { from, to, by, why }: Move): Promise<number> {
    return this.store.transaction(async (tx) => {
      const moved = await changed(tx, filter, { from, to, by });
      if (moved.length === 0) return 0;
      const [only] = moved;
      await this.audit.append(
        [
          {
            kind: to === 'discarded' ? 'dead-letter.discarded' : 'dead-letter.reopened',
            actor: by,
            correlationId: moved.length === 1 && only !== undefined ? `dead-letters:${only.sequence}` : `dead-letters:${to}`,
            subject: moved.length === 1 && only !== undefined ? { letter: only.sequence, eventId: only.event_id } : {},
            data: { filter, count: moved.length, why, letters: moved.slice(0, 100).map(({ sequence }) => sequence) },
          },
        ],
        tx,
      );
      return moved.length;
    });
  }
}

interface Move {
  readonly from: LetterState;
  readonly to: LetterState;
  readonly by: string;
  readonly why: string;
}

async function changed(tx: Transaction, filter: LetterFilter, { from, to, by }: Omit<Move, 'why'>) {
  const { sql, values } = whereOf(filter, 4);
  const [rows] = await tx.query<[{ sequence: number; event_id: string | null }[], number]>(
    `UPDATE dead_letter SET state = $2, changed_at = now(), changed_by = $3 WHERE state = $1 AND ${sql} RETURNING sequence, event_id`,
    [from, to, by, ...values],
  );
  return rows;
}
