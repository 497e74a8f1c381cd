/** How commands on a purchase order find it and tell what became of it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, type OdooOperation, type Origin } from '../../contract.js';
import { rowId } from '../../contract.js';
import { text } from '../../snapshot.js';
import { purchaseOrderId } from './purchase-order.js';

const { field } = canonical;

export const orderAnswer = z.object({
  id: field(purchaseOrderId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', "The buyer's order number"),
});

export const toOrderAnswer = (order: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'purchase.order', order.id),
  number: text(order, 'name'),
});

export const findOrder = (id: string): OdooOperation => ({
  op: 'find',
  as: 'order',
  model: 'purchase.order',
  domain: [['id', '=', rowId(id)]],
  expect: 'one',
  refusal: 'purchase-order-not-found',
});

export const assertOrder = (condition: readonly unknown[], refusal: string): OdooOperation => ({
  op: 'assert',
  on: 'order',
  domain: [condition],
  refusal,
});
