/** The goods receipt: canonical shape and its way from Odoo's incoming `stock.picking` (modules stock, purchase_stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, rootRow, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { purchaseOrderId, purchaseOrderLineId } from './purchase-order.js';

const { field } = canonical;

/** Odoo's state in our words; `waiting` and `confirmed` differ only for goods that leave. */
export const GOODS_RECEIPT_STATES = {
  draft: 'draft',
  waiting: 'expected',
  confirmed: 'expected',
  assigned: 'expected',
  done: 'posted',
  cancel: 'cancelled',
} as const;

export const goodsReceiptId = idOf('stock.picking');
export const receiptReference = z.object({
  id: field(goodsReceiptId, 'internal', 'Canonical id of the receipt'),
  number: field(z.string(), 'commercial', 'Number of the receipt'),
});
export const orderReference = z.object({
  id: field(purchaseOrderId, 'internal', 'Canonical id of the order'),
  number: field(z.string(), 'commercial', 'Number of the order'),
});

const line = z.object({
  id: field(idOf('stock.move'), 'internal', 'Canonical id of the movement'),
  product: canonical.product,
  expected: canonical.quantity('commercial', 'Quantity expected'),
  received: canonical.quantity('commercial', 'Quantity counted; final once the receipt is posted'),
  purchaseOrder: field(orderReference.nullable(), 'commercial', 'The order the goods came for'),
  purchaseOrderLineId: field(purchaseOrderLineId.nullable(), 'internal', 'Canonical id of the line of the order'),
});

export const goodsReceiptShape = z.object({
  id: field(goodsReceiptId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', 'Number of the receipt'),
  state: field(z.enum(['draft', 'expected', 'posted', 'cancelled']), 'commercial', 'Where the receipt stands'),
  supplier: field(canonical.partyReference.nullable(), 'commercial', 'The legal party the goods come from'),
  company: canonical.company,
  expectedAt: field(canonical.time.nullable(), 'commercial', 'When the goods were expected'),
  postedAt: field(canonical.time.nullable(), 'commercial', 'When the receipt was posted'),
  backOrderOf: field(receiptReference.nullable(), 'commercial', 'The receipt whose remaining goods this one expects'),
  origin: field(z.string().nullable(), 'internal', 'What caused the receipt, as a text (an order number)'),
  lines: field(z.array(line), 'commercial', 'The goods; cancelled movements left out'),
});

const MOVE_SPEC = {
  state: {},
  product_id: canonical.PRODUCT_SPEC,
  product_uom_qty: {},
  quantity: {},
  product_uom: canonical.UOM_SPEC,
  // stock.picking.purchase_id is not stored in Odoo 19; the movement's line is the stored way to the order
  purchase_line_id: { fields: { order_id: { fields: { name: {} } } } },
} as const satisfies ReadSpec;

export const GOODS_RECEIPT_SPEC = {
  name: {},
  state: {},
  picking_type_id: { fields: { code: {} } },
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  scheduled_date: {},
  date_done: {},
  backorder_id: { fields: { name: {} } },
  origin: {},
  move_ids: { fields: MOVE_SPEC },
} as const satisfies ReadSpec;

export function moveOrder(move: SnapshotNode, origin: Origin) {
  const orderLine = oneOrNull(move, 'purchase_line_id');
  if (!orderLine) return { purchaseOrder: null, purchaseOrderLineId: null };
  const order = one(orderLine, 'order_id');
  return {
    purchaseOrder: { id: canonicalId(origin, 'purchase.order', order.id), number: text(order, 'name') },
    purchaseOrderLineId: canonicalId(origin, 'purchase.order.line', orderLine.id),
  };
}

function lineFromOdoo(move: SnapshotNode, origin: Origin) {
  const uom = oneOrNull(move, 'product_uom');
  return {
    id: canonicalId(origin, 'stock.move', move.id),
    product: canonical.toProduct(one(move, 'product_id'), origin),
    expected: canonical.toQuantity(number(move, 'product_uom_qty'), uom),
    received: canonical.toQuantity(number(move, 'quantity'), uom),
    ...moveOrder(move, origin),
  };
}

export function toReceiptReference(node: SnapshotNode, origin: Origin) {
  return { id: canonicalId(origin, 'stock.picking', node.id), number: text(node, 'name') };
}

export function goodsReceiptFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof goodsReceiptShape> {
  const partner = oneOrNull(node, 'partner_id');
  const earlier = oneOrNull(node, 'backorder_id');
  const state = choice(node, 'state', GOODS_RECEIPT_STATES);
  return {
    ...toReceiptReference(node, origin),
    state,
    supplier: partner && canonical.toPartyReference(canonical.legalParty(partner), origin),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    expectedAt: textOrNull(node, 'scheduled_date'),
    // Odoo also dates a cancelled transfer
    postedAt: state === 'posted' ? textOrNull(node, 'date_done') : null,
    backOrderOf: earlier && toReceiptReference(earlier, origin),
    origin: textOrNull(node, 'origin'),
    lines: many(node, 'move_ids')
      .filter((move) => text(move, 'state') !== 'cancel')
      .map((move) => lineFromOdoo(move, origin)),
  };
}

export const goodsReceipt = defineEntity({
  domain: 'procurement',
  name: 'goods-receipt',
  meaning: 'Goods that come in: what was expected, what was counted, and for which order.',
  owner: 'procurement',
  terms: { ubl: 'ReceiptAdvice', gs1: 'EPCIS receiving' },
  shape: goodsReceiptShape,
  odoo: { model: 'stock.picking', spec: GOODS_RECEIPT_SPEC, domain: [['picking_type_id.code', '=', 'incoming']] },
  includes: (picking) => text(one(picking, 'picking_type_id'), 'code') === 'incoming',
  fromOdoo: goodsReceiptFromOdoo,
  scope: (receipt) => ({ company: receipt.company.id, ...(receipt.supplier ? { supplier: receipt.supplier.id } : {}) }),
});

export const goodsReceiptPosted = defineEvent({
  entity: goodsReceipt,
  name: 'posted',
  version: 1,
  meaning: 'Goods were received and booked into stock. Final: a mistake is corrected by a return, not by an edit.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: goodsReceiptShape,
  when: (change) => hasSnapshot(change) && became(change, 'state', 'done'),
  toData: goodsReceipt.toData,
});

const EXPECTED: readonly unknown[] = ['waiting', 'confirmed', 'assigned'];

export const goodsReceiptExpected = defineEvent({
  entity: goodsReceipt,
  name: 'expected',
  version: 1,
  meaning:
    'Goods are on their way: an order was approved, or the rest of a partial receipt is still to come. Dock and staff can be planned.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: goodsReceiptShape,
  when(change) {
    const row = rootRow(change);
    return hasSnapshot(change) && EXPECTED.includes(row?.new?.state) && !EXPECTED.includes(row?.old?.state);
  },
  toData: goodsReceipt.toData,
});
