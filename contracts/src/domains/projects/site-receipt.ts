/** The receipt of goods for a site; in Odoo an incoming `stock.picking` of a project (modules project_stock, project_purchase_stock). */
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin } from '../../contract.js';
import { hasSnapshot, one, oneOrNull, text } from '../../snapshot.js';
import { GOODS_RECEIPT_SPEC, goodsReceiptFromOdoo, goodsReceiptShape } from '../procurement/goods-receipt.js';
import { projectReference, PROJECT_REFERENCE_SPEC, toProjectReference } from './project.js';

export const siteReceiptShape = goodsReceiptShape.extend({
  project: canonical.field(projectReference, 'commercial', 'The project the goods are for'),
});

const siteReceiptFromOdoo = (node: SnapshotNode, origin: Origin) => ({
  ...goodsReceiptFromOdoo(node, origin),
  project: toProjectReference(one(node, 'project_id'), origin),
});

export const siteReceipt = defineEntity({
  domain: 'projects',
  name: 'site-receipt',
  meaning: 'Goods that come in for a project. The same receipt is told by procurement, without the project.',
  owner: 'projects',
  terms: { ubl: 'ReceiptAdvice', gs1: 'EPCIS receiving' },
  shape: siteReceiptShape,
  odoo: {
    model: 'stock.picking',
    spec: { ...GOODS_RECEIPT_SPEC, project_id: PROJECT_REFERENCE_SPEC },
    domain: [
      ['picking_type_id.code', '=', 'incoming'],
      ['project_id', '!=', false],
    ],
  },
  includes: (picking) => text(one(picking, 'picking_type_id'), 'code') === 'incoming' && oneOrNull(picking, 'project_id') !== null,
  fromOdoo: siteReceiptFromOdoo,
  scope: (data) => ({
    project: data.project.id,
    company: data.company.id,
    ...(data.supplier ? { supplier: data.supplier.id } : {}),
  }),
});

export const siteReceiptPosted = defineEvent({
  entity: siteReceipt,
  name: 'posted',
  version: 1,
  meaning: 'Goods for a project were received and booked into stock.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: siteReceiptShape,
  when: (change) => hasSnapshot(change) && became(change, 'state', 'done'),
  toData: siteReceipt.toData,
});
