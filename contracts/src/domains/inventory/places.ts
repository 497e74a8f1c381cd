/** Where goods are and what tells one piece from another, as all contracts about stock name them. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, text } from '../../snapshot.js';

const { field } = canonical;

/** Odoo's usage of a location in our words: `inventory` takes and gives what counting and scrapping correct. */
export const LOCATION_KINDS = {
  supplier: 'supplier',
  view: 'group',
  internal: 'storage',
  customer: 'customer',
  inventory: 'loss',
  production: 'production',
  transit: 'transit',
} as const;

export const locationId = idOf('stock.location');
export const lotId = idOf('stock.lot');

export const location = z.object({
  id: field(locationId, 'internal', 'Canonical id of the location'),
  name: field(z.string(), 'internal', 'Its path, from the warehouse down'),
  kind: field(z.enum(Object.values(LOCATION_KINDS)), 'internal', 'storage is ours; the others are outside of our shelves'),
});

export const lot = z.object({
  id: field(lotId, 'internal', 'Canonical id of the lot or serial number'),
  number: field(z.string(), 'commercial', 'Lot or serial number as it is printed on the goods'),
});

export const LOCATION_SPEC = { fields: { complete_name: {}, usage: {} } } as const satisfies { fields: ReadSpec };
export const LOT_SPEC = { fields: { name: {} } } as const satisfies { fields: ReadSpec };

export const toLocation = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'stock.location', node.id),
  name: text(node, 'complete_name'),
  kind: choice(node, 'usage', LOCATION_KINDS),
});

export const toLot = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'stock.lot', node.id),
  number: text(node, 'name'),
});

/** A reference to a numbered document: a transfer, an order. */
export const documentReference = (model: string, what: string) =>
  z.object({
    id: field(idOf(model), 'internal', `Canonical id of the ${what}`),
    number: field(z.string(), 'commercial', `Number of the ${what}`),
  });

export const toDocument = (node: SnapshotNode, model: string, origin: Origin) => ({
  id: canonicalId(origin, model, node.id),
  number: text(node, 'name'),
});
