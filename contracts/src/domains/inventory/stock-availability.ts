/** stock-availability: what of a product is there, where, and what of it is free; from Odoo's `stock.quant` (module stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { type Origin, canonicalId, idOf, rowId } from '../../contract.js';
import { defineQuery } from '../../query.js';
import { answered, answeredMany, number, one, text } from '../../snapshot.js';

const { field } = canonical;

const quantities = {
  onHand: canonical.quantity('commercial', 'What is there'),
  reserved: canonical.quantity('commercial', 'What of it is promised to a transfer'),
  available: canonical.quantity('commercial', 'What is there and not promised; below zero when more left than was there'),
};

const place = z.object({
  location: field(
    z.object({
      id: field(idOf('stock.location'), 'internal', 'Canonical id'),
      name: field(z.string(), 'internal', 'Full name, from the warehouse down'),
    }),
    'internal',
    'The location',
  ),
  ...quantities,
});

const answer = z.object({
  product: canonical.product,
  ...quantities,
  places: field(z.array(place), 'commercial', 'The same by location, our own locations only; lots and packages added up'),
});

interface Stock {
  readonly onHand: number;
  readonly reserved: number;
}

const stockOf = (quants: readonly SnapshotNode[]): Stock => ({
  onHand: quants.reduce((sum, quant) => sum + number(quant, 'quantity'), 0),
  reserved: quants.reduce((sum, quant) => sum + number(quant, 'reserved_quantity'), 0),
});

const toQuantities = ({ onHand, reserved }: Stock, uom: SnapshotNode) => ({
  onHand: canonical.toQuantity(onHand, uom),
  reserved: canonical.toQuantity(reserved, uom),
  available: canonical.toQuantity(onHand - reserved, uom),
});

function placesOf(quants: readonly SnapshotNode[], uom: SnapshotNode, origin: Origin) {
  const byLocation = new Map<number, SnapshotNode[]>();
  for (const quant of quants) {
    const { id } = one(quant, 'location_id');
    byLocation.set(id, [...(byLocation.get(id) ?? []), quant]);
  }
  return [...byLocation.values()].flatMap((here) => {
    const [first] = here;
    if (!first) return [];
    const location = one(first, 'location_id');
    const named = { id: canonicalId(origin, 'stock.location', location.id), name: text(location, 'complete_name') };
    return [{ location: named, ...toQuantities(stockOf(here), uom) }];
  });
}

export const stockAvailability = defineQuery({
  domain: 'inventory',
  name: 'stock-availability',
  version: 1,
  meaning: 'How much of a product is on hand, reserved and free, in total and by location.',
  owner: 'inventory',
  input: z.object({
    productId: field(idOf('product.product'), 'internal', 'The product'),
    locationId: field(idOf('stock.location').optional(), 'internal', 'Only this location and those below it'),
  }),
  answer,
  refusals: {
    'product-not-found': 'No such product is visible to the bridge.',
    'location-not-found': 'No such location is visible to the bridge, or it is not one of our own.',
  },
  subject: ({ productId }) => productId,
  allowances: [
    { model: 'product.product', operation: 'read' },
    { model: 'uom.uom', operation: 'read' },
    { model: 'stock.quant', operation: 'read' },
    { model: 'stock.location', operation: 'read' },
  ],
  toOdoo: ({ productId, locationId }) => [
    {
      op: 'find',
      as: 'product',
      model: 'product.product',
      domain: [['id', '=', rowId(productId)]],
      expect: 'one',
      refusal: 'product-not-found',
    },
    {
      op: 'find',
      as: 'locations',
      model: 'stock.location',
      domain: [['usage', '=', 'internal'], ...(locationId === undefined ? [] : [['id', 'child_of', rowId(locationId)]])],
      expect: 'some',
      refusal: 'location-not-found',
    },
    {
      op: 'find',
      as: 'quants',
      model: 'stock.quant',
      domain: [
        ['product_id', '=', { ref: 'product' }],
        ['location_id', 'in', { refs: 'locations' }],
      ],
      order: 'location_id, id',
      expect: 'any',
    },
    { op: 'read', on: 'product', as: 'product', spec: { ...canonical.PRODUCT_SPEC.fields, uom_id: canonical.UOM_SPEC } },
    {
      op: 'read',
      on: 'quants',
      as: 'quants',
      spec: { quantity: {}, reserved_quantity: {}, location_id: { fields: { complete_name: {} } } },
    },
  ],
  fromOdoo(answers, origin) {
    const product = answered(answers, 'product');
    const quants = answeredMany(answers, 'quants');
    // a quant counts in the product's own unit
    const uom = one(product, 'uom_id');
    return {
      product: canonical.toProduct(product, origin),
      ...toQuantities(stockOf(quants), uom),
      places: placesOf(quants, uom, origin),
    };
  },
});
