/**
 * A dead letter as an operator may see it. The data of an event is masked by the data classes of its contract; what no contract
 * describes (a raw change of Odoo, data that does not fit its contract) shows its structure, and of its values only those that say
 * which change it is. Pure.
 */
import { type DataClass, catalog } from '@odoo-nats-bridge/contracts';
import type { Letter } from '../deadletter/deadletter.js';
import { maskOf } from '../fanout/fanout.js';

export interface LetterView {
  readonly path: string;
  readonly source: Letter['source'];
  readonly headers: readonly (readonly [string, string])[];
  /** null: too large for the letter, or no JSON */
  readonly payload: unknown;
  /** classes that are hidden; `all`: only the structure is shown */
  readonly hidden: readonly DataClass[] | 'all';
}

const SEES: Readonly<Record<string, readonly DataClass[]>> = {
  support: ['public', 'internal'],
  operator: ['public', 'internal', 'commercial'],
};

/** Words of the bridge in a raw change: which record, which change. */
const FRAME = new Set([
  'spec',
  'change_id',
  'database',
  'model',
  'record_id',
  'op',
  'version',
  'transaction_id',
  'occurred_at',
  'origin',
  'lane',
]);
const FRAME_OF_ROW = new Set(['model', 'id', 'path', 'op']);

export function viewOf(letter: Letter, roles: readonly string[]): LetterView {
  const { path, source, headers } = letter;
  return { path, source, headers, ...payloadSeen(letter, new Set(roles.flatMap((role) => SEES[role] ?? []))) };
}

function payloadSeen({ stage, contract: type, payload }: Letter, sees: ReadonlySet<DataClass>): Pick<LetterView, 'payload' | 'hidden'> {
  const data = payload === undefined ? undefined : jsonIn(payload);
  if (data === undefined) return { payload: null, hidden: 'all' };
  if (stage === 'translate') return { payload: structureOfChange(data), hidden: 'all' };
  const contract = type === null ? undefined : catalog.events.get(type);
  if (contract?.data.safeParse(data).success !== true) return { payload: structureOf(data), hidden: 'all' };
  const mask = maskOf(contract, sees);
  return { payload: mask.apply(data), hidden: mask.hides };
}

function structureOfChange(change: unknown): unknown {
  if (!isObject(change)) return structureOf(change);
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => {
      if (FRAME.has(name) || name === 'fields') return [name, value];
      return [name, name === 'rows' && Array.isArray(value) ? value.map(structureOfRow) : structureOf(value)];
    }),
  );
}

const structureOfRow = (row: unknown): unknown =>
  isObject(row)
    ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, FRAME_OF_ROW.has(name) ? value : structureOf(value)]))
    : '***';

/** The same shape; each value is replaced by its kind. */
function structureOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structureOf);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, structureOf(inner)]));
  return value === null ? null : `*** ${typeof value}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonIn(data: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(data).toString('utf8'));
  } catch {
    return undefined;
  }
}
