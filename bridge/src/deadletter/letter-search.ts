/** Which letters: the filter, and its SQL. */
import type { Stage } from './letter.js';
import type { LetterState } from './settle.js';

/** All that is named must hold; nothing named: every letter. */
export interface LetterFilter {
  readonly sequences?: readonly number[] | undefined;
  readonly state?: LetterState | undefined;
  readonly stage?: Stage | undefined;
  readonly reason?: string | undefined;
  readonly subscription?: string | undefined;
  readonly contract?: string | undefined;
  readonly record?: string | undefined;
  readonly event?: string | undefined;
  /** stored at or after, before; RFC 3339 */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface Where {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const CONDITIONS: Readonly<Record<keyof LetterFilter, string>> = {
  sequences: 'sequence = ANY($::bigint[])',
  state: 'state = $',
  stage: 'stage = $',
  reason: 'reason = $',
  subscription: 'subscription = $',
  contract: 'contract = $',
  record: 'record_id = $',
  event: 'event_id = $',
  since: 'stored_at >= $::timestamptz',
  until: 'stored_at < $::timestamptz',
};

/** `first`: the number of the first parameter. */
export function whereOf(filter: LetterFilter, first = 1): Where {
  const named = (Object.keys(CONDITIONS) as (keyof LetterFilter)[]).filter((name) => filter[name] !== undefined);
  const sql = named.map((name, index) => CONDITIONS[name].replace('$', `$${String(first + index)}`));
  return { sql: sql.length === 0 ? 'true' : sql.join(' AND '), values: named.map((name) => filter[name]) };
}

/** What a letter can be told apart by, as columns or expressions of dead_letter. */
export const FACETS = {
  state: 'state',
  stage: 'stage',
  reason: 'reason',
  subscription: 'subscription',
  contract: 'contract',
  record: 'record_id',
  day: `to_char(stored_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
} as const;

export type Facet = keyof typeof FACETS;
