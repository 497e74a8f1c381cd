/** Goods that go back to their supplier, from Odoo's `stock.picking` with a supplier's location as its destination. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { choice, flag, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { GOODS_RECEIPT_STATES, goodsReceiptId, moveOrder, orderReference, receiptReference, toReceiptReference } from './goods-receipt.js';
import { purchaseOrderLineId } from './purchase-order.js';

const { field } = canonical;

const line = z.object({
  product: canonical.product,
  returned: canonical.quantity('commercial', 'Quantity that went back'),
  toBeCredited: field(z.boolean(), 'commercial', 'true: it counts as not received, a credit note is expected'),
  purchaseOrder: field(orderReference.nullable(), 'commercial', 'The order the goods had come for'),
  purchaseOrderLineId: field(purchaseOrderLineId.nullable(), 'internal', 'Canonical id of the line of the order'),
});

export const goodsReturnShape = z.object({
  id: field(goodsReceiptId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', 'Number of the return'),
  state: field(z.enum(['draft', 'planned', 'posted', 'cancelled']), 'commercial', 'Where the return stands'),
  receipt: field(receiptReference.nullable(), 'commercial', 'The receipt that the goods came with'),
  supplier: field(canonical.partyReference.nullable(), 'commercial', 'The legal party the goods go back to'),
  company: canonical.company,
  postedAt: field(canonical.time.nullable(), 'commercial', 'When the goods left'),
  lines: field(z.array(line), 'commercial', 'The goods; cancelled movements left out'),
});

export const GOODS_RETURN_SPEC = {
  name: {},
  state: {},
  location_dest_id: { fields: { usage: {} } },
  return_id: { fields: { name: {} } },
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  date_done: {},
  move_ids: {
    fields: {
      state: {},
      product_id: canonical.PRODUCT_SPEC,
      quantity: {},
      product_uom: canonical.UOM_SPEC,
      to_refund: {},
      purchase_line_id: { fields: { order_id: { fields: { name: {} } } } },
    },
  },
} as const satisfies ReadSpec;

const stateOf = (node: SnapshotNode) => {
  const state = choice(node, 'state', GOODS_RECEIPT_STATES);
  return state === 'expected' ? 'planned' : state;
};

export function goodsReturnFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof goodsReturnShape> {
  const partner = oneOrNull(node, 'partner_id');
  const receipt = oneOrNull(node, 'return_id');
  const state = stateOf(node);
  const moves = many(node, 'move_ids').filter((move) => text(move, 'state') !== 'cancel');
  return {
    ...toReceiptReference(node, origin),
    state,
    receipt: receipt && toReceiptReference(receipt, origin),
    supplier: partner && canonical.toPartyReference(canonical.legalParty(partner), origin),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    postedAt: state === 'posted' ? textOrNull(node, 'date_done') : null,
    lines: moves.map((move) => ({
      product: canonical.toProduct(one(move, 'product_id'), origin),
      returned: canonical.toQuantity(number(move, 'quantity'), oneOrNull(move, 'product_uom')),
      toBeCredited: flag(move, 'to_refund'),
      ...moveOrder(move, origin),
    })),
  };
}

export const goodsReturn = defineEntity({
  domain: 'procurement',
  name: 'goods-return',
  meaning: 'Goods that go back to the supplier they came from.',
  owner: 'procurement',
  terms: { ubl: 'DespatchAdvice', gs1: 'EPCIS shipping' },
  shape: goodsReturnShape,
  odoo: { model: 'stock.picking', spec: GOODS_RETURN_SPEC, domain: [['location_dest_id.usage', '=', 'supplier']] },
  includes: (picking) => text(one(picking, 'location_dest_id'), 'usage') === 'supplier',
  fromOdoo: goodsReturnFromOdoo,
  scope: ({ company, supplier }) => ({ company: company.id, ...(supplier ? { supplier: supplier.id } : {}) }),
});

export const goodsReturnPosted = defineEvent({
  entity: goodsReturn,
  name: 'posted',
  version: 1,
  meaning: 'Goods left for the supplier they came from. Whether a credit note is expected, each line says.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: goodsReturnShape,
  when: (change) => hasSnapshot(change) && became(change, 'state', 'done'),
  toData: goodsReturn.toData,
});
