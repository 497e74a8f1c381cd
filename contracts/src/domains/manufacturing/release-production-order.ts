/** release-production-order: a planned order is given to the shop floor. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand, rowId } from '../../contract.js';
import { answered, choice, text } from '../../snapshot.js';
import { assertThat, findOne } from '../../steps.js';
import * as production from './production-order.js';

const { field } = canonical;

const input = z.object({ productionOrderId: field(production.productionOrderId, 'internal', 'The order to release') });

const answer = z.object({
  productionOrder: field(production.productionOrderReference, 'internal', 'The order'),
  state: field(production.productionOrderState, 'internal', 'released, as a rule'),
  startAt: field(canonical.time, 'internal', 'Planned start'),
});

export const releaseProductionOrder = defineCommand({
  domain: 'manufacturing',
  name: 'release-production-order',
  version: 1,
  meaning: 'Confirm a planned production order: its components are asked for, its work orders may start.',
  owner: 'manufacturing',
  terms: { isa95: 'ProcessProductionSchedule' },
  input,
  answer,
  refusals: {
    'production-order-not-found': 'No such order is visible to the bridge.',
    'production-order-not-releasable': 'The order is released already or cancelled, or Odoo left it a draft without saying why.',
  },
  aggregate: ({ productionOrderId: id }) => id,
  allowances: [
    { model: 'mrp.production', operation: 'call', method: 'action_confirm' },
    { model: 'mrp.production', operation: 'read' },
  ],
  toOdoo: ({ productionOrderId: id }) => [
    findOne('order', 'mrp.production', [['id', '=', rowId(id)]], 'production-order-not-found'),
    assertThat('order', [['state', '=', 'draft']], 'production-order-not-releasable'),
    { op: 'call', on: 'order', method: 'action_confirm' },
    assertThat('order', [['state', 'in', ['confirmed', 'progress', 'to_close']]], 'production-order-not-releasable'),
    { op: 'read', on: 'order', as: 'order', spec: { name: {}, state: {}, date_start: {} } },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      productionOrder: production.toProductionOrder(order, origin),
      state: choice(order, 'state', production.PRODUCTION_ORDER_STATES),
      startAt: text(order, 'date_start'),
    };
  },
});
