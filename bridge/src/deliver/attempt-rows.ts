/** Attempts as rows of delivery_attempt, written column by column: lists of one type are cheaper to read for Postgres than JSON. */
import type { Transaction } from '../store/store.js';
import type { Attempt } from './attempt.js';
import { excerptOf } from './excerpt.js';

const DETAIL_LENGTH = 500;

type Value = string | number | null;

/** In the order of the statement. `at` is given beside the attempt. */
const COLUMNS: readonly (readonly [name: string, type: string, of: (attempt: Attempt, at: string) => Value])[] = [
  ['at', 'timestamptz', (_, at) => at],
  ['id', 'uuid', ({ id }) => id],
  ['subscription', 'text', ({ subscription }) => subscription],
  ['channel', 'text', ({ channel }) => channel],
  ['event_id', 'text', ({ eventId }) => storable(eventId)],
  ['contract', 'text', ({ contract }) => storable(contract)],
  ['record_id', 'text', ({ recordId }) => storable(recordId)],
  ['trace_id', 'text', ({ traceId }) => traceId],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['attempt', 'integer', ({ attempt }) => attempt],
  ['outcome', 'text', ({ outcome }) => outcome],
  ['status', 'integer', ({ status }) => status ?? null],
  ['reason', 'text', ({ reason }) => storable(reason)],
  ['detail', 'text', ({ detail }) => storable(detail?.slice(0, DETAIL_LENGTH))],
  ['latency_ms', 'integer', ({ latencyMs }) => (latencyMs === undefined ? null : Math.round(latencyMs))],
  ['response', 'text', ({ response }) => (response === undefined ? null : storable(excerptOf(response)))],
  ['replay', 'uuid', ({ replay }) => replay],
  ['letter', 'bigint', ({ letter }) => letter?.sequence ?? null],
];

const NAMES = COLUMNS.map(([name]) => name).join(', ');
const LISTS = COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');
// One row comes back, and no ids when all were new, as they almost always are: rows are dear to read (evidence: 20 us a delivery, then 12).
const INSERT = `
  WITH added AS (INSERT INTO delivery_attempt (${NAMES}) SELECT * FROM unnest(${LISTS}) ON CONFLICT DO NOTHING RETURNING id)
  SELECT CASE WHEN count(*) < $${COLUMNS.length + 1} THEN coalesce(array_agg(id::text), '{}') END AS some FROM added`;

/** Returns those that were not kept yet. `times`: when each ended, RFC 3339. */
export async function insert(tx: Transaction, attempts: readonly Attempt[], times: readonly string[]): Promise<readonly Attempt[]> {
  const lists = COLUMNS.map(([, , of]) => arrayOf(attempts.map((attempt, index) => of(attempt, times[index] ?? ''))));
  const [added] = await tx.query<{ some: string[] | null }[]>(INSERT, [...lists, attempts.length]);
  if (added?.some === null) return attempts;
  const some = new Set(added?.some);
  return attempts.filter(({ id }) => some.has(id));
}

/** As Postgres reads an array. The driver's own way of writing it makes 2 KB of garbage for each row. */
const arrayOf = (values: readonly Value[]): string => `{${values.map(elementOf).join()}}`;

function elementOf(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  return `"${QUOTED.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}
const QUOTED = /["\\]/;

const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Postgres takes neither NUL nor half a surrogate pair: both become U+FFFD. */
const storable = (text: string | null | undefined): string | null => text?.replace(UNSTORABLE, '\uFFFD') ?? null;
