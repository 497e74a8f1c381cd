/** Scrap of a production order, component or product; from Odoo's `stock.scrap` (modules stock, mrp). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { one, oneOrNull } from '../../snapshot.js';
import { isScrapped, SCRAP_SPEC, scrapFromOdoo, SCRAPPED, scrapShape, wasScrapped } from '../inventory/scrap.js';
import { productionOrderReference, toProductionOrder } from './production-order.js';

const { field } = canonical;

export const productionScrapShape = z.object({
  ...scrapShape.shape,
  productionOrder: field(productionOrderReference, 'internal', 'The order it happened in'),
  part: field(z.enum(['component', 'product']), 'internal', 'component: went in; product: came out'),
});

export const PRODUCTION_SCRAP_SPEC = {
  ...SCRAP_SPEC,
  production_id: { fields: { name: {}, product_id: canonical.PRODUCT_SPEC } },
} as const satisfies ReadSpec;

function productionScrapFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof productionScrapShape> {
  const order = one(node, 'production_id');
  const isProduct = one(node, 'product_id').id === one(order, 'product_id').id;
  return {
    ...scrapFromOdoo(node, origin),
    productionOrder: toProductionOrder(order, origin),
    part: isProduct ? 'product' : 'component',
  };
}

export const productionScrap = defineEntity({
  domain: 'manufacturing',
  name: 'scrap',
  meaning: 'Material or product that a production order spoilt. By-products count as components.',
  owner: 'manufacturing',
  terms: { isa95: 'MaterialActual, use Scrap' },
  shape: productionScrapShape,
  odoo: { model: 'stock.scrap', spec: PRODUCTION_SCRAP_SPEC, domain: SCRAPPED },
  includes: (node) => isScrapped(node) && oneOrNull(node, 'production_id') !== null,
  fromOdoo: productionScrapFromOdoo,
  scope: (data) => ({ company: data.company.id }),
});

export const productionScrapReported = defineEvent({
  entity: productionScrap,
  name: 'reported',
  version: 1,
  meaning: 'Scrap was booked on a production order. The same scrap is also told as inventory.scrap.posted.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: productionScrapShape,
  when: wasScrapped,
  toData: productionScrap.toData,
});
