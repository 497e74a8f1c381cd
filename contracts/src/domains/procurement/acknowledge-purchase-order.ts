/** acknowledge-purchase-order: the supplier's word that it has the order, with the dates on which it will deliver. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineCommand, type OdooOperation, type Origin, rowId } from '../../contract.js';
import { answered, flag, many, textOrNull } from '../../snapshot.js';
import { assertOrder, findOrder, orderAnswer, toOrderAnswer } from './order-answer.js';
import { purchaseOrderId, purchaseOrderLineId } from './purchase-order.js';
import { purchaseOrderFacts } from './purchase-order-facts.js';

const { field } = canonical;

const lineId = field(purchaseOrderLineId, 'internal', 'The line of the order');
const promise = z.object({ lineId, expectedAt: field(canonical.time, 'commercial', 'When the supplier will deliver it') });

const input = z.object({
  purchaseOrderId: field(purchaseOrderId, 'internal', 'The order'),
  supplierReference: field(canonical.lineOfText(64).optional(), 'commercial', "The supplier's own number of the order"),
  lines: field(
    z
      .array(promise)
      .max(100)
      .refine((lines) => new Set(lines.map((line) => line.lineId)).size === lines.length, 'each line of the order at most once'),
    'commercial',
    'Dates that the supplier promises; the dates of lines not named here stay',
  ),
});
type Input = z.infer<typeof input>;

const answer = z.object({
  purchaseOrder: field(orderAnswer, 'commercial', 'The order'),
  acknowledged: field(z.boolean(), 'commercial', 'true'),
  lines: field(
    z.array(z.object({ lineId, expectedAt: field(canonical.time.nullable(), 'commercial', 'When it is expected now') })),
    'commercial',
    'All lines of the order that have a date',
  ),
});

/** Odoo's ORM takes `YYYY-MM-DD HH:MM:SS`, meaning UTC. */
const odooTime = (time: string): string => time.slice(0, 19).replace('T', ' ');

const findLine = (line: Input['lines'][number], index: number, orderId: string): OdooOperation => ({
  op: 'find',
  as: `line${String(index)}`,
  model: 'purchase.order.line',
  domain: [
    ['id', '=', rowId(line.lineId)],
    ['order_id', '=', rowId(orderId)],
    ['display_type', '=', false],
  ],
  expect: 'one',
  refusal: 'purchase-order-line-not-found',
});

const toLine = (line: SnapshotNode, origin: Origin) => ({
  lineId: canonicalId(origin, 'purchase.order.line', line.id),
  expectedAt: textOrNull(line, 'date_planned'),
});

export const acknowledgePurchaseOrder = defineCommand({
  domain: 'procurement',
  name: 'acknowledge-purchase-order',
  version: 1,
  meaning:
    'Record that the supplier has the order, and the dates it promises. The expected receipts get these dates. May be sent again when the dates change.',
  owner: 'procurement',
  terms: { ubl: 'OrderResponse' },
  input,
  answer,
  refusals: {
    'purchase-order-not-found': 'No such order is visible to the bridge.',
    'purchase-order-not-approved': 'Only an approved order can be acknowledged.',
    'purchase-order-locked': 'The buyer closed the order for changes.',
    'purchase-order-line-not-found': 'A line does not belong to this order.',
    'purchase-order-not-acknowledged': 'Odoo did not take the acknowledgement and did not say why.',
  },
  aggregate: ({ purchaseOrderId: id }) => id,
  facts: purchaseOrderFacts,
  allowances: [
    { model: 'purchase.order', operation: 'read' },
    { model: 'purchase.order', operation: 'call', method: 'action_acknowledge' },
    { model: 'purchase.order', operation: 'write', fields: ['partner_ref'] },
    { model: 'purchase.order.line', operation: 'read' },
    { model: 'purchase.order.line', operation: 'write', fields: ['date_planned'] },
  ],
  toOdoo: ({ purchaseOrderId: id, supplierReference, lines }) => [
    findOrder(id),
    assertOrder(['state', '=', 'purchase'], 'purchase-order-not-approved'),
    assertOrder(['locked', '=', false], 'purchase-order-locked'),
    ...lines.map((line, index) => findLine(line, index, id)),
    ...lines.map((line, index): OdooOperation => ({
      op: 'write',
      on: `line${String(index)}`,
      values: { date_planned: odooTime(line.expectedAt) },
    })),
    ...(supplierReference === undefined ? [] : [{ op: 'write', on: 'order', values: { partner_ref: supplierReference } } as const]),
    { op: 'call', on: 'order', method: 'action_acknowledge' },
    assertOrder(['acknowledged', '=', true], 'purchase-order-not-acknowledged'),
    {
      op: 'read',
      on: 'order',
      as: 'order',
      spec: { name: {}, acknowledged: {}, order_line: { fields: { date_planned: {} } } },
    },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    const lines = many(order, 'order_line').map((line) => toLine(line, origin));
    return {
      purchaseOrder: toOrderAnswer(order, origin),
      acknowledged: flag(order, 'acknowledged'),
      lines: lines.filter((line) => line.expectedAt !== null),
    };
  },
});
