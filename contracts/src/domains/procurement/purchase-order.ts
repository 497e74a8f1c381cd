/** The purchase order: canonical shape and its way from Odoo's `purchase.order` (modules purchase, purchase_stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { choice, flag, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

/** Odoo's state in our words. */
export const PURCHASE_ORDER_STATES = {
  draft: 'draft',
  sent: 'quotation-requested',
  'to approve': 'awaiting-approval',
  purchase: 'approved',
  cancel: 'cancelled',
} as const;
export const purchaseOrderState = z.enum(Object.values(PURCHASE_ORDER_STATES));

export const purchaseOrderId = idOf('purchase.order');
export const purchaseOrderLineId = idOf('purchase.order.line');

const amounts = (description: string) =>
  field(
    z.object({
      net: canonical.money('commercial', 'After discount, before tax'),
      tax: canonical.money('commercial', 'Tax'),
      gross: canonical.money('commercial', 'Including tax; what is to be paid'),
    }),
    'commercial',
    description,
  );

/** What a line has in every version. */
export const purchaseOrderLineBasis = z.object({
  id: field(purchaseOrderLineId, 'internal', 'Canonical id of the line'),
  product: canonical.product.nullable().describe('null for a line without a product'),
  description: field(z.string(), 'commercial', 'Text of the line'),
  ordered: canonical.quantity('commercial', 'Quantity ordered'),
  received: canonical.quantity('commercial', 'Quantity received so far'),
  billed: canonical.quantity('commercial', 'Quantity billed so far'),
  unitPrice: canonical.money('commercial', 'Price of one unit before discount and tax; may be finer than the currency'),
  discountPercent: field(canonical.decimalText, 'commercial', 'Discount on the unit price in percent'),
  expectedAt: field(canonical.time.nullable(), 'commercial', 'When the goods are expected'),
});

