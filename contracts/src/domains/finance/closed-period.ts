/**
 * Whether a day lies in a period whose books are closed. Odoo postpones such an entry to the next open day without a word;
 * policy may rather refuse it. The dates are those for the service user: an exception that an accountant gave it counts.
 */
import type { SnapshotNode } from '../../change.js';
import type { ReadSpec } from '../../contract.js';
import { SnapshotMismatch } from '../../snapshot.js';

/** computed fields of res.company; each holds up to and including that day */
const LOCKS = {
  everything: ['user_fiscalyear_lock_date', 'user_hard_lock_date'],
  purchases: ['user_fiscalyear_lock_date', 'user_hard_lock_date', 'user_purchase_lock_date'],
} as const;
type Kind = keyof typeof LOCKS;

export const lockSpec = (kind: Kind): ReadSpec => Object.fromEntries(LOCKS[kind].map((field) => [field, {}]));

/** postsOn, closedUntil: `2026-10-31`, the latter empty when nothing is closed. */
export function closedPeriodFacts(company: SnapshotNode, kind: Kind, postsOn: string) {
  const closedUntil = LOCKS[kind].map((field) => dayOf(company, field)).reduce((last, day) => (day > last ? day : last), '');
  return { postsOn, closedUntil, inClosedPeriod: postsOn <= closedUntil };
}

/** Odoo says year 1, written `0001-01-01` or `1-01-01`, where nothing is locked. */
function dayOf(company: SnapshotNode, field: string): string {
  const value: unknown = company[field];
  // json of Odoo: false is no date
  if (value === false || value === null) return '';
  if (typeof value !== 'string') throw new SnapshotMismatch(field, 'a date', company);
  return /^0*1-/.test(value) ? '' : value;
}
