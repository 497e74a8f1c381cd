/** confirm-order: the commitment, by the customer or for him. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, rowId } from '../../contract.js';
import { answered, choice, text } from '../../snapshot.js';
import { ORDER_STATES, orderId, orderReference, orderState } from './order.js';
import { orderFacts } from './order-facts.js';

const { field } = canonical;

export const confirmOrder = defineCommand({
  domain: 'sales',
  name: 'confirm-order',
  version: 1,
  meaning: 'Confirm a quotation: it becomes an order, goods are reserved or procured and services are planned.',
  owner: 'sales',
  terms: { ubl: 'OrderResponse' },
  input: z.object({ orderId: field(orderId, 'internal', 'The quotation to confirm') }),
  answer: z.object({
    order: field(orderReference, 'commercial', 'The order'),
    state: field(orderState, 'commercial', 'confirmed'),
    confirmedAt: field(canonical.time, 'commercial', 'When it was confirmed'),
  }),
  refusals: {
    'order-not-confirmable': 'The order is not a quotation (any more), or Odoo would not confirm it.',
    'order-has-no-lines': 'The quotation has no line with a product.',
  },
  aggregate: ({ orderId: id }) => id,
  facts: orderFacts,
  allowances: [
    { model: 'sale.order', operation: 'read' },
    { model: 'sale.order', operation: 'call', method: 'action_confirm' },
    { model: 'sale.order.line', operation: 'read' },
  ],
  toOdoo: ({ orderId: id }) => [
    {
      op: 'find',
      as: 'order',
      model: 'sale.order',
      domain: [
        ['id', '=', rowId(id)],
        ['state', 'in', ['draft', 'sent']],
      ],
      expect: 'one',
      refusal: 'order-not-confirmable',
    },
    { op: 'assert', on: 'order', domain: [['order_line', 'any', [['product_id', '!=', false]]]], refusal: 'order-has-no-lines' },
    { op: 'call', on: 'order', method: 'action_confirm' },
    { op: 'assert', on: 'order', domain: [['state', '=', 'sale']], refusal: 'order-not-confirmable' },
    { op: 'read', on: 'order', as: 'order', spec: { name: {}, state: {}, date_order: {} } },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      order: { id: canonicalId(origin, 'sale.order', order.id), number: text(order, 'name') },
      state: choice(order, 'state', ORDER_STATES),
      confirmedAt: text(order, 'date_order'),
    };
  },
});
