/** The work order: one operation of a production order at a work centre; from Odoo's `mrp.workorder` (module mrp). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, number, one, text, textOrNull } from '../../snapshot.js';
import * as production from './production-order.js';

const { field } = canonical;

export const workOrderShape = z.object({
  id: field(production.workOrderId, 'internal', 'Canonical id'),
  name: field(z.string(), 'internal', 'What is done'),
  state: field(z.enum(Object.values(production.WORK_ORDER_STATES)), 'internal', 'Where it stands'),
  productionOrder: field(production.productionOrderReference, 'internal', 'The order it belongs to'),
  product: canonical.product,
  workCenter: field(production.workCenter, 'internal', 'Where it is done'),
  planned: canonical.quantity('commercial', 'Quantity of the production order'),
  produced: canonical.quantity('commercial', 'Quantity that went through this operation'),
  plannedMinutes: field(canonical.decimalText, 'internal', 'How long it was planned to take'),
  spentMinutes: field(canonical.decimalText, 'internal', 'How long it took so far, by the clock of the work centre'),
  startAt: field(canonical.time.nullable(), 'internal', 'Planned start; the real one once it was started'),
  endAt: field(canonical.time.nullable(), 'internal', 'Planned end; the real one once it is finished'),
  company: canonical.company,
});

export const WORK_ORDER_SPEC = {
  name: {},
  state: {},
  production_id: {
    fields: {
      name: {},
      product_id: canonical.PRODUCT_SPEC,
      product_qty: {},
      product_uom_id: canonical.UOM_SPEC,
      company_id: canonical.COMPANY_SPEC,
    },
  },
  workcenter_id: production.WORK_CENTER_SPEC,
  qty_produced: {},
  duration_expected: {},
  duration: {},
  date_start: {},
  date_finished: {},
} as const satisfies ReadSpec;

const minutes = (node: SnapshotNode, name: string): string => canonical.toQuantity(number(node, name), null).value;

export function workOrderFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof workOrderShape> {
  const order = one(node, 'production_id');
  const uom = one(order, 'product_uom_id');
  return {
    id: canonicalId(origin, 'mrp.workorder', node.id),
    name: text(node, 'name'),
    state: choice(node, 'state', production.WORK_ORDER_STATES),
    productionOrder: production.toProductionOrder(order, origin),
    product: canonical.toProduct(one(order, 'product_id'), origin),
    workCenter: production.toWorkCenter(one(node, 'workcenter_id'), origin),
    planned: canonical.toQuantity(number(order, 'product_qty'), uom),
    produced: canonical.toQuantity(number(node, 'qty_produced'), uom),
    plannedMinutes: minutes(node, 'duration_expected'),
    spentMinutes: minutes(node, 'duration'),
    startAt: textOrNull(node, 'date_start'),
    endAt: textOrNull(node, 'date_finished'),
    company: canonical.toCompany(one(order, 'company_id'), origin),
  };
}

export const workOrder = defineEntity({
  domain: 'manufacturing',
  name: 'work-order',
  meaning: 'One operation of a production order, done at one work centre.',
  owner: 'manufacturing',
  terms: { isa95: 'JobOrder; a SegmentRequirement of the OperationsRequest' },
  shape: workOrderShape,
  odoo: {
    model: 'mrp.workorder',
    spec: WORK_ORDER_SPEC,
    // Odoo rewrites the others at each change of stock; what is planned stands in the production order
    domain: [['state', 'in', ['progress', 'done']]],
  },
  fromOdoo: workOrderFromOdoo,
  scope: (order) => ({ company: order.company.id }),
});

const moment = {
  entity: workOrder,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: workOrderShape,
  toData: workOrder.toData,
} as const;

export const workOrderStarted = defineEvent({
  ...moment,
  name: 'started',
  meaning: 'Work on the operation began. Told once; a pause and what follows it are not told.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'progress'),
});

export const workOrderFinished = defineEvent({
  ...moment,
  name: 'finished',
  meaning: 'The operation is done for the quantity produced. May come without started, when it is only reported afterwards.',
  terms: { isa95: 'JobResponse' },
  when: (change) => hasSnapshot(change) && became(change, 'state', 'done'),
});
