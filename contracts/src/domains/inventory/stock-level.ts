/** The stock level: how much of a product lies at one place; from Odoo's `stock.quant` (module stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, number, one, oneOrNull } from '../../snapshot.js';
import * as places from './places.js';

const { field } = canonical;

export const stockLevelId = idOf('stock.quant');

export const stockLevelShape = z.object({
  id: field(
    stockLevelId,
    'internal',
    'Canonical id; keep copies by product, location, lot, package and owner instead: Odoo may replace it',
  ),
  product: canonical.product,
  location: field(places.location, 'internal', 'Where it lies'),
  lot: field(places.lot.nullable(), 'commercial', 'Lot or serial number; null for goods without'),
  package: field(places.documentReference('stock.package', 'package').nullable(), 'internal', 'The package it is in'),
  goodsOwner: field(canonical.partyReference.nullable(), 'commercial', 'Whose goods they are; null for our own'),
  company: field(canonical.company.nullable(), 'internal', 'The company whose location it is'),
  onHand: canonical.quantity('commercial', "What lies there, in the product's unit; negative when more left than Odoo knew of"),
  reserved: canonical.quantity('commercial', 'What of it is promised to open transfers and production orders'),
  available: canonical.quantity('commercial', 'What of it is free: on hand less reserved'),
});

export const STOCK_LEVEL_SPEC = {
  product_id: canonical.PRODUCT_SPEC,
  product_uom_id: canonical.UOM_SPEC,
  location_id: places.LOCATION_SPEC,
  lot_id: places.LOT_SPEC,
  package_id: { fields: { name: {} } },
  owner_id: { fields: { name: {}, ref: {} } },
  company_id: canonical.COMPANY_SPEC,
  quantity: {},
  reserved_quantity: {},
} as const satisfies ReadSpec;

export function stockLevelFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof stockLevelShape> {
  const [lot, pack, owner] = [oneOrNull(node, 'lot_id'), oneOrNull(node, 'package_id'), oneOrNull(node, 'owner_id')];
  const company = oneOrNull(node, 'company_id');
  const uom = one(node, 'product_uom_id');
  const [onHand, reserved] = [number(node, 'quantity'), number(node, 'reserved_quantity')];
  return {
    id: canonicalId(origin, 'stock.quant', node.id),
    product: canonical.toProduct(one(node, 'product_id'), origin),
    location: places.toLocation(one(node, 'location_id'), origin),
    lot: lot && places.toLot(lot, origin),
    package: pack && places.toDocument(pack, 'stock.package', origin),
    goodsOwner: owner && canonical.toPartyReference(owner, origin),
    company: company && canonical.toCompany(company, origin),
    onHand: canonical.toQuantity(onHand, uom),
    reserved: canonical.toQuantity(reserved, uom),
    available: canonical.toQuantity(onHand - reserved, uom),
  };
}

const OURS: readonly string[] = ['storage', 'transit'];

export const stockLevel = defineEntity({
  domain: 'inventory',
  name: 'stock-level',
  meaning:
    'How much of a product lies at one location, apart by lot, package and owner of the goods. Only our own shelves and goods in transit.',
  owner: 'inventory',
  terms: { isa95: 'MaterialSubLot', gs1: 'EPCIS QuantityElement at a bizLocation' },
  shape: stockLevelShape,
  odoo: { model: 'stock.quant', spec: STOCK_LEVEL_SPEC, domain: [['location_id.usage', 'in', ['internal', 'transit']]] },
  includes: (quant) => OURS.includes(choice(one(quant, 'location_id'), 'usage', places.LOCATION_KINDS)),
  fromOdoo: stockLevelFromOdoo,
  scope: ({ location, company }) => ({ location: location.id, ...(company ? { company: company.id } : {}) }),
});

export const stockLevelChanged = defineChanged({
  entity: stockLevel,
  version: 1,
  meaning:
    'The stock level as it is after a transaction, however many movements it had. For keeping a copy. A level of zero may be deleted by Odoo later without another event.',
  dataClass: 'commercial',
  data: stockLevelShape,
  toData: stockLevel.toData,
});
