/** purchase-order-status: where an order stands, for those who wait for its goods or its money. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { type Origin, type ReadSpec, canonicalId, rowId } from '../../contract.js';
import { defineQuery } from '../../query.js';
import { answered, choice, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { PURCHASE_ORDER_STATES, purchaseOrderId, purchaseOrderLineId, purchaseOrderState } from './purchase-order.js';
import { purchaseOrderFacts } from './purchase-order-facts.js';

const { field } = canonical;

const BILLING = { no: 'nothing-to-bill', 'to invoice': 'to-bill', invoiced: 'billed' } as const;
const RECEIPT = { pending: 'not-received', partial: 'partly-received', full: 'received' } as const;

const line = z.object({
  id: field(purchaseOrderLineId, 'internal', 'Canonical id of the line'),
  product: canonical.product.nullable().describe('null for a line without a product'),
  ordered: canonical.quantity('commercial', 'Quantity ordered'),
  received: canonical.quantity('commercial', 'Quantity received so far'),
  billed: canonical.quantity('commercial', 'Quantity billed so far'),
  expectedAt: field(canonical.time.nullable(), 'commercial', 'When the goods are expected'),
});

const answer = z.object({
  id: field(purchaseOrderId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', "The buyer's order number"),
  supplierReference: field(z.string().nullable(), 'commercial', "The supplier's own reference for this order"),
  state: field(purchaseOrderState, 'commercial', 'Where the order stands'),
  receipt: field(z.enum(Object.values(RECEIPT)).nullable(), 'commercial', 'What arrived; null when no goods are to be received'),
  billing: field(z.enum(Object.values(BILLING)), 'commercial', 'Whether something received is still to be billed'),
  supplier: field(canonical.partyReference, 'commercial', 'The legal party the order is placed with'),
  approvedAt: field(canonical.time.nullable(), 'commercial', 'When the order was approved'),
  expectedAt: field(canonical.time.nullable(), 'commercial', 'When the first goods are expected'),
  gross: canonical.money('commercial', 'Total including tax'),
  lines: field(z.array(line), 'commercial', 'The lines; sections and notes left out'),
});

const STATUS_SPEC = {
  name: {},
  partner_ref: {},
  state: {},
  receipt_status: {},
  invoice_status: {},
  partner_id: canonical.PARTNER_SPEC,
  date_approve: {},
  date_planned: {},
  amount_total: {},
  currency_id: canonical.CURRENCY_SPEC,
  order_line: {
    fields: {
      display_type: {},
      product_id: canonical.PRODUCT_SPEC,
      product_qty: {},
      qty_received: {},
      qty_invoiced: {},
      product_uom_id: canonical.UOM_SPEC,
      date_planned: {},
    },
  },
} as const satisfies ReadSpec;

function lineFromOdoo(node: SnapshotNode, origin: Origin) {
  const product = oneOrNull(node, 'product_id');
  const uom = oneOrNull(node, 'product_uom_id');
  return {
    id: canonicalId(origin, 'purchase.order.line', node.id),
    product: product && canonical.toProduct(product, origin),
    ordered: canonical.toQuantity(number(node, 'product_qty'), uom),
    received: canonical.toQuantity(number(node, 'qty_received'), uom),
    billed: canonical.toQuantity(number(node, 'qty_invoiced'), uom),
    expectedAt: textOrNull(node, 'date_planned'),
  };
}

const readAllowed = (model: string) => ({ model, operation: 'read' }) as const;

export const purchaseOrderStatus = defineQuery({
  domain: 'procurement',
  name: 'purchase-order-status',
  version: 1,
  meaning: 'Where a purchase order stands: its state, what was received and billed of each line, and when the rest is expected.',
  owner: 'procurement',
  terms: { ubl: 'OrderResponse' },
  input: z.object({ purchaseOrderId: field(purchaseOrderId, 'internal', 'The order') }),
  answer,
  refusals: { 'purchase-order-not-found': 'No such order is visible to the bridge.' },
  subject: ({ purchaseOrderId: id }) => id,
  facts: (answers, origin, input) => purchaseOrderFacts.toFacts(answered(answers, 'facts'), origin, input),
  allowances: [
    readAllowed('purchase.order'),
    readAllowed('purchase.order.line'),
    readAllowed('product.product'),
    readAllowed('uom.uom'),
    readAllowed('res.partner'),
    readAllowed('res.currency'),
    readAllowed('res.company'),
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
    { op: 'read', on: 'order', as: 'facts', spec: purchaseOrderFacts.spec },
    { op: 'read', on: 'order', as: 'order', spec: STATUS_SPEC },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      id: canonicalId(origin, 'purchase.order', order.id),
      number: text(order, 'name'),
      supplierReference: textOrNull(order, 'partner_ref'),
      state: choice(order, 'state', PURCHASE_ORDER_STATES),
      receipt: textOrNull(order, 'receipt_status') === null ? null : choice(order, 'receipt_status', RECEIPT),
      billing: choice(order, 'invoice_status', BILLING),
      supplier: canonical.toPartyReference(canonical.legalParty(one(order, 'partner_id')), origin),
      approvedAt: textOrNull(order, 'date_approve'),
      expectedAt: textOrNull(order, 'date_planned'),
      gross: canonical.toMoney(number(order, 'amount_total'), canonical.currencyOf(order)),
      lines: many(order, 'order_line')
        .filter((each) => textOrNull(each, 'display_type') === null)
        .map((each) => lineFromOdoo(each, origin)),
    };
  },
});
