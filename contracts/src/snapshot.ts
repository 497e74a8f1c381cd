/**
 * Typed reading of Odoo's snapshots, for fromOdoo and toData.
 * What a contract needs and does not find is a SnapshotMismatch: the translator makes a dead letter of it.
 */
import type { OdooChange, SnapshotNode, SnapshotValue } from './change.js';
import type { Origin } from './contract.js';

/**
 * The snapshot has not what the contract needs: an old watch, another Odoo version, or a bug in the contract.
 * Its text names the field and what was expected, never the value that was found.
 */
export class SnapshotMismatch extends Error {
  override readonly name: string = 'SnapshotMismatch';
  // private: what logs an error's own properties must not log a record
  readonly #node: SnapshotNode;

  constructor(
    readonly field: string,
    readonly expected: string,
    node: SnapshotNode,
  ) {
    super(`field ${field} of record ${String(node.id)} is not ${expected}`);
    this.#node = node;
  }

  /** Where in this snapshot it is: `order_line.0.product_id`; only the field when the record is not in it. */
  pathIn(snapshot: SnapshotNode | null): string {
    const way = snapshot && wayTo(this.#node, snapshot);
    return [...(way ?? []), this.field].join('.');
  }
}

/** A selection has a value that our contracts have no word for: another module added it. */
export class UnknownWord extends SnapshotMismatch {
  override readonly name = 'UnknownWord';
}

function wayTo(wanted: SnapshotNode, from: unknown): string[] | undefined {
  if (from === wanted) return [];
  if (typeof from !== 'object' || from === null) return undefined;
  for (const [step, child] of Object.entries(from)) {
    const way = wayTo(wanted, child);
    if (way) return [step, ...way];
  }
  return undefined;
}

const isNode = (value: SnapshotValue | undefined): value is SnapshotNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as { id?: unknown }).id === 'number';

/** The snapshot of a change. Throws SnapshotMismatch for a delete, which has none: guard the moment by `hasSnapshot`. */
export function snapshotOf(change: OdooChange): SnapshotNode {
  // parsed as an object with an id; each field is checked when it is read
  if (change.snapshot) return change.snapshot as SnapshotNode;
  throw new SnapshotMismatch('snapshot', 'present', { id: change.record_id });
}

export const hasSnapshot = (change: OdooChange): boolean => change.snapshot !== null;

/**
 * `read` once for a snapshot that is asked for several times in a row: the events of one change tell of the same record.
 * Only for a pure function whose result nobody changes. Remembers one, because a WeakMap of all made garbage collection
 * cost more than reading anew.
 */
export function oncePerSnapshot<Data>(read: (node: SnapshotNode, origin: Origin) => Data): (node: SnapshotNode, origin: Origin) => Data {
  let last: { readonly node: SnapshotNode; readonly database: string; readonly data: Data } | undefined;
  return (node, origin) => {
    if (last?.node !== node || last.database !== origin.database) last = { node, database: origin.database, data: read(node, origin) };
    return last.data;
  };
}

export function textOrNull(node: SnapshotNode, field: string): string | null {
  const value = node[field];
  if (value === null || typeof value === 'string') return value;
  throw new SnapshotMismatch(field, 'a text or null', node);
}

export function text(node: SnapshotNode, field: string): string {
  const value = node[field];
  if (typeof value === 'string') return value;
  throw new SnapshotMismatch(field, 'a text', node);
}

export function number(node: SnapshotNode, field: string): number {
  const value = node[field];
  if (typeof value === 'number') return value;
  throw new SnapshotMismatch(field, 'a number', node);
}

export function flag(node: SnapshotNode, field: string): boolean {
  const value = node[field];
  if (typeof value === 'boolean') return value;
  throw new SnapshotMismatch(field, 'a boolean', node);
}

/** A to-one relation read with a sub-spec. */
export function oneOrNull(node: SnapshotNode, field: string): SnapshotNode | null {
  const value = node[field];
  if (value === null || isNode(value)) return value;
  throw new SnapshotMismatch(field, 'a record or null', node);
}

export function one(node: SnapshotNode, field: string): SnapshotNode {
  const value = oneOrNull(node, field);
  if (value) return value;
  throw new SnapshotMismatch(field, 'a record', node);
}

/** A to-many relation read with a sub-spec, in Odoo's order. */
export function many(node: SnapshotNode, field: string): readonly SnapshotNode[] {
  const value = node[field];
  if (Array.isArray(value) && value.every(isNode)) return value;
  throw new SnapshotMismatch(field, 'a list of records', node);
}

/** A selection of Odoo in our words. An unknown value is a mismatch, never passed on. */
export function choice<Ours extends string>(node: SnapshotNode, field: string, words: Readonly<Record<string, Ours>>): Ours {
  const value = text(node, field);
  const ours = Object.hasOwn(words, value) ? words[value] : undefined;
  if (ours !== undefined) return ours;
  throw new UnknownWord(field, `one of ${Object.keys(words).join(', ')}`, node);
}

/** One record of an apply's answer, by the `as` of its read. */
export function answered(answers: Readonly<Record<string, unknown>>, name: string): SnapshotNode {
  return one({ id: 0, [name]: (answers[name] ?? null) as SnapshotValue }, name);
}

/** A list of records of an apply's answer, by the `as` of its read. */
export function answeredMany(answers: Readonly<Record<string, unknown>>, name: string): readonly SnapshotNode[] {
  return many({ id: 0, [name]: (answers[name] ?? null) as SnapshotValue }, name);
}
