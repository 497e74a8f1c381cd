/**
 * The product with its variants, units and prices: canonical shape and its way from Odoo's `product.template`.
 * What orders and stock speak of is a variant (`product.product`); a product without attributes has exactly one.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, rootRow, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, flag, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { categoryReference, toCategoryReference } from './category.js';
import { toUnitReference, unitReference } from './unit.js';

const { field } = canonical;

const KINDS = { consu: 'goods', service: 'service', combo: 'combination' } as const;
const TRACKING = { serial: 'serial', lot: 'lot', none: 'none' } as const;

const variant = z.object({
  id: field(idOf('product.product'), 'internal', 'Canonical id; the one that orders and stock name'),
  code: field(z.string().nullable(), 'commercial', 'Our product code'),
  barcode: field(z.string().nullable(), 'commercial', 'GTIN or other barcode'),
  active: field(z.boolean(), 'internal', 'false when archived'),
  attributes: field(z.array(z.string()), 'commercial', 'What sets it apart from the other variants, as `Colour: red`'),
});

const supplierPrice = z.object({
  supplier: field(canonical.partyReference, 'commercial', 'Who sells it to us'),
  supplierCode: field(z.string().nullable(), 'commercial', "The supplier's own code"),
  minimum: canonical.quantity('commercial', 'The price holds from this quantity on'),
  price: canonical.money('sensitive', 'Price of one unit before discount'),
  leadTimeDays: field(z.number().int(), 'commercial', 'Days from order to delivery'),
});

export const productShape = z.object({
  id: field(idOf('product.template'), 'internal', 'Canonical id of the product, all its variants together'),
  name: field(z.string(), 'commercial', 'English name'),
  kind: field(z.enum(Object.values(KINDS)), 'commercial', 'Goods, a service, or a combination of others'),
  stocked: field(z.boolean(), 'internal', 'true: its quantity is kept'),
  tracking: field(z.enum(Object.values(TRACKING)), 'internal', 'Whether each piece, each lot or nothing is followed'),
  category: field(categoryReference.nullable(), 'commercial', 'Category'),
  unit: field(unitReference, 'commercial', 'The unit it is counted in'),
  sold: field(z.boolean(), 'commercial', 'true: it may be sold'),
  bought: field(z.boolean(), 'commercial', 'true: it may be bought'),
  active: field(z.boolean(), 'internal', 'false when archived'),
  listPrice: canonical.money('commercial', 'Sales price of one unit, before tax and price lists'),
  variants: field(z.array(variant), 'commercial', 'Variants, archived ones included'),
  supplierPrices: field(z.array(supplierPrice), 'sensitive', 'What suppliers ask, in the order in which they are preferred'),
});

export const PRODUCT_TEMPLATE_SPEC = {
  name: {},
  type: {},
  is_storable: {},
  tracking: {},
  categ_id: { fields: { complete_name: {} } },
  uom_id: { fields: { name: {} } },
  sale_ok: {},
  purchase_ok: {},
  active: {},
  list_price: {},
  currency_id: canonical.CURRENCY_SPEC,
  product_variant_ids: {
    fields: {
      default_code: {},
      barcode: {},
      active: {},
      product_template_attribute_value_ids: { fields: { name: {}, attribute_id: { fields: { name: {} } } } },
    },
  },
  seller_ids: {
    fields: {
      partner_id: canonical.PARTNER_SPEC,
      product_code: {},
      min_qty: {},
      product_uom_id: canonical.UOM_SPEC,
      price: {},
      currency_id: canonical.CURRENCY_SPEC,
      delay: {},
    },
  },
} as const satisfies ReadSpec;

const attributeOf = (value: SnapshotNode): string => `${text(one(value, 'attribute_id'), 'name')}: ${text(value, 'name')}`;

const variantFromOdoo = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'product.product', node.id),
  code: textOrNull(node, 'default_code'),
  barcode: textOrNull(node, 'barcode'),
  active: flag(node, 'active'),
  attributes: many(node, 'product_template_attribute_value_ids').map(attributeOf),
});

const supplierPriceFromOdoo = (node: SnapshotNode, origin: Origin) => ({
  supplier: canonical.toPartyReference(canonical.legalParty(one(node, 'partner_id')), origin),
  supplierCode: textOrNull(node, 'product_code'),
  minimum: canonical.toQuantity(number(node, 'min_qty'), oneOrNull(node, 'product_uom_id')),
  price: canonical.toPrice(number(node, 'price'), canonical.currencyOf(node)),
  leadTimeDays: number(node, 'delay'),
});

export function productFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof productShape> {
  const category = oneOrNull(node, 'categ_id');
  return {
    id: canonicalId(origin, 'product.template', node.id),
    name: text(node, 'name'),
    kind: choice(node, 'type', KINDS),
    stocked: flag(node, 'is_storable'),
    tracking: choice(node, 'tracking', TRACKING),
    category: category && toCategoryReference(category, origin),
    unit: toUnitReference(one(node, 'uom_id'), origin),
    sold: flag(node, 'sale_ok'),
    bought: flag(node, 'purchase_ok'),
    active: flag(node, 'active'),
    listPrice: canonical.toPrice(number(node, 'list_price'), canonical.currencyOf(node)),
    variants: many(node, 'product_variant_ids').map((child) => variantFromOdoo(child, origin)),
    supplierPrices: many(node, 'seller_ids').map((child) => supplierPriceFromOdoo(child, origin)),
  };
}

export const product = defineEntity({
  domain: 'products',
  name: 'product',
  meaning: 'Something we buy, make, keep or sell, with its variants and prices.',
  owner: 'master-data',
  terms: { ubl: 'CatalogueItem', isa95: 'MaterialDefinition', gs1: 'Trade Item' },
  shape: productShape,
  odoo: { model: 'product.template', spec: PRODUCT_TEMPLATE_SPEC },
  fromOdoo: productFromOdoo,
  scope: (data) => ({ product: data.id }),
});

const { toData } = product;
const moment = { entity: product, version: 1, dataClass: 'sensitive', delivery: 'real-time', data: productShape, toData } as const;

export const productChanged = defineChanged({
  ...moment,
  meaning: 'The product as it is after any change, its creation and a re-emission included. For keeping a copy.',
});

export const productPriceChanged = defineEvent({
  ...moment,
  name: 'price-changed',
  meaning: "The list price of a product that exists already is another one. Price lists and suppliers' prices are not meant.",
  when: (change) => hasSnapshot(change) && change.op === 'update' && rootRow(change)?.new?.list_price !== undefined,
});

export const productDiscontinued = defineEvent({
  ...moment,
  name: 'discontinued',
  meaning: 'The product was archived: nobody should order or make it any more. Stock may be left.',
  when: (change) => hasSnapshot(change) && change.op === 'update' && became(change, 'active', false),
});
