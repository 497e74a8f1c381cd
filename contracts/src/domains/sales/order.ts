/** The sales order: canonical shape and its way from Odoo's `sale.order` (modules sale, sale_stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { choice, flag, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

/** Odoo's state in our words. In Odoo an order begins as a quotation; it is the same record. */
export const ORDER_STATES = {
  draft: 'quotation',
  sent: 'quotation-sent',
  sale: 'confirmed',
  cancel: 'cancelled',
} as const;
export const orderState = z.enum(Object.values(ORDER_STATES));

const DELIVERY_STATES = { pending: 'not-started', started: 'started', partial: 'partly-delivered', full: 'delivered' } as const;
const INVOICING_STATES = {
  no: 'nothing-to-invoice',
  'to invoice': 'to-invoice',
  invoiced: 'invoiced',
  upselling: 'more-delivered-than-ordered',
} as const;

export const orderId = idOf('sale.order');
export const orderLineId = idOf('sale.order.line');
export const orderReference = z.object({
  id: field(orderId, 'internal', 'Canonical id of the order'),
  number: field(z.string(), 'commercial', 'Our order number'),
});

const line = z.object({
  id: field(orderLineId, 'internal', 'Canonical id of the line'),
  product: canonical.product.nullable().describe('null for a line without a product'),
  description: field(z.string(), 'commercial', 'Text of the line'),
  ordered: canonical.quantity('commercial', 'Quantity ordered'),
  delivered: canonical.quantity('commercial', 'Quantity delivered so far'),
  invoiced: canonical.quantity('commercial', 'Quantity invoiced so far, draft invoices included'),
  unitPrice: canonical.money('commercial', 'Price of one unit before discount and tax; may be finer than the currency'),
  discountPercent: field(canonical.decimalText, 'commercial', 'Discount on the unit price in percent'),
  subtotal: canonical.money('commercial', 'Amount of the line after discount, before tax'),
});

