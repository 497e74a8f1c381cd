/** Scrap: goods that were thrown away; from Odoo's `stock.scrap` (modules stock, mrp). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type OdooChange, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as places from './places.js';

const { field } = canonical;

export const scrapShape = z.object({
  id: field(idOf('stock.scrap'), 'internal', 'Canonical id'),
  number: field(z.string(), 'internal', 'Number of the scrap order'),
  product: canonical.product,
  lot: field(places.lot.nullable(), 'commercial', 'Lot or serial number; null for goods without'),
  quantity: canonical.quantity('commercial', 'How much was thrown away'),
  location: field(places.location, 'internal', 'Where it lay'),
  reasons: field(z.array(z.string()), 'internal', 'Why, in the words of the warehouse; may be empty'),
  origin: field(z.string().nullable(), 'internal', 'What caused it, as a text'),
  company: canonical.company,
  scrappedAt: field(canonical.time, 'internal', 'When it was booked'),
});

export const SCRAP_SPEC = {
  name: {},
  state: {},
  product_id: canonical.PRODUCT_SPEC,
  lot_id: places.LOT_SPEC,
  scrap_qty: {},
  product_uom_id: canonical.UOM_SPEC,
  location_id: places.LOCATION_SPEC,
  scrap_reason_tag_ids: { fields: { name: {} } },
  origin: {},
  company_id: canonical.COMPANY_SPEC,
  date_done: {},
} as const satisfies ReadSpec;

export function scrapFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof scrapShape> {
  const lot = oneOrNull(node, 'lot_id');
  return {
    id: canonicalId(origin, 'stock.scrap', node.id),
    number: text(node, 'name'),
    product: canonical.toProduct(one(node, 'product_id'), origin),
    lot: lot && places.toLot(lot, origin),
    quantity: canonical.toQuantity(number(node, 'scrap_qty'), one(node, 'product_uom_id')),
    location: places.toLocation(one(node, 'location_id'), origin),
    reasons: many(node, 'scrap_reason_tag_ids').map((reason) => text(reason, 'name')),
    origin: textOrNull(node, 'origin'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    scrappedAt: text(node, 'date_done'),
  };
}

/** A scrap order that nobody validated is a note. */
export const SCRAPPED: readonly unknown[] = [['state', '=', 'done']];
export const isScrapped = (node: SnapshotNode): boolean => text(node, 'state') === 'done';
export const wasScrapped = (change: OdooChange): boolean => hasSnapshot(change) && became(change, 'state', 'done');

export const scrap = defineEntity({
  domain: 'inventory',
  name: 'scrap',
  meaning: 'Goods that were thrown away and left the books.',
  owner: 'inventory',
  terms: { gs1: 'EPCIS ObjectEvent, bizStep destroying or disposition damaged' },
  shape: scrapShape,
  odoo: { model: 'stock.scrap', spec: SCRAP_SPEC, domain: SCRAPPED },
  includes: isScrapped,
  fromOdoo: scrapFromOdoo,
  scope: (data) => ({ company: data.company.id }),
});

export const scrapPosted = defineEvent({
  entity: scrap,
  name: 'posted',
  version: 1,
  meaning: 'Goods were scrapped, in the warehouse or in production.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: scrapShape,
  when: wasScrapped,
  toData: scrap.toData,
});
