/** Reading the tables of the audit. Times are read to the microsecond: an edit below the millisecond would go unseen otherwise. */
import type { Store, Transaction } from '../store/store.js';
import type { Head, Link } from './link.js';
import { Numbers } from './numbers.js';

/** about 1 MB of usual entries in memory; some 20 MB when each is about as many things as one may be */
const PAGE = 500;

export const LINK = `seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at, kind, actor,
  correlation_id AS "correlationId", subject, data, salt, payload_digest AS "payloadDigest", previous_hash AS "previousHash", hash`;

/** Whole milliseconds as they were hashed; anything finer stays, and so does not fit the hash. */
export const toLink = (row: Link): Link => ({ ...row, at: `${row.at.endsWith('000') ? row.at.slice(0, -3) : row.at}Z` });

export interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** All that the work reads is of one moment: what is appended meanwhile does not exist for it. */
export const snapshot = <Result>(store: Store, work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
  store.transaction(async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return work(tx);
  });

/** All entries of the range by their number, a page at a time. */
export async function* entriesOf(tx: Transaction, { from, to }: Range = {}): AsyncGenerator<Link> {
  let after: number | null = from === undefined ? null : from - 1;
  for (;;) {
    const rows: Link[] = await tx.query<Link[]>(
      `SELECT ${LINK} FROM audit_entry WHERE ($1::bigint IS NULL OR seq > $1) AND ($2::bigint IS NULL OR seq <= $2) ORDER BY seq LIMIT ${PAGE}`,
      [after, to ?? null],
    );
    for (const row of rows) yield toLink(row);
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.seq ?? null;
  }
}

export interface HeadRow extends Head {
  readonly tenant: string | null;
}

/** null: somebody removed it. */
export async function headOf(tx: Transaction): Promise<HeadRow | null> {
  const [row] = await tx.query<HeadRow[]>('SELECT count AS seq, hash, tenant FROM audit_head');
  return row ?? null;
}

/** Which payloads were erased, as the erasures say. */
export async function erasedOf(tx: Transaction): Promise<Numbers> {
  const rows = await tx.query<{ erased: string | null }[]>(
    `SELECT subject ->> 'erased' AS erased FROM audit_entry WHERE kind = 'audit.erased' ORDER BY seq`,
  );
  return Numbers.union(
    rows.flatMap(({ erased }) => (/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(erased ?? '') ? [Numbers.parse(erased ?? '')] : [])),
  );
}
