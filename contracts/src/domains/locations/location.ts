/** The stock location, from Odoo's `stock.location` (module stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, flag, hasSnapshot, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

/** `view` only groups others; the last four are where goods come from and go to outside our own shelves. */
const USAGES = {
  internal: 'stock',
  view: 'group',
  transit: 'transit',
  supplier: 'supplier',
  customer: 'customer',
  inventory: 'adjustment',
  production: 'production',
} as const;

const locationReference = z.object({
  id: field(idOf('stock.location'), 'internal', 'Canonical id'),
  path: field(z.string(), 'internal', 'Names from the top down, as `WH/Stock/Shelf 1`'),
});

const toLocationReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'stock.location', node.id),
  path: text(node, 'complete_name'),
});

export const locationShape = locationReference.extend({
  name: field(z.string(), 'internal', 'Name'),
  usage: field(z.enum(Object.values(USAGES)), 'internal', 'What it is for; goods of ours lie in stock and transit'),
  barcode: field(z.string().nullable(), 'internal', 'What is scanned at the shelf'),
  parent: field(locationReference.nullable(), 'internal', 'The location it is in'),
  warehouse: field(
    z.object({
      id: field(idOf('stock.warehouse'), 'internal', 'Canonical id'),
      code: field(z.string(), 'internal', 'Short name'),
    }),
    'internal',
    'The warehouse it is in',
  ).nullable(),
  company: canonical.company.nullable().describe('null for a location that companies share'),
  active: field(z.boolean(), 'internal', 'false when archived'),
});

export const LOCATION_SPEC = {
  name: {},
  complete_name: {},
  usage: {},
  barcode: {},
  location_id: { fields: { complete_name: {} } },
  warehouse_id: { fields: { code: {} } },
  company_id: canonical.COMPANY_SPEC,
  active: {},
} as const satisfies ReadSpec;

export function locationFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof locationShape> {
  const parent = oneOrNull(node, 'location_id');
  const warehouse = oneOrNull(node, 'warehouse_id');
  const company = oneOrNull(node, 'company_id');
  return {
    ...toLocationReference(node, origin),
    name: text(node, 'name'),
    usage: choice(node, 'usage', USAGES),
    barcode: textOrNull(node, 'barcode'),
    parent: parent && toLocationReference(parent, origin),
    warehouse: warehouse && { id: canonicalId(origin, 'stock.warehouse', warehouse.id), code: text(warehouse, 'code') },
    company: company && canonical.toCompany(company, origin),
    active: flag(node, 'active'),
  };
}

export const location = defineEntity({
  domain: 'locations',
  name: 'location',
  meaning: 'A place where goods lie, or a counterpart outside where they come from and go to.',
  owner: 'logistics',
  terms: { ubl: 'Location', isa95: 'StorageUnit', gs1: 'EPCIS bizLocation' },
  shape: locationShape,
  odoo: { model: 'stock.location', spec: LOCATION_SPEC },
  fromOdoo: locationFromOdoo,
  scope: ({ id, company, warehouse }) => ({
    location: id,
    ...(warehouse ? { site: warehouse.id } : {}),
    ...(company ? { company: company.id } : {}),
  }),
});

const { toData } = location;
const moment = { entity: location, version: 1, dataClass: 'internal', data: locationShape, toData } as const;

export const locationChanged = defineChanged({
  ...moment,
  meaning: 'The location as it is after any change, its creation and a re-emission included. For keeping a copy.',
});

export const locationClosed = defineEvent({
  ...moment,
  name: 'closed',
  meaning: 'The location was archived: nothing may be put there any more.',
  delivery: 'real-time',
  when: (change) => hasSnapshot(change) && change.op === 'update' && became(change, 'active', false),
});
