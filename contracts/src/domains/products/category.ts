/** The product category, from Odoo's `product.category`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, idOf, type Origin } from '../../contract.js';
import { oneOrNull, text } from '../../snapshot.js';

const { field } = canonical;

export const categoryReference = z.object({
  id: field(idOf('product.category'), 'internal', 'Canonical id'),
  path: field(z.string(), 'commercial', 'Names from the top down, as `All / Screws`'),
});

export const toCategoryReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'product.category', node.id),
  path: text(node, 'complete_name'),
});

export const categoryShape = categoryReference.extend({
  name: field(z.string(), 'commercial', 'Name'),
  parent: field(categoryReference.nullable(), 'commercial', 'The category it belongs to; null at the top'),
});

export function categoryFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof categoryShape> {
  const parent = oneOrNull(node, 'parent_id');
  return { ...toCategoryReference(node, origin), name: text(node, 'name'), parent: parent && toCategoryReference(parent, origin) };
}

export const category = defineEntity({
  domain: 'products',
  name: 'category',
  meaning: 'A group of products, in a tree.',
  owner: 'master-data',
  terms: { ubl: 'CommodityClassification', isa95: 'MaterialClass' },
  shape: categoryShape,
  odoo: { model: 'product.category', spec: { name: {}, complete_name: {}, parent_id: { fields: { complete_name: {} } } } },
  fromOdoo: categoryFromOdoo,
  scope: (data) => ({ category: data.id }),
});

export const categoryChanged = defineChanged({
  entity: category,
  version: 1,
  meaning: 'The category as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'commercial',
  data: categoryShape,
  toData: category.toData,
});
