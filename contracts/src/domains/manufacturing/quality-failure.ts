/**
 * The quality failure. Odoo Community has no quality alerts; it has losses of time at a work centre, and a loss may be
 * of the category quality (Process Defect, Reduced Yield). From `mrp.workcenter.productivity` (module mrp).
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { rootRow, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { hasSnapshot, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as production from './production-order.js';

const { field } = canonical;

export const qualityFailureShape = z.object({
  id: field(idOf('mrp.workcenter.productivity'), 'internal', 'Canonical id'),
  workCenter: field(production.workCenter, 'internal', 'Where it was noticed'),
  workOrder: field(production.workOrderId.nullable(), 'internal', 'Canonical id of the work order; null when none was running'),
  productionOrder: field(production.productionOrderReference.nullable(), 'internal', 'The order of that work order'),
  reason: field(z.string(), 'internal', "The kind of failure, in the plant's words"),
  description: field(z.string().nullable(), 'internal', 'What somebody wrote about it'),
  startedAt: field(canonical.time, 'internal', 'Since when work is disturbed'),
  endedAt: field(canonical.time.nullable(), 'internal', 'Until when; null while the work centre is blocked'),
  lostMinutes: field(canonical.decimalText, 'internal', 'Time lost; zero while the work centre is blocked'),
  company: canonical.company,
});

export const QUALITY_FAILURE_SPEC = {
  workcenter_id: production.WORK_CENTER_SPEC,
  workorder_id: { fields: { production_id: { fields: { name: {} } } } },
  loss_id: { fields: { name: {} } },
  description: {},
  date_start: {},
  date_end: {},
  duration: {},
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

function qualityFailureFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof qualityFailureShape> {
  const workOrder = oneOrNull(node, 'workorder_id');
  return {
    id: canonicalId(origin, 'mrp.workcenter.productivity', node.id),
    workCenter: production.toWorkCenter(one(node, 'workcenter_id'), origin),
    workOrder: workOrder && canonicalId(origin, 'mrp.workorder', workOrder.id),
    productionOrder: workOrder && production.productionOrderOf(workOrder, 'production_id', origin),
    reason: text(one(node, 'loss_id'), 'name'),
    description: textOrNull(node, 'description'),
    startedAt: text(node, 'date_start'),
    endedAt: textOrNull(node, 'date_end'),
    lostMinutes: canonical.toQuantity(number(node, 'duration'), null).value,
    company: canonical.toCompany(one(node, 'company_id'), origin),
  };
}

export const qualityFailure = defineEntity({
  domain: 'manufacturing',
  name: 'quality-failure',
  meaning: 'Work that was disturbed because the quality was not right.',
  owner: 'quality',
  terms: { isa95: 'OperationsEvent (quality)' },
  shape: qualityFailureShape,
  odoo: {
    model: 'mrp.workcenter.productivity',
    spec: QUALITY_FAILURE_SPEC,
    domain: [['loss_id.loss_id.loss_type', '=', 'quality']],
  },
  fromOdoo: qualityFailureFromOdoo,
  scope: (failure) => ({ company: failure.company.id }),
});

export const qualityFailureReported = defineEvent({
  entity: qualityFailure,
  name: 'reported',
  version: 1,
  meaning: 'Somebody blocked a work centre, or booked lost time, for a reason of quality. Told again when the reason is corrected.',
  dataClass: 'internal',
  delivery: 'real-time',
  data: qualityFailureShape,
  // a loss of another category that becomes one of quality is news as well
  when: (change) => hasSnapshot(change) && rootRow(change)?.new?.loss_id !== undefined,
  toData: qualityFailure.toData,
});
