/** The tables bulk and bulk_item. */
import { type Transaction, storableJson } from '../store/store.js';
import type { Refusal } from '@odoo-nats-bridge/contracts';

export type BulkState = 'receiving' | 'complete' | 'cancelled';

export interface BulkRow {
  readonly id: string;
  readonly client: string;
  readonly key: string;
  readonly contract: string;
  readonly keyField: string | null;
  readonly versionField: string | null;
  readonly state: BulkState;
  /** the highest line that was recorded */
  readonly lines: number;
  readonly startedAt: Date;
  readonly changedAt: Date;
}

export interface NewItem {
  readonly line: number;
  readonly digest: string;
  readonly itemKey: string | null;
  readonly commandId: string | null;
  readonly refusal: Refusal | null;
}

/** `status`: of the line's command; `refused` as well when it became none. */
export interface ItemRow {
  readonly line: number;
  readonly key: string | null;
  readonly commandId: string | null;
  readonly status: string;
  readonly refusal: Refusal | null;
  readonly answer: Readonly<Record<string, unknown>> | null;
}

const COLUMNS = `id, client, bulk_key AS key, contract, key_field AS "keyField", version_field AS "versionField", state, lines, started_at AS "startedAt", changed_at AS "changedAt"`;

/** What a file is opened with; the same each time it is sent. */
export type Opening = Pick<BulkRow, 'id' | 'client' | 'key' | 'contract' | 'keyField' | 'versionField'>;

/** The file of this key; made when it is new. Locked until the transaction ends: two uploads of one file take turns. */
export async function openBulk(tx: Transaction, { id, client, key, contract, keyField, versionField }: Opening): Promise<BulkRow> {
  await tx.query(
    `INSERT INTO bulk (id, client, bulk_key, contract, key_field, version_field, state) VALUES ($1, $2, $3, $4, $5, $6, 'receiving') ON CONFLICT DO NOTHING`,
    [id, client, key, contract, keyField, versionField],
  );
  const [row] = await tx.query<[BulkRow]>(`SELECT ${COLUMNS} FROM bulk WHERE client = $1 AND bulk_key = $2 FOR UPDATE`, [client, key]);
  return row;
}

export async function findBulk(tx: Transaction, id: string): Promise<BulkRow | undefined> {
  const [row] = await tx.query<BulkRow[]>(`SELECT ${COLUMNS} FROM bulk WHERE id = $1`, [id]);
  return row;
}

/** Digests of the lines that are recorded, by their numbers. */
export async function knownLines(tx: Transaction, bulk: string, from: number, to: number): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.query<{ line: number; digest: string }[]>(
    `SELECT line, digest FROM bulk_item WHERE bulk = $1 AND line BETWEEN $2 AND $3`,
    [bulk, from, to],
  );
  return new Map(rows.map(({ line, digest }) => [line, digest]));
}

export async function addItems(tx: Transaction, bulk: string, items: readonly NewItem[]): Promise<void> {
  const rows = items.map(({ line, digest, itemKey, commandId, refusal }) => ({
    bulk,
    line,
    digest,
    item_key: itemKey,
    command_id: commandId,
    refusal,
  }));
  await tx.query(`INSERT INTO bulk_item SELECT * FROM jsonb_populate_recordset(NULL::bulk_item, $1::jsonb)`, [storableJson(rows)]);
}

export async function advance(tx: Transaction, bulk: string, lines: number, state: BulkState): Promise<void> {
  await tx.query(`UPDATE bulk SET lines = greatest(lines, $2), state = $3, changed_at = now() WHERE id = $1`, [bulk, lines, state]);
}

const STATUS = `CASE WHEN i.command_id IS NULL THEN 'refused' ELSE c.status END`;

/** How many lines are in which state. */
export async function countItems(tx: Transaction, bulk: string): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.query<{ status: string; count: number }[]>(
    `SELECT ${STATUS} AS status, count(*)::int AS count FROM bulk_item i LEFT JOIN command c ON c.id = i.command_id WHERE i.bulk = $1 GROUP BY 1`,
    [bulk],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

export const pageOfItems = (tx: Transaction, bulk: string, status: string | undefined, after: number, limit: number): Promise<ItemRow[]> =>
  tx.query<ItemRow[]>(
    `SELECT i.line, i.item_key AS key, i.command_id AS "commandId", ${STATUS} AS status, coalesce(i.refusal, c.refusal) AS refusal, c.answer
     FROM bulk_item i LEFT JOIN command c ON c.id = i.command_id
     WHERE i.bulk = $1 AND i.line > $3 AND ($2::text IS NULL OR ${STATUS} = $2) ORDER BY i.line LIMIT $4`,
    [bulk, status ?? null, after, limit],
  );

/** Some commands of the file that nobody began. */
export async function openCommands(tx: Transaction, bulk: string, after: number, limit: number): Promise<{ line: number; id: string }[]> {
  return tx.query<{ line: number; id: string }[]>(
    `SELECT i.line, c.id FROM bulk_item i JOIN command c ON c.id = i.command_id
     WHERE i.bulk = $1 AND i.line > $2 AND c.status IN ('accepted', 'waiting') ORDER BY i.line LIMIT $3`,
    [bulk, after, limit],
  );
}
