/** receive-goods: what arrived for a purchase order, posted as one goods receipt. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineCommand, type Origin, type ReadSpec } from '../../contract.js';
import { answered, answeredMany, many, number, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { receiptReference, toReceiptReference } from './goods-receipt.js';
import { purchaseOrderId, purchaseOrderLineId } from './purchase-order.js';
import { purchaseOrderFacts } from './purchase-order-facts.js';
import { RECEIVE_GOODS_ALLOWANCES, RECEIVE_GOODS_REFUSALS, receiveGoodsOperations } from './receive-goods-operations.js';

const { field } = canonical;

const positiveDecimal = z.string().regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/);

const inputLine = z.object({
  lineId: field(purchaseOrderLineId, 'internal', 'The line of the order'),
  quantity: field(positiveDecimal, 'commercial', 'Quantity that arrived, above zero, in the unit `uom`'),
  uom: field(
    canonical.lineOfText(64).optional(),
    'commercial',
    'The unit the warehouse counts this product in, by its English name. May be left out only where the order and the warehouse count in basic units (pieces); otherwise the command is refused with unit-required.',
  ),
});

const linesAreDistinct = (lines: readonly { readonly lineId: string }[]): boolean =>
  new Set(lines.map((line) => line.lineId)).size === lines.length;

export const receiveGoodsInput = z.object({
  purchaseOrderId: field(purchaseOrderId, 'internal', 'The order the goods came for'),
  lines: field(
    // Odoo needs about 80 ms per line, all in one transaction
    z.array(inputLine).min(1).max(100).refine(linesAreDistinct, 'each line of the order at most once'),
    'commercial',
    'What arrived; lines not named here did not arrive',
  ),
  deliveryNote: field(canonical.lineOfText(200).optional(), 'commercial', "The supplier's delivery note; kept on the receipt"),
  backOrder: field(z.boolean(), 'commercial', 'true: what is still open stays expected, in a back-order; false: it is cancelled'),
});
export type ReceiveGoodsInput = z.infer<typeof receiveGoodsInput>;

const answerLine = z.object({
  lineId: field(purchaseOrderLineId, 'internal', 'The line of the order'),
  received: canonical.quantity('commercial', 'Quantity posted by this command'),
});

const answer = z.object({
  purchaseOrderId: field(purchaseOrderId, 'internal', 'The order the goods came for'),
  receipt: field(receiptReference, 'commercial', 'The posted receipt'),
  postedAt: field(canonical.time, 'commercial', 'When it was posted'),
  lines: field(z.array(answerLine), 'commercial', 'What was posted'),
  backOrder: field(receiptReference.nullable(), 'commercial', 'The receipt that expects the rest; null when nothing is expected'),
});

/** What receive-goods reads back of the receipt. */
export const RECEIPT_ANSWER_SPEC = {
  name: {},
  date_done: {},
  move_ids: {
    fields: {
      state: {},
      quantity: {},
      product_uom: canonical.UOM_SPEC,
      purchase_line_id: {},
    },
  },
} as const satisfies ReadSpec;

const isPosted = (move: SnapshotNode): boolean => text(move, 'state') === 'done';

function answerLineFromOdoo(move: SnapshotNode, origin: Origin) {
  return {
    lineId: canonicalId(origin, 'purchase.order.line', number(move, 'purchase_line_id')),
    received: canonical.toQuantity(number(move, 'quantity'), oneOrNull(move, 'product_uom')),
  };
}

export const receiveGoods = defineCommand({
  domain: 'procurement',
  name: 'receive-goods',
  version: 1,
  meaning: 'Post the goods that arrived for a confirmed purchase order, in full or in part, as one goods receipt.',
  owner: 'procurement',
  input: receiveGoodsInput,
  answer,
  refusals: RECEIVE_GOODS_REFUSALS,
  aggregate: ({ purchaseOrderId: id }) => id,
  facts: purchaseOrderFacts,
  allowances: RECEIVE_GOODS_ALLOWANCES,
  toOdoo: (input) => receiveGoodsOperations(input, RECEIPT_ANSWER_SPEC),
  fromOdoo(answers, origin) {
    const receipt = answered(answers, 'receipt');
    const moves = many(receipt, 'move_ids').filter(isPosted);
    const order = answered(answers, 'order');
    const [backOrder] = answeredMany(answers, 'backOrders');
    return {
      purchaseOrderId: canonicalId(origin, 'purchase.order', order.id),
      receipt: toReceiptReference(receipt, origin),
      postedAt: textOrNull(receipt, 'date_done'),
      lines: moves.map((move) => answerLineFromOdoo(move, origin)),
      backOrder: backOrder ? toReceiptReference(backOrder, origin) : null,
    };
  },
});
