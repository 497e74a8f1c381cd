/**
 * The raw change of Odoo: what the addon's relay puts on ODOO_CHANGES, parsed once at the translator's door.
 * One message per (aggregate root, transaction). Its twin in Python is checked by contracts/examples/changes/*.json.
 */
import { z } from 'zod';

/** A scalar, a to-one node (`{id, ...}`), or a list of ids or nodes, as Odoo's snapshot reader writes them. */
export type SnapshotValue = string | number | boolean | null | SnapshotNode | readonly (number | SnapshotNode)[];
export interface SnapshotNode {
  readonly id: number;
  readonly [field: string]: SnapshotValue;
}

// Columns and snapshots are looked at, not copied field by field: they are most of a change, and contracts check what they read.
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const columns = z.custom<Readonly<Record<string, unknown>>>(isObject, 'expected an object of columns');
const isRoot = (value: unknown): boolean => isObject(value) && Number.isSafeInteger(value.id) && Number(value.id) > 0;
const root = z.custom<{ readonly id: number; readonly [field: string]: unknown }>(isRoot, 'expected an object with the id of its record');

export const changedRow = z.object({
  model: z.string().min(1),
  /** null for a row of a many2many relation table */
  id: z.number().int().nullable(),
  /** the way from the root: '' is the root itself, 'order_line' its lines */
  path: z.string(),
  op: z.enum(['create', 'update', 'delete']),
  old: columns.nullable(),
  new: columns.nullable(),
});

export const odooChange = z.object({
  spec: z.literal('odoo-change/1'),
  change_id: z.string().min(1),
  database: z.string().min(1),
  model: z.string().min(1),
  record_id: z.number().int().positive(),
  op: z.enum(['create', 'update', 'delete', 'snapshot']),
  /** per aggregate, +1 per change, starts at 1 */
  version: z.number().int().positive(),
  transaction_id: z.string().min(1),
  occurred_at: z.iso.datetime(),
  /** external: made outside Odoo's ORM (psql, module upgrade) and folded afterwards */
  origin: z.enum(['orm', 'external']),
  lane: z.enum(['live', 'bulk']),
  actor: z.object({ user_id: z.number().int(), login: z.string(), company_id: z.number().int().nullable() }).nullable(),
  command_id: z.string().nullable(),
  fields: z.array(z.string()),
  rows: z.array(changedRow),
  snapshot: root.nullable(),
});

export type ChangedRow = z.infer<typeof changedRow>;
export type OdooChange = z.infer<typeof odooChange>;

/** The root's own row in this change, if the root itself was touched. */
export const rootRow = (change: OdooChange): ChangedRow | undefined =>
  change.rows.find((row) => row.path === '' && row.id === change.record_id && row.model === change.model);

/** True when this change brought `field` of the root to `value` (created with it counts). */
export function became(change: OdooChange, field: string, value: unknown): boolean {
  const row = rootRow(change);
  return row !== undefined && row.new?.[field] === value && row.old?.[field] !== value;
}