/** What an order has in every version; see purchase-order-v1.ts for what differed. */
export const purchaseOrderBasis = z.object({
  id: field(purchaseOrderId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', "The buyer's order number"),
  state: field(purchaseOrderState, 'commercial', 'Where the order stands'),
  locked: field(z.boolean(), 'internal', 'True when the buyer closed the order for changes'),
  supplier: field(canonical.partyReference, 'commercial', 'The legal party the order is placed with'),
  supplierContact: field(canonical.partyReference.nullable(), 'personal', 'The contact or address, when not the legal party itself'),
  supplierReference: field(z.string().nullable(), 'commercial', "The supplier's own reference for this order"),
  company: canonical.company,
  currency: field(canonical.currencyCode, 'commercial', 'ISO 4217; the currency of all amounts'),
  orderedAt: field(canonical.time, 'commercial', 'When the order is to be placed'),
  approvedAt: field(canonical.time.nullable(), 'commercial', 'When the order was approved'),
  expectedAt: field(canonical.time.nullable(), 'commercial', 'When the first goods are expected'),
  buyer: field(
    z.object({
      id: field(idOf('res.users'), 'internal', 'Canonical id of the user'),
      name: field(z.string(), 'personal', 'Name of the person'),
    }),
    'personal',
    'The person who buys',
  ).nullable(),
  origin: field(z.string().nullable(), 'internal', 'What caused the order, as a text (a sales order, a reordering rule)'),
});

export const LINES_MEANING = 'The lines; sections and notes left out';

const line = purchaseOrderLineBasis.extend({ amounts: amounts('The amounts of the line') });

/** The newest version: the order and each of its lines tell their amounts in the same words, tax included. */
export const purchaseOrderShape = purchaseOrderBasis.extend({
  amounts: amounts('The amounts of the whole order'),
  lines: field(z.array(line), 'commercial', LINES_MEANING),
});
export type PurchaseOrder = z.infer<typeof purchaseOrderShape>;

const LINE_SPEC = {
  display_type: {},
  product_id: canonical.PRODUCT_SPEC,
  name: {},
  product_qty: {},
  qty_received: {},
  qty_invoiced: {},
  product_uom_id: canonical.UOM_SPEC,
  price_unit: {},
  discount: {},
  price_subtotal: {},
  price_tax: {},
  price_total: {},
  date_planned: {},
} as const satisfies ReadSpec;

export const PURCHASE_ORDER_SPEC = {
  name: {},
  state: {},
  locked: {},
  partner_id: canonical.PARTNER_SPEC,
  partner_ref: {},
  company_id: canonical.COMPANY_SPEC,
  currency_id: canonical.CURRENCY_SPEC,
  amount_untaxed: {},
  amount_tax: {},
  amount_total: {},
  date_order: {},
  date_approve: {},
  date_planned: {},
  user_id: { fields: { name: {} } },
  origin: {},
  order_line: { fields: LINE_SPEC },
} as const satisfies ReadSpec;

const ORDER_AMOUNTS = { net: 'amount_untaxed', tax: 'amount_tax', gross: 'amount_total' } as const;
const LINE_AMOUNTS = { net: 'price_subtotal', tax: 'price_tax', gross: 'price_total' } as const;

function amountsFromOdoo(node: SnapshotNode, currency: SnapshotNode, fields: Readonly<Record<'net' | 'tax' | 'gross', string>>) {
  const amount = (name: string) => canonical.toMoney(number(node, name), currency);
  return { net: amount(fields.net), tax: amount(fields.tax), gross: amount(fields.gross) };
}

function lineFromOdoo(node: SnapshotNode, currency: SnapshotNode, origin: Origin) {
  const product = oneOrNull(node, 'product_id');
  const uom = oneOrNull(node, 'product_uom_id');
  return {
    id: canonicalId(origin, 'purchase.order.line', node.id),
    product: product && canonical.toProduct(product, origin),
    description: text(node, 'name'),
    ordered: canonical.toQuantity(number(node, 'product_qty'), uom),
    received: canonical.toQuantity(number(node, 'qty_received'), uom),
    billed: canonical.toQuantity(number(node, 'qty_invoiced'), uom),
    unitPrice: canonical.toPrice(number(node, 'price_unit'), currency),
    discountPercent: fineDecimal(number(node, 'discount'), 0),
    amounts: amountsFromOdoo(node, currency, LINE_AMOUNTS),
    expectedAt: textOrNull(node, 'date_planned'),
  };
}

function buyerFromOdoo(node: SnapshotNode, origin: Origin) {
  const user = oneOrNull(node, 'user_id');
  return user && { id: canonicalId(origin, 'res.users', user.id), name: text(user, 'name') };
}

/** Sections, subsections and notes are layout of the printed order, not goods. */
const isGoods = (node: SnapshotNode): boolean => textOrNull(node, 'display_type') === null;

export function purchaseOrderFromOdoo(node: SnapshotNode, origin: Origin): PurchaseOrder {
  const currency = canonical.currencyOf(node);
  const partner = one(node, 'partner_id');
  return {
    id: canonicalId(origin, 'purchase.order', node.id),
    number: text(node, 'name'),
    state: choice(node, 'state', PURCHASE_ORDER_STATES),
    locked: flag(node, 'locked'),
    supplier: canonical.toPartyReference(canonical.legalParty(partner), origin),
    supplierContact: canonical.contactOf(partner, origin),
    supplierReference: textOrNull(node, 'partner_ref'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    currency: text(currency, 'name'),
    amounts: amountsFromOdoo(node, currency, ORDER_AMOUNTS),
    orderedAt: text(node, 'date_order'),
    approvedAt: textOrNull(node, 'date_approve'),
    expectedAt: textOrNull(node, 'date_planned'),
    buyer: buyerFromOdoo(node, origin),
    origin: textOrNull(node, 'origin'),
    lines: many(node, 'order_line')
      .filter(isGoods)
      .map((child) => lineFromOdoo(child, currency, origin)),
  };
}

export const purchaseOrder = defineEntity({
  domain: 'procurement',
  name: 'purchase-order',
  meaning: 'An order of goods or services placed with a supplier, from the first draft to its completion.',
  owner: 'procurement',
  shape: purchaseOrderShape,
  odoo: { model: 'purchase.order', spec: PURCHASE_ORDER_SPEC },
  fromOdoo: purchaseOrderFromOdoo,
  scope: (order) => ({ supplier: order.supplier.id, company: order.company.id }),
});
