/** cancel-purchase-order: withdraw an order of which nothing has come and nothing is billed. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand } from '../../contract.js';
import { answered, choice } from '../../snapshot.js';
import { assertOrder, findOrder, orderAnswer, toOrderAnswer } from './order-answer.js';
import { PURCHASE_ORDER_STATES, purchaseOrderId, purchaseOrderState } from './purchase-order.js';
import { purchaseOrderFacts } from './purchase-order-facts.js';

const { field } = canonical;

export const cancelPurchaseOrder = defineCommand({
  domain: 'procurement',
  name: 'cancel-purchase-order',
  version: 1,
  meaning: 'Withdraw a purchase order of which nothing was received or billed. Its expected receipts are cancelled, too.',
  owner: 'procurement',
  terms: { ubl: 'OrderCancellation' },
  input: z.object({ purchaseOrderId: field(purchaseOrderId, 'internal', 'The order to cancel') }),
  answer: z.object({
    purchaseOrder: field(orderAnswer, 'commercial', 'The order'),
    state: field(purchaseOrderState, 'commercial', 'cancelled'),
  }),
  refusals: {
    'purchase-order-not-found': 'No such order is visible to the bridge.',
    'purchase-order-already-cancelled': 'The order is cancelled already.',
    'purchase-order-locked': 'The buyer closed the order for changes.',
    'goods-already-received': 'Goods came for the order: return them first.',
    'order-already-billed': 'A bill for the order is in the books: reverse it first.',
    'purchase-order-not-cancelled': 'Odoo left the order as it was without saying why.',
  },
  aggregate: ({ purchaseOrderId: id }) => id,
  facts: purchaseOrderFacts,
  allowances: [
    { model: 'account.move', operation: 'read' },
    { model: 'purchase.order', operation: 'read' },
    { model: 'purchase.order', operation: 'call', method: 'button_cancel' },
    { model: 'purchase.order.line', operation: 'read' },
  ],
  toOdoo: ({ purchaseOrderId: id }) => [
    findOrder(id),
    assertOrder(['state', '!=', 'cancel'], 'purchase-order-already-cancelled'),
    assertOrder(['locked', '=', false], 'purchase-order-locked'),
    assertOrder(['order_line', 'not any', [['qty_received', '>', 0]]], 'goods-already-received'),
    assertOrder(['invoice_ids', 'not any', [['state', '=', 'posted']]], 'order-already-billed'),
    { op: 'call', on: 'order', method: 'button_cancel' },
    assertOrder(['state', '=', 'cancel'], 'purchase-order-not-cancelled'),
    { op: 'read', on: 'order', as: 'order', spec: { name: {}, state: {} } },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return { purchaseOrder: toOrderAnswer(order, origin), state: choice(order, 'state', PURCHASE_ORDER_STATES) };
  },
});
