/** Finds attempts: by record, event, subscription, error, time. It says what it searched, so that nothing found means something. */
import { Injectable } from '@nestjs/common';
import { Store } from '../store/store.js';
import type { AttemptOutcome } from './attempt.js';
import { AttemptDays } from './attempt-days.js';
import { type AttemptRow, type StoredRow, pageOf, placeOf, textOf } from './attempt-members.js';

const DAY_MS = 24 * 60 * 60_000;

/** All that is named must hold. */
export interface AttemptFilter {
  readonly record?: string | undefined;
  readonly event?: string | undefined;
  readonly subscription?: string | undefined;
  readonly contract?: string | undefined;
  readonly channel?: string | undefined;
  readonly outcome?: AttemptOutcome | undefined;
  /** a code; only attempts that failed have one */
  readonly reason?: string | undefined;
  readonly trace?: string | undefined;
  readonly replay?: string | undefined;
  readonly letter?: number | undefined;
  /** at or after, before; RFC 3339 */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface AttemptPage {
  readonly attempts: readonly AttemptRow[];
  /** what to ask for the next page with; null: this was the last */
  readonly next: string | null;
  readonly searched: { readonly since: string; readonly until: string; readonly keptSince: string; readonly filter: AttemptFilter };
}

const COLUMNS = `at, id, subscription, channel, event_ids AS "eventIds", contract, record_ids AS "recordIds", trace_ids AS "traceIds", sequences,
  attempt, outcome, status, reason, detail, latencies_ms AS "latenciesMs", responses, replay, letter`;

/** `$` stands for the value. Of a row about several deliveries one has to fit; which of them do is looked at afterwards. */
const CONDITIONS = {
  record: 'record_ids @> ARRAY[$]',
  event: 'event_ids @> ARRAY[$]',
  subscription: 'subscription = $',
  contract: 'contract = $',
  channel: 'channel = $',
  outcome: 'outcome = $',
  reason: `outcome <> 'delivered' AND reason = $`,
  trace: 'trace_ids @> ARRAY[$]',
  replay: 'replay = $',
  letter: 'letter = $',
} as const satisfies Partial<Record<keyof AttemptFilter, string>>;

/** What leads to few rows by an index of its own; without one of them the last day is searched, unless a time is named. */
const NARROW = ['record', 'event', 'replay', 'letter'] as const;

@Injectable()
export class AttemptSearch {
  constructor(
    private readonly store: Store,
    private readonly days: AttemptDays,
  ) {}

  /** The newest first. `after`: the `next` of the page before. Nothing for an `after` that is none. */
  async find(filter: AttemptFilter, page: { readonly after?: string | undefined; readonly limit: number }): Promise<AttemptPage> {
    const now = new Date();
    const keptSince = this.days.oldest(now);
    const since = laterOf(keptSince, filter.since === undefined ? this.defaultSince(filter, now) : new Date(filter.since));
    const until = filter.until === undefined ? new Date(now.getTime() + 1_000) : new Date(filter.until);
    const named = Object.keys(CONDITIONS).filter(
      (name): name is keyof typeof CONDITIONS => filter[name as keyof AttemptFilter] !== undefined,
    );
    const conditions = named.map((name, index) => `AND ${CONDITIONS[name].replace('$', `$${String(index + 6)}`)}`);
    const from = placeOf(page.after);
    // each row has one that fits, but for that of the place; where two filters meet only in different ones the page is shorter
    const most = page.limit + 2;
    const rows = await this.store.read((tx) =>
      tx.query<StoredRow[]>(
        `SELECT ${COLUMNS} FROM delivery_attempt
         WHERE at >= $1 AND at < $2 AND ($3::timestamptz IS NULL OR (at, id) <= ($3, $4::uuid)) ${conditions.join(' ')}
         ORDER BY at DESC, id DESC LIMIT $5`,
        // the place bounds the time as well, so that days behind it are not read at all
        [
          since,
          from === undefined ? until : earlierOf(until, new Date(from.at.getTime() + 1)),
          from?.at ?? null,
          from?.id ?? null,
          most,
          ...named.map((name) => filter[name]),
        ],
      ),
    );
    const { attempts, next } = pageOf(rows, { filter, from, limit: page.limit, most });
    return {
      attempts,
      next: next === undefined ? null : textOf(next),
      searched: { since: since.toISOString(), until: until.toISOString(), keptSince: keptSince.toISOString(), filter },
    };
  }

  private defaultSince(filter: AttemptFilter, now: Date): Date {
    return NARROW.some((name) => filter[name] !== undefined) ? this.days.oldest(now) : new Date(now.getTime() - DAY_MS);
  }
}

const laterOf = (one: Date, other: Date): Date => (one > other ? one : other);
const earlierOf = (one: Date, other: Date): Date => (one < other ? one : other);
