/** finish-work-order: an operation is done. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, type OdooOperation, rowId } from '../../contract.js';
import { answered, choice, number, one, text, textOrNull } from '../../snapshot.js';
import { assertThat, findOne, positiveDecimal } from '../../steps.js';
import * as production from './production-order.js';

const { field } = canonical;

const input = z.object({
  workOrderId: field(production.workOrderId, 'internal', 'The work order'),
  quantity: field(
    positiveDecimal.optional(),
    'commercial',
    'How much went through, in the unit of the production order; left out: all that was entered, or the whole order',
  ),
  spentMinutes: field(positiveDecimal.optional(), 'internal', "How long it took; left out: what the work centre's clock measured"),
});

const answer = z.object({
  workOrder: field(
    z.object({
      id: field(production.workOrderId, 'internal', 'Canonical id'),
      name: field(z.string(), 'internal', 'What was done'),
    }),
    'internal',
    'The work order',
  ),
  state: field(z.enum(Object.values(production.WORK_ORDER_STATES)), 'internal', 'finished'),
  productionOrder: field(production.productionOrderReference, 'internal', 'The order it belongs to'),
  produced: canonical.quantity('commercial', 'Quantity that went through'),
  spentMinutes: field(canonical.decimalText, 'internal', 'How long it took'),
  finishedAt: field(canonical.time.nullable(), 'internal', 'When it was finished'),
});

const OPEN_ORDER = ['confirmed', 'progress', 'to_close'];

function finish({ quantity, spentMinutes }: z.infer<typeof input>): OdooOperation[] {
  const write = (values: Readonly<Record<string, unknown>>): OdooOperation => ({ op: 'write', on: 'workOrder', values });
  return [
    ...(quantity === undefined ? [] : [write({ qty_produced: Number(quantity) })]),
    { op: 'call', on: 'workOrder', method: 'action_mark_as_done' },
    // afterwards: finishing stops the clock and may fill in the expected time
    ...(spentMinutes === undefined ? [] : [write({ duration: Number(spentMinutes) })]),
  ];
}

export const finishWorkOrder = defineCommand({
  domain: 'manufacturing',
  name: 'finish-work-order',
  version: 1,
  meaning: 'Report an operation of a production order as done. The production order itself stays open until production is reported.',
  owner: 'manufacturing',
  terms: { isa95: 'JobResponse' },
  input,
  answer,
  refusals: {
    'work-order-not-found': 'No such work order is visible to the bridge.',
    'production-order-not-open': 'Its production order is a draft, completed or cancelled.',
    'work-order-not-open': 'The work order waits for an earlier one, is finished or cancelled.',
    'work-centre-blocked': 'The work centre is blocked: somebody has to unblock it in Odoo.',
    'quantity-exceeds-order': 'More went through than the production order asks for.',
  },
  aggregate: ({ workOrderId: id }) => id,
  allowances: [
    { model: 'mrp.production', operation: 'read' },
    { model: 'mrp.workcenter', operation: 'read' },
    { model: 'mrp.workorder', operation: 'call', method: 'action_mark_as_done' },
    { model: 'mrp.workorder', operation: 'read' },
    { model: 'mrp.workorder', operation: 'write', fields: ['duration', 'qty_produced'] },
    { model: 'uom.uom', operation: 'read' },
  ],
  toOdoo: (given) => [
    findOne('workOrder', 'mrp.workorder', [['id', '=', rowId(given.workOrderId)]], 'work-order-not-found'),
    assertThat('workOrder', [['production_id.state', 'in', OPEN_ORDER]], 'production-order-not-open'),
    assertThat('workOrder', [['state', 'in', ['ready', 'progress']]], 'work-order-not-open'),
    assertThat('workOrder', [['workcenter_id.working_state', '!=', 'blocked']], 'work-centre-blocked'),
    assertThat('workOrder', [['production_id.product_qty', '>=', Number(given.quantity ?? 0)]], 'quantity-exceeds-order'),
    ...finish(given),
    assertThat('workOrder', [['state', '=', 'done']], 'work-order-not-open'),
    {
      op: 'read',
      on: 'workOrder',
      as: 'workOrder',
      spec: {
        name: {},
        state: {},
        production_id: { fields: { name: {}, product_uom_id: canonical.UOM_SPEC } },
        qty_produced: {},
        duration: {},
        date_finished: {},
      },
    },
  ],
  fromOdoo(answers, origin) {
    const workOrder = answered(answers, 'workOrder');
    const order = one(workOrder, 'production_id');
    return {
      workOrder: { id: canonicalId(origin, 'mrp.workorder', workOrder.id), name: text(workOrder, 'name') },
      state: choice(workOrder, 'state', production.WORK_ORDER_STATES),
      productionOrder: production.toProductionOrder(order, origin),
      produced: canonical.toQuantity(number(workOrder, 'qty_produced'), one(order, 'product_uom_id')),
      spentMinutes: canonical.toQuantity(number(workOrder, 'duration'), null).value,
      finishedAt: textOrNull(workOrder, 'date_finished'),
    };
  },
});
