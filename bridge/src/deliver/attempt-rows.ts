/**
 * Attempts as rows of delivery_attempt. Deliveries that went the same way and were told at once share one: what differs between them is
 * lists, the n-th of each list are one delivery (decision 0030). Whatever else became of a delivery has a row of its own. Pure but for
 * the statement.
 */
import { createHash } from 'node:crypto';
import { type Transaction, storableJson } from '../store/store.js';
import { type Attempt, asUuid } from './attempt.js';
import { MOST_TOGETHER } from './evidence.js';
import { excerptOf } from './excerpt.js';

const DETAIL_LENGTH = 500;

export interface Row {
  readonly id: string;
  readonly members: readonly [Attempt, ...Attempt[]];
}

/** The rows of attempts that are told at once. The same attempts give the same rows, with the same ids. */
export function rowsOf(attempts: readonly Attempt[]): Row[] {
  const open = new Map<string, [Attempt, ...Attempt[]]>();
  const rows: [Attempt, ...Attempt[]][] = [];
  for (const attempt of attempts) {
    const way = wayOf(attempt);
    const row = way === undefined ? undefined : open.get(way);
    if (row !== undefined && row.length < MOST_TOGETHER) {
      row.push(attempt);
      continue;
    }
    const fresh: [Attempt] = [attempt];
    rows.push(fresh);
    if (way !== undefined) open.set(way, fresh);
  }
  return rows.map((members) => ({ id: idOf(members), members }));
}

/** Of all of them: no other company has it. */
function idOf(members: readonly [Attempt, ...Attempt[]]): string {
  const [{ id }, second] = members;
  if (second === undefined) return id;
  const digest = createHash('sha256');
  for (const member of members) digest.update(member.id);
  return asUuid(digest.digest('hex'));
}

/** Equal for those that may share a row; undefined: it shares none. One that may be told again by itself is found by its own id. */
function wayOf({ subscription, channel, contract, attempt, outcome, status, replay, letter, reason, detail, mayBeKnown }: Attempt) {
  if (outcome !== 'delivered' || mayBeKnown || letter !== null || reason !== undefined || detail !== undefined) return undefined;
  return `${subscription} ${channel} ${contract ?? ''} ${attempt} ${status ?? ''} ${replay ?? ''}`;
}

// A few objects of long lists: as one text they are cheaper to make and to read than lists of lists.
const INSERT = `
  INSERT INTO delivery_attempt SELECT * FROM jsonb_populate_recordset(NULL::delivery_attempt, $1::jsonb)
  ON CONFLICT DO NOTHING RETURNING id`;

/** Returns those that were not kept yet. `timeOf`: where an attempt that ended then stands, RFC 3339. */
export async function insert(tx: Transaction, rows: readonly Row[], timeOf: (ended: Date) => string): Promise<readonly Row[]> {
  const added = await tx.query<{ id: string }[]>(INSERT, [storableJson(rows.map((row) => columnsOf(row, timeOf)))]);
  if (added.length === rows.length) return rows;
  const ids = new Set(added.map(({ id }) => id));
  // of news that was told twice at once, the first
  return rows.filter(({ id }) => ids.delete(id));
}

function columnsOf({ id, members }: Row, timeOf: (ended: Date) => string) {
  const [{ at, subscription, channel, contract, attempt, outcome, status, reason, detail, replay, letter }] = members;
  return {
    at: timeOf(at),
    id,
    ...{ subscription, channel, contract, attempt, outcome, status, reason, replay },
    detail: detail?.slice(0, DETAIL_LENGTH),
    letter: letter?.sequence,
    event_ids: members.map(({ eventId }) => eventId),
    record_ids: members.map(({ recordId }) => recordId),
    trace_ids: unlessNone(members.map(({ traceId }) => traceId)),
    sequences: members.map(({ sequence }) => sequence),
    latencies_ms: unlessNone(members.map(({ latencyMs }) => (latencyMs === undefined ? null : Math.round(latencyMs)))),
    responses: unlessNone(members.map(({ response }) => (response === undefined ? null : excerptOf(response)))),
  };
}

const unlessNone = <Value>(list: readonly (Value | null)[]): readonly (Value | null)[] | null =>
  list.every((value) => value === null) ? null : list;
