/** cancel-order: the withdrawal of a quotation or of an order of which nothing has left and nothing is invoiced. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, type OdooOperation, rowId } from '../../contract.js';
import { answered, choice, text } from '../../snapshot.js';
import { ORDER_STATES, orderId, orderReference, orderState } from './order.js';
import { orderFacts } from './order-facts.js';

const { field } = canonical;

const mayNotExist = (as: string, model: string, domain: readonly unknown[], refusal: string): OdooOperation[] => [
  { op: 'find', as, model, domain, expect: 'any' },
  // no record meets it: the assert holds only for an empty find
  { op: 'assert', on: as, domain: [['id', '=', false]], refusal },
];

export const cancelOrder = defineCommand({
  domain: 'sales',
  name: 'cancel-order',
  version: 1,
  meaning: 'Withdraw a quotation or an order; what is planned for it is cancelled, too. Not once goods left or an invoice was posted.',
  owner: 'sales',
  terms: { ubl: 'OrderCancellation' },
  input: z.object({ orderId: field(orderId, 'internal', 'The quotation or order to withdraw') }),
  answer: z.object({
    order: field(orderReference, 'commercial', 'The order'),
    state: field(orderState, 'commercial', 'cancelled'),
  }),
  refusals: {
    'order-not-cancellable': 'The order is cancelled already, or Odoo would not cancel it.',
    'order-locked': 'The order is closed for changes: a person unlocks it in Odoo.',
    'order-delivered': 'Something of the order was delivered: it needs a return.',
    'order-invoiced': 'An invoice was posted for the order: it needs a credit note.',
  },
  aggregate: ({ orderId: id }) => id,
  facts: orderFacts,
  allowances: [
    { model: 'account.move', operation: 'read' },
    { model: 'account.move.line', operation: 'read' },
    { model: 'sale.order', operation: 'read' },
    { model: 'sale.order', operation: 'call', method: 'action_cancel' },
    { model: 'sale.order.line', operation: 'read' },
  ],
  toOdoo: ({ orderId: id }) => [
    {
      op: 'find',
      as: 'order',
      model: 'sale.order',
      domain: [
        ['id', '=', rowId(id)],
        ['state', '!=', 'cancel'],
      ],
      expect: 'one',
      refusal: 'order-not-cancellable',
    },
    { op: 'assert', on: 'order', domain: [['locked', '=', false]], refusal: 'order-locked' },
    ...mayNotExist(
      'delivered',
      'sale.order.line',
      [
        ['order_id', '=', rowId(id)],
        ['qty_delivered', '>', 0],
      ],
      'order-delivered',
    ),
    ...mayNotExist(
      'invoices',
      'account.move',
      [
        ['line_ids.sale_line_ids.order_id', '=', rowId(id)],
        ['state', '=', 'posted'],
      ],
      'order-invoiced',
    ),
    { op: 'call', on: 'order', method: 'action_cancel' },
    { op: 'assert', on: 'order', domain: [['state', '=', 'cancel']], refusal: 'order-not-cancellable' },
    { op: 'read', on: 'order', as: 'order', spec: { name: {}, state: {} } },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      order: { id: canonicalId(origin, 'sale.order', order.id), number: text(order, 'name') },
      state: choice(order, 'state', ORDER_STATES),
    };
  },
});
