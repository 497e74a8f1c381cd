/**
 * Raw changes of Odoo in a recording. No contract says what class a column has, so all of it is masked but what makes a change a
 * change: ids (others, consistently), names of models and fields, and the fields whose values are words of Odoo's own.
 */
import { type OdooChange, odooChange } from '@odoo-nats-bridge/contracts';
import { type Scalar, isScalar } from './classified.js';
import type { Masking } from './mask.js';

/** Selections and flags that contracts read, and the numbers by which they round. */
const WORDS = new Set(
  [
    'acknowledged active allow_out_payment archive delivery_status done fold invoice_status is_company is_inventory is_reached',
    'is_reconciled is_storable kanban_state last_update_status locked maintenance_type move_type payment_state payment_type',
    'purchase_method purchase_ok receipt_status sale_ok state to_refund tracking type usage won_status',
    'decimal_places rounding sequence',
  ].flatMap((line) => line.split(' ')),
);
const WORD = /^[a-z0-9_]{1,40}$/;

/** Throws when it is not a raw change. */
export const rawChangeOf = (data: Uint8Array): OdooChange => odooChange.parse(JSON.parse(Buffer.from(data).toString('utf8')));

export function maskChange(change: OdooChange, masking: Masking): OdooChange {
  const { pseudonyms } = masking;
  const row = (id: number | null): number | null => (id === null ? null : pseudonyms.row(id));
  const columns = (values: Readonly<Record<string, unknown>> | null) => values && maskFields(values, masking);
  return odooChange.parse({
    ...change,
    change_id: pseudonyms.opaque(change.change_id),
    database: pseudonyms.database(change.database),
    record_id: pseudonyms.row(change.record_id),
    transaction_id: pseudonyms.opaque(change.transaction_id),
    command_id: change.command_id === null ? null : pseudonyms.opaque(change.command_id),
    actor: change.actor && {
      user_id: pseudonyms.row(change.actor.user_id),
      login: pseudonyms.text(change.actor.login),
      company_id: row(change.actor.company_id),
    },
    rows: change.rows.map((each) => ({ ...each, id: row(each.id), old: columns(each.old), new: columns(each.new) })),
    snapshot: change.snapshot && maskFields(change.snapshot, masking),
  });
}

function maskFields(record: Readonly<Record<string, unknown>>, masking: Masking): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, maskField(name, value, masking)]));
}

function maskField(name: string, value: unknown, masking: Masking): unknown {
  if (isScalar(value)) return isWord(name, value) ? value : maskScalar(name, value, masking);
  if (Array.isArray(value))
    return value.map((item: unknown) => (typeof item === 'number' ? masking.pseudonyms.row(item) : maskField(name, item, masking)));
  return maskFields(value as Record<string, unknown>, masking);
}

function maskScalar(name: string, value: Scalar, masking: Masking): Scalar {
  const isId = name === 'id' || /_ids?$/.test(name);
  if (isId && typeof value === 'number' && Number.isInteger(value) && value > 0) return masking.pseudonyms.row(value);
  return masking.unclassified(value);
}

const isWord = (name: string, value: Scalar): boolean => WORDS.has(name) && (typeof value !== 'string' || WORD.test(value));
