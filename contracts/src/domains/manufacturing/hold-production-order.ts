/** hold-production-order: work on an order stops. Odoo has no such state; see docs/domains/manufacturing.md for what is done instead. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, rowId } from '../../contract.js';
import { answered, answeredMany, choice } from '../../snapshot.js';
import { asHtml, assertThat, findAny, findOne } from '../../steps.js';
import * as production from './production-order.js';

const { field } = canonical;

const input = z.object({
  productionOrderId: field(production.productionOrderId, 'internal', 'The order to hold'),
  reason: field(canonical.lineOfText(200), 'internal', 'Why; shown on the order'),
});

const answer = z.object({
  productionOrder: field(production.productionOrderReference, 'internal', 'The order'),
  state: field(production.productionOrderState, 'internal', 'Unchanged: Odoo has no state for an order on hold'),
  pausedWorkOrders: field(z.array(production.workOrderId), 'internal', 'Canonical ids of the work orders whose clocks were stopped'),
});

export const holdProductionOrder = defineCommand({
  domain: 'manufacturing',
  name: 'hold-production-order',
  version: 1,
  meaning:
    'Stop work on a production order: running clocks are stopped, reserved components are given back, and the order shows an exception with the reason. Odoo does not keep anybody from going on.',
  owner: 'manufacturing',
  input,
  answer,
  refusals: {
    'production-order-not-found': 'No such order is visible to the bridge.',
    'production-order-not-open': 'The order is a draft, completed or cancelled.',
  },
  aggregate: ({ productionOrderId: id }) => id,
  allowances: [
    { model: 'mrp.production', operation: 'call', method: 'activity_schedule' },
    { model: 'mrp.production', operation: 'call', method: 'do_unreserve' },
    { model: 'mrp.production', operation: 'read' },
    { model: 'mrp.workorder', operation: 'call', method: 'end_all' },
    { model: 'mrp.workorder', operation: 'read' },
  ],
  toOdoo: ({ productionOrderId: id, reason }) => [
    findOne('order', 'mrp.production', [['id', '=', rowId(id)]], 'production-order-not-found'),
    assertThat('order', [['state', 'in', ['confirmed', 'progress', 'to_close']]], 'production-order-not-open'),
    findAny('running', 'mrp.workorder', [
      ['production_id', '=', { ref: 'order' }],
      ['state', '=', 'progress'],
    ]),
    { op: 'call', on: 'running', method: 'end_all' },
    { op: 'call', on: 'order', method: 'do_unreserve' },
    {
      op: 'call',
      on: 'order',
      method: 'activity_schedule',
      args: { act_type_xmlid: 'mail.mail_activity_data_warning', summary: 'On hold', note: asHtml(reason) },
    },
    { op: 'read', on: 'order', as: 'order', spec: { name: {}, state: {} } },
    { op: 'read', on: 'running', as: 'paused', spec: {} },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      productionOrder: production.toProductionOrder(order, origin),
      state: choice(order, 'state', production.PRODUCTION_ORDER_STATES),
      pausedWorkOrders: answeredMany(answers, 'paused').map((workOrder) => canonicalId(origin, 'mrp.workorder', workOrder.id)),
    };
  },
});