export const orderShape = z.object({
  id: field(orderId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', 'Our number of the quotation and of the order it becomes'),
  state: field(orderState, 'commercial', 'Where the order stands'),
  locked: field(z.boolean(), 'internal', 'True when we closed the order for changes'),
  customer: field(canonical.partyReference, 'commercial', 'The legal party that buys'),
  customerContact: field(canonical.partyReference.nullable(), 'personal', 'The contact or address, when not the legal party itself'),
  deliverTo: field(canonical.partyReference, 'personal', 'The address the goods go to'),
  customerReference: field(z.string().nullable(), 'commercial', "The customer's own reference for this order"),
  company: canonical.company,
  currency: field(canonical.currencyCode, 'commercial', 'ISO 4217; the currency of all amounts'),
  untaxed: canonical.money('commercial', 'Total before tax'),
  tax: canonical.money('commercial', 'Tax'),
  total: canonical.money('commercial', 'Total including tax'),
  orderedAt: field(canonical.time, 'commercial', 'Date of the quotation; once confirmed, when the order was confirmed'),
  validUntil: field(z.iso.date().nullable(), 'commercial', 'Last day on which the quotation can be accepted'),
  promisedAt: field(canonical.time.nullable(), 'commercial', 'Delivery date promised to the customer'),
  delivery: field(
    z.enum(Object.values(DELIVERY_STATES)).nullable(),
    'commercial',
    'How far the goods are delivered; null where there are none',
  ),
  invoicing: field(z.enum(Object.values(INVOICING_STATES)), 'commercial', 'How far the order is invoiced'),
  salesperson: field(
    z.object({
      id: field(idOf('res.users'), 'internal', 'Canonical id of the user'),
      name: field(z.string(), 'personal', 'Name of the person'),
    }),
    'personal',
    'The person who sells',
  ).nullable(),
  lines: field(z.array(line), 'commercial', 'The lines; sections and notes left out'),
});

const LINE_SPEC = {
  display_type: {},
  product_id: canonical.PRODUCT_SPEC,
  name: {},
  product_uom_qty: {},
  qty_delivered: {},
  qty_invoiced: {},
  product_uom_id: canonical.UOM_SPEC,
  price_unit: {},
  discount: {},
  price_subtotal: {},
} as const satisfies ReadSpec;

export const ORDER_SPEC = {
  name: {},
  state: {},
  locked: {},
  partner_id: canonical.PARTNER_SPEC,
  partner_shipping_id: { fields: { name: {}, ref: {} } },
  client_order_ref: {},
  company_id: canonical.COMPANY_SPEC,
  currency_id: canonical.CURRENCY_SPEC,
  amount_untaxed: {},
  amount_tax: {},
  amount_total: {},
  date_order: {},
  validity_date: {},
  commitment_date: {},
  delivery_status: {},
  invoice_status: {},
  user_id: { fields: { name: {} } },
  order_line: { fields: LINE_SPEC },
} as const satisfies ReadSpec;

function lineFromOdoo(node: SnapshotNode, currency: SnapshotNode, origin: Origin) {
  const product = oneOrNull(node, 'product_id');
  const uom = oneOrNull(node, 'product_uom_id');
  return {
    id: canonicalId(origin, 'sale.order.line', node.id),
    product: product && canonical.toProduct(product, origin),
    description: text(node, 'name'),
    ordered: canonical.toQuantity(number(node, 'product_uom_qty'), uom),
    delivered: canonical.toQuantity(number(node, 'qty_delivered'), uom),
    invoiced: canonical.toQuantity(number(node, 'qty_invoiced'), uom),
    unitPrice: canonical.toPrice(number(node, 'price_unit'), currency),
    discountPercent: fineDecimal(number(node, 'discount'), 0),
    subtotal: canonical.toMoney(number(node, 'price_subtotal'), currency),
  };
}

function amountsFromOdoo(node: SnapshotNode) {
  const currency = canonical.currencyOf(node);
  return {
    currency: text(currency, 'name'),
    untaxed: canonical.toMoney(number(node, 'amount_untaxed'), currency),
    tax: canonical.toMoney(number(node, 'amount_tax'), currency),
    total: canonical.toMoney(number(node, 'amount_total'), currency),
  };
}

function progressFromOdoo(node: SnapshotNode) {
  return {
    delivery: textOrNull(node, 'delivery_status') === null ? null : choice(node, 'delivery_status', DELIVERY_STATES),
    invoicing: choice(node, 'invoice_status', INVOICING_STATES),
  };
}

function salespersonFromOdoo(node: SnapshotNode, origin: Origin) {
  const user = oneOrNull(node, 'user_id');
  return user && { id: canonicalId(origin, 'res.users', user.id), name: text(user, 'name') };
}

/** Sections, subsections and notes are layout of the printed order, not goods. */
const isGoods = (node: SnapshotNode): boolean => textOrNull(node, 'display_type') === null;

export const toOrderReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'sale.order', node.id),
  number: text(node, 'name'),
});

export function orderFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof orderShape> {
  const currency = canonical.currencyOf(node);
  const partner = one(node, 'partner_id');
  return {
    ...toOrderReference(node, origin),
    state: choice(node, 'state', ORDER_STATES),
    locked: flag(node, 'locked'),
    customer: canonical.toPartyReference(canonical.legalParty(partner), origin),
    customerContact: canonical.contactOf(partner, origin),
    deliverTo: canonical.toPartyReference(one(node, 'partner_shipping_id'), origin),
    customerReference: textOrNull(node, 'client_order_ref'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    ...amountsFromOdoo(node),
    orderedAt: text(node, 'date_order'),
    validUntil: textOrNull(node, 'validity_date'),
    promisedAt: textOrNull(node, 'commitment_date'),
    ...progressFromOdoo(node),
    salesperson: salespersonFromOdoo(node, origin),
    lines: many(node, 'order_line')
      .filter(isGoods)
      .map((child) => lineFromOdoo(child, currency, origin)),
  };
}

const source = {
  domain: 'sales',
  owner: 'sales',
  shape: orderShape,
  odoo: { model: 'sale.order', spec: ORDER_SPEC },
  fromOdoo: orderFromOdoo,
  scope: (order: z.infer<typeof orderShape>) => ({ customer: order.customer.id, company: order.company.id }),
} as const;

export const quotation = defineEntity({
  ...source,
  name: 'quotation',
  meaning: 'What we offer a customer. When it is confirmed it becomes an order, under the same id and number.',
  terms: { ubl: 'Quotation' },
});

export const order = defineEntity({
  ...source,
  name: 'order',
  meaning: 'What a customer orders from us, from the first quotation to its completion.',
  terms: { ubl: 'Order' },
});
