/** The vendor bill: canonical shape and moments, from Odoo's incoming `account.move` (modules account, purchase). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { hasSnapshot, one, oneOrNull, snapshotOf, text, textOrNull } from '../../snapshot.js';
import * as accounting from '../finance/accounting-document.js';
import { orderReference } from './goods-receipt.js';
import { purchaseOrderLineId } from './purchase-order.js';

const { field } = canonical;
const MOVE_TYPES = ['in_invoice', 'in_refund'];

const line = accounting.documentLine.extend({
  purchaseOrder: field(orderReference.nullable(), 'commercial', 'The order that is billed; null for what was never ordered'),
  purchaseOrderLineId: field(purchaseOrderLineId.nullable(), 'internal', 'Canonical id of the line of the order'),
});

export const vendorBillShape = z.object({
  ...accounting.documentFields,
  supplier: field(canonical.partyReference.nullable(), 'commercial', 'The legal party that bills; null in an unfinished draft'),
  supplierNumber: field(z.string().nullable(), 'commercial', "The supplier's own number of the bill"),
  lines: field(z.array(line), 'commercial', 'The lines; sections and notes left out'),
});

/** The last five are what three-way-match.ts compares the bill with. */
const ORDER_LINE_SPEC = {
  order_id: { fields: { name: {}, currency_id: { fields: { name: {} } } } },
  product_qty: {},
  qty_received: {},
  qty_invoiced: {},
  price_unit: {},
  discount: {},
  product_uom_id: { fields: { name: {} } },
  product_id: { fields: { purchase_method: {} } },
} as const satisfies ReadSpec;

export const VENDOR_BILL_SPEC = {
  ...accounting.DOCUMENT_SPEC,
  ref: {},
  invoice_line_ids: { fields: { ...accounting.DOCUMENT_LINE_SPEC, purchase_line_id: { fields: ORDER_LINE_SPEC } } },
} as const satisfies ReadSpec;

export function billedOrder(node: SnapshotNode, origin: Origin) {
  const ordered = oneOrNull(node, 'purchase_line_id');
  if (!ordered) return { purchaseOrder: null, purchaseOrderLineId: null };
  const order = one(ordered, 'order_id');
  return {
    purchaseOrder: { id: canonicalId(origin, 'purchase.order', order.id), number: text(order, 'name') },
    purchaseOrderLineId: canonicalId(origin, 'purchase.order.line', ordered.id),
  };
}

export function vendorBillFromOdoo(node: SnapshotNode, origin: Origin) {
  return {
    ...accounting.documentFromOdoo(node, origin),
    supplier: accounting.otherSide(node, origin),
    supplierNumber: textOrNull(node, 'ref'),
    lines: accounting
      .goodsLines(node)
      .map((child) => ({ ...accounting.documentLineFromOdoo(child, node, origin), ...billedOrder(child, origin) })),
  };
}

export const vendorBill = defineEntity({
  domain: 'procurement',
  name: 'vendor-bill',
  meaning: 'What a supplier wants to be paid, or the credit note that takes it back.',
  owner: 'procurement',
  terms: { ubl: 'Invoice, CreditNote' },
  shape: vendorBillShape,
  odoo: { model: 'account.move', spec: VENDOR_BILL_SPEC, domain: [['move_type', 'in', MOVE_TYPES]] },
  includes: (move) => MOVE_TYPES.includes(text(move, 'move_type')),
  fromOdoo: vendorBillFromOdoo,
  scope: (bill) => ({ company: bill.company.id, ...(bill.supplier ? { supplier: bill.supplier.id } : {}) }),
});

const { toData } = vendorBill;

const moment = { entity: vendorBill, version: 1, dataClass: 'commercial', delivery: 'real-time', data: vendorBillShape, toData } as const;

export const vendorBillPosted = defineEvent({
  ...moment,
  name: 'posted',
  meaning:
    'We accepted the bill: it is in the books and will be paid when it is due. What does not match order and receipt comes as match-exception.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'posted'),
});

export const vendorBillPaid = defineEvent({
  ...moment,
  name: 'paid',
  meaning: 'Nothing is open any more: the supplier has its money, or the bank has our order to pay.',
  // a credit note is `paid` when it is used up
  when: (change) =>
    hasSnapshot(change) && became(change, 'payment_state', 'paid') && text(snapshotOf(change), 'move_type') === 'in_invoice',
});

export const vendorBillChanged = defineChanged({
  ...moment,
  meaning: 'The bill as it is after any change, its creation and a re-emission included. For keeping a copy.',
});
