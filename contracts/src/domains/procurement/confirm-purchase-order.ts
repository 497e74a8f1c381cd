/** confirm-purchase-order: the buyer's commitment, with Odoo's own approval rule behind it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, rowId } from '../../contract.js';
import { answered, choice, text, textOrNull } from '../../snapshot.js';
import { PURCHASE_ORDER_STATES, purchaseOrderId, purchaseOrderState } from './purchase-order.js';
import { purchaseOrderFacts } from './purchase-order-facts.js';

const { field } = canonical;

const input = z.object({ purchaseOrderId: field(purchaseOrderId, 'internal', 'The order to confirm') });

const answer = z.object({
  purchaseOrder: field(
    z.object({
      id: field(purchaseOrderId, 'internal', 'Canonical id'),
      number: field(z.string(), 'commercial', "The buyer's order number"),
    }),
    'commercial',
    'The order',
  ),
  state: field(purchaseOrderState, 'commercial', "approved, or awaiting-approval when Odoo's second approval applies"),
  approvedAt: field(canonical.time.nullable(), 'commercial', 'null while an approval is awaited'),
});

export const confirmPurchaseOrder = defineCommand({
  domain: 'procurement',
  name: 'confirm-purchase-order',
  version: 1,
  meaning: 'Confirm a draft or requested purchase order. Where Odoo asks for a second approval, the order waits for a person there.',
  owner: 'procurement',
  input,
  answer,
  refusals: {
    'purchase-order-not-found': 'No such order is visible to the bridge.',
    'purchase-order-not-confirmable': 'The order is already confirmed, awaits approval, or is cancelled.',
    'purchase-order-not-confirmed': 'Odoo left the order unconfirmed without saying why.',
  },
  aggregate: ({ purchaseOrderId: id }) => id,
  facts: purchaseOrderFacts,
  allowances: [
    { model: 'purchase.order', operation: 'read' },
    { model: 'purchase.order', operation: 'call', method: 'button_confirm' },
  ],
  toOdoo: ({ purchaseOrderId: id }) => [
    {
      op: 'find',
      as: 'order',
      model: 'purchase.order',
      domain: [['id', '=', rowId(id)]],
      expect: 'one',
      refusal: 'purchase-order-not-found',
    },
    { op: 'assert', on: 'order', domain: [['state', 'in', ['draft', 'sent']]], refusal: 'purchase-order-not-confirmable' },
    { op: 'call', on: 'order', method: 'button_confirm' },
    { op: 'assert', on: 'order', domain: [['state', 'in', ['purchase', 'to approve']]], refusal: 'purchase-order-not-confirmed' },
    { op: 'read', on: 'order', as: 'order', spec: { name: {}, state: {}, date_approve: {} } },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      purchaseOrder: { id: canonicalId(origin, 'purchase.order', order.id), number: text(order, 'name') },
      state: choice(order, 'state', PURCHASE_ORDER_STATES),
      approvedAt: textOrNull(order, 'date_approve'),
    };
  },
});
