/** The maintenance work order: a request that was planned and given to somebody; from Odoo's `maintenance.request`. */
import { type ChangedRow, type OdooChange, rootRow, type SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent } from '../../contract.js';
import { flag, hasSnapshot, one, oneOrNull, snapshotOf, textOrNull } from '../../snapshot.js';
import { wasClosed } from './request-events.js';
import { REQUEST_SPEC, requestFromOdoo, requestShape } from './request.js';

/** Odoo has no state for it, and stages are of each company's making: a time and a person make a request a work order. */
const isPlanned = (node: SnapshotNode): boolean => textOrNull(node, 'schedule_date') !== null && oneOrNull(node, 'user_id') !== null;

export const workOrder = defineEntity({
  domain: 'maintenance',
  name: 'work-order',
  meaning: 'A maintenance request that has a planned start and a technician.',
  owner: 'maintenance',
  terms: { isa95: 'WorkOrder, OperationsRequest (maintenance)' },
  shape: requestShape,
  odoo: { model: 'maintenance.request', spec: REQUEST_SPEC },
  includes: isPlanned,
  fromOdoo: requestFromOdoo,
  scope: (order) => ({ company: order.company.id }),
});

const moment = {
  entity: workOrder,
  version: 1,
  dataClass: 'personal',
  delivery: 'real-time',
  data: requestShape,
  toData: workOrder.toData,
} as const;

const wasFilled = (row: ChangedRow, name: string): boolean => {
  const [before, after] = [row.old?.[name] ?? null, row.new?.[name] ?? null];
  return before === null && after !== null;
};

/** The last of the two was filled in by this change, while the work is still to be done. */
function wasReleased(change: OdooChange): boolean {
  const row = rootRow(change);
  if (!hasSnapshot(change) || row === undefined) return false;
  const request = snapshotOf(change);
  const isOpen = !flag(request, 'archive') && !flag(one(request, 'stage_id'), 'done');
  return isOpen && (wasFilled(row, 'schedule_date') || wasFilled(row, 'user_id'));
}

export const workOrderReleased = defineEvent({
  ...moment,
  name: 'released',
  meaning: 'The work has a time and a technician and may begin. Told again only when one of both was taken away in between.',
  when: wasReleased,
});

export const workOrderCompleted = defineEvent({
  ...moment,
  name: 'completed',
  meaning: 'Planned work is over. Work that was never planned is told by request.done alone.',
  terms: { isa95: 'OperationsResponse (maintenance)' },
  when: wasClosed,
});
