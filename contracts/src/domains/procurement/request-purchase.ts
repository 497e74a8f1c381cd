/** request-purchase: somebody outside needs something; it becomes a draft order that a buyer takes further. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf, type OdooOperation, type Origin, rowId } from '../../contract.js';
import { answered, choice, many, number, oneOrNull } from '../../snapshot.js';
import type { SnapshotNode } from '../../change.js';
import { byKey } from '../../steps.js';
import { orderAnswer, toOrderAnswer } from './order-answer.js';
import { PURCHASE_ORDER_STATES, purchaseOrderLineId, purchaseOrderState } from './purchase-order.js';

const { field } = canonical;

const productId = field(idOf('product.product'), 'internal', 'The product');
const positiveDecimal = z.string().regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/);

const wanted = z.object({
  productId,
  quantity: field(positiveDecimal, 'commercial', "Quantity, above zero, in the product's own unit"),
});

const input = z.object({
  supplierId: field(idOf('res.partner'), 'internal', 'Whom to buy from'),
  reference: field(canonical.lineOfText(64), 'internal', "The requester's own number; becomes the origin of the order"),
  neededAt: field(canonical.time, 'commercial', 'When the goods are needed'),
  lines: field(z.array(wanted).min(1).max(100), 'commercial', 'What is needed'),
  externalId: canonical.newKey('order'),
});
type Input = z.infer<typeof input>;

const answer = z.object({
  purchaseOrder: field(orderAnswer, 'commercial', 'The draft'),
  state: field(purchaseOrderState, 'commercial', 'draft'),
  lines: field(
    z.array(
      z.object({
        lineId: field(purchaseOrderLineId, 'internal', 'The line of the order'),
        productId,
        quantity: canonical.quantity('commercial', 'Quantity'),
      }),
    ),
    'commercial',
    'The lines of the draft',
  ),
});

const ofLine = (index: number): string => `product${String(index)}`;

const findProduct = (line: Input['lines'][number], index: number): OdooOperation => ({
  op: 'find',
  as: ofLine(index),
  model: 'product.product',
  domain: [
    ['id', '=', rowId(line.productId)],
    ['purchase_ok', '=', true],
  ],
  expect: 'one',
  refusal: 'product-not-purchasable',
});

/** Price, text and unit are Odoo's to find: from the supplier's price list, else from the product. */
function createOrder({ reference, neededAt, lines, ...more }: Input): OdooOperation {
  const planned = neededAt.slice(0, 19).replace('T', ' ');
  const values = lines.map((line, index) => [
    0,
    0,
    { product_id: { ref: ofLine(index) }, product_qty: Number(line.quantity), date_planned: planned },
  ]);
  return {
    op: 'create',
    as: 'order',
    model: 'purchase.order',
    values: { partner_id: { ref: 'supplier' }, origin: reference, order_line: values },
    ...byKey(more),
  };
}

/** Odoo rounds without a word, and rounds alike what `=` compares with; `=like` compares the stored text. */
function checkDecimals(line: Input['lines'][number], index: number): OdooOperation[] {
  const significant = line.quantity.includes('.') ? line.quantity.replace(/\.?0*$/, '') : line.quantity;
  if (!significant.includes('.')) return [];
  const kept = [
    'order_line',
    'any',
    [
      ['product_id', '=', { ref: ofLine(index) }],
      ['product_qty', '=like', `${significant}%`],
    ],
  ];
  return [{ op: 'assert', on: 'order', domain: [kept], refusal: 'quantity-too-fine' }];
}

const toLine = (line: SnapshotNode, origin: Origin) => ({
  lineId: canonicalId(origin, 'purchase.order.line', line.id),
  productId: canonicalId(origin, 'product.product', number(line, 'product_id')),
  quantity: canonical.toQuantity(number(line, 'product_qty'), oneOrNull(line, 'product_uom_id')),
});

export const requestPurchase = defineCommand({
  domain: 'procurement',
  name: 'request-purchase',
  version: 1,
  meaning:
    'Ask for goods: a draft purchase order is made, at the prices that Odoo knows. A buyer or confirm-purchase-order takes it further.',
  owner: 'procurement',
  terms: { ubl: 'RequestForQuotation' },
  input,
  answer,
  refusals: {
    'supplier-not-found': 'No such party is visible to the bridge, or it is archived.',
    'product-not-purchasable': 'A product is not there, is archived, or may not be bought.',
    'quantity-too-fine': 'A quantity has more decimals than its unit.',
  },
  // one supplier's requests one after another: Odoo numbers them in the order they were sent
  aggregate: ({ supplierId }) => supplierId,
  external: { model: 'purchase.order', record: 'new' },
  allowances: [
    { model: 'product.product', operation: 'read' },
    { model: 'purchase.order', operation: 'create', fields: ['order_line', 'origin', 'partner_id'] },
    { model: 'purchase.order', operation: 'read' },
    { model: 'purchase.order.line', operation: 'create', fields: ['date_planned', 'product_id', 'product_qty'] },
    { model: 'purchase.order.line', operation: 'read' },
    { model: 'res.partner', operation: 'read' },
    { model: 'uom.uom', operation: 'read' },
  ],
  toOdoo: (data) => [
    {
      op: 'find',
      as: 'supplier',
      model: 'res.partner',
      domain: [['id', '=', rowId(data.supplierId)]],
      expect: 'one',
      refusal: 'supplier-not-found',
    },
    ...data.lines.map(findProduct),
    createOrder(data),
    ...data.lines.flatMap(checkDecimals),
    {
      op: 'read',
      on: 'order',
      as: 'order',
      spec: { name: {}, state: {}, order_line: { fields: { product_id: {}, product_qty: {}, product_uom_id: canonical.UOM_SPEC } } },
    },
  ],
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    return {
      purchaseOrder: toOrderAnswer(order, origin),
      state: choice(order, 'state', PURCHASE_ORDER_STATES),
      lines: many(order, 'order_line').map((line) => toLine(line, origin)),
    };
  },
});
