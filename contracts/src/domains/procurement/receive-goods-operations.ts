/**
 * How goods are received in Odoo 19, step by step; everything is one savepoint, so a refusal leaves nothing behind.
 *
 * Odoo's receipt is a `stock.picking` whose movements carry the order line. A movement counts when `picked` is set;
 * `button_validate` posts the picked ones. `skip_backorder` answers its wizard; what is left goes to a back-order
 * unless the receipt is named in `picking_ids_not_to_backorder` (odoo/addons/stock/models/stock_picking.py).
 */
import type { Allowance, OdooOperation, ReadSpec } from '../../contract.js';
import { rowId } from '../../contract.js';
import type { ReceiveGoodsInput } from './receive-goods.js';

type Line = ReceiveGoodsInput['lines'][number];
type Domain = readonly unknown[];

const OPEN = ['state', 'in', ['waiting', 'confirmed', 'partially_available', 'assigned']];
const FROM_SUPPLIER = ['location_usage', '=', 'supplier'];

export const RECEIVE_GOODS_REFUSALS = {
  'purchase-order-not-found': 'No such order is visible to the bridge.',
  'purchase-order-not-approved': 'Goods can be received only for an approved order.',
  'purchase-order-line-not-found': 'A line does not belong to this order.',
  'line-not-receivable': 'A line orders a service or something else that is not kept in stock.',
  'quantity-exceeds-open': 'More arrived on a line than is still open, or nothing is open any more.',
  'quantity-too-fine': 'A quantity has more decimals than the warehouse keeps.',
  'lines-in-several-receipts': 'No single open receipt expects all these lines: send one command per receipt.',
  'line-needs-a-person': 'A line is spread over several movements or is a kit: receive it in Odoo.',
  'product-is-tracked': 'A product needs lot or serial numbers, which this version cannot take: receive it in Odoo.',
  'unit-required': 'Name the unit of the quantity (`uom`): order or warehouse do not count this line in a basic unit.',
  'unit-differs': 'The warehouse counts this line in another unit: convert the quantity and name that unit.',
  'back-order-not-possible': "The warehouse's settings never keep a back-order, or always do: send the other choice.",
  'receipt-not-posted': 'Odoo did not post the receipt and did not say why.',
} as const;
type Code = keyof typeof RECEIVE_GOODS_REFUSALS;

export const RECEIVE_GOODS_ALLOWANCES: readonly Allowance[] = [
  { model: 'product.product', operation: 'read' },
  { model: 'purchase.order', operation: 'read' },
  { model: 'purchase.order.line', operation: 'read' },
  { model: 'stock.move', operation: 'read' },
  { model: 'stock.move', operation: 'write', fields: ['picked', 'quantity'] },
  { model: 'stock.picking', operation: 'call', method: 'button_validate' },
  { model: 'stock.picking', operation: 'read' },
  { model: 'stock.picking', operation: 'write', fields: ['note'] },
  { model: 'stock.picking.type', operation: 'read' },
  { model: 'uom.uom', operation: 'read' },
];

const findOne = (as: string, model: string, domain: Domain, refusal: Code): OdooOperation => ({
  op: 'find',
  as,
  model,
  domain,
  expect: 'one',
  refusal,
});
const assertThat = (on: string, domain: Domain, refusal: Code): OdooOperation => ({ op: 'assert', on, domain, refusal });

function checkOrder(input: ReceiveGoodsInput): OdooOperation[] {
  return [
    findOne('order', 'purchase.order', [['id', '=', rowId(input.purchaseOrderId)]], 'purchase-order-not-found'),
    assertThat('order', [['state', '=', 'purchase']], 'purchase-order-not-approved'),
  ];
}

/** Per line, before any receipt is chosen: it is ours, it is goods, something is open. */
function checkLine(line: Line, index: number, input: ReceiveGoodsInput): OdooOperation[] {
  const id = rowId(line.lineId);
  const ofOrder: Domain = [
    ['id', '=', id],
    ['order_id', '=', rowId(input.purchaseOrderId)],
    ['display_type', '=', false],
  ];
  return [
    findOne(`line${index}`, 'purchase.order.line', ofOrder, 'purchase-order-line-not-found'),
    assertThat(`line${index}`, [['product_type', '=', 'consu']], 'line-not-receivable'),
    {
      op: 'find',
      as: `open${index}`,
      model: 'stock.move',
      domain: [['purchase_line_id', '=', id], FROM_SUPPLIER, OPEN],
      expect: 'some',
      refusal: 'quantity-exceeds-open',
    },
  ];
}

/** The oldest open receipt that expects every line of the command. */
function findReceipt(input: ReceiveGoodsInput): OdooOperation {
  const expectsAll = input.lines.map((line) => ['move_ids', 'any', [['purchase_line_id', '=', rowId(line.lineId)], FROM_SUPPLIER, OPEN]]);
  const domain = [['state', 'in', ['waiting', 'confirmed', 'assigned']], ...expectsAll];
  return { ...findOne('receipt', 'stock.picking', domain, 'lines-in-several-receipts'), order: 'id', limit: 1 } as OdooOperation;
}

/** A domain cannot compare two units with each other; two basic units of one product are the same unit. */
function checkUnit(line: Line, index: number): OdooOperation[] {
  if (line.uom !== undefined) return [assertThat(`move${index}`, [['product_uom.name', '=', line.uom]], 'unit-differs')];
  return [
    assertThat(`line${index}`, [['product_uom_id.relative_uom_id', '=', false]], 'unit-required'),
    assertThat(`move${index}`, [['product_uom.relative_uom_id', '=', false]], 'unit-required'),
  ];
}

/** The line's movement in the receipt, one and of the ordered product itself (a kit moves its components). */
function checkMove(line: Line, index: number): OdooOperation[] {
  const id = rowId(line.lineId);
  return [
    findOne(
      `move${index}`,
      'stock.move',
      [['picking_id', '=', { ref: 'receipt' }], ['purchase_line_id', '=', id], OPEN],
      'line-needs-a-person',
    ),
    assertThat(`move${index}`, [['product_id.purchase_order_line_ids', 'in', [id]]], 'line-needs-a-person'),
    assertThat(`move${index}`, [['has_tracking', '=', 'none']], 'product-is-tracked'),
    ...checkUnit(line, index),
    assertThat(`move${index}`, [['product_uom_qty', '>=', Number(line.quantity)]], 'quantity-exceeds-open'),
  ];
}

/** Someone may have ticked movements by hand: only what the command names may be posted by it. */
const untickOthers = (input: ReceiveGoodsInput): OdooOperation[] => [
  {
    op: 'find',
    as: 'others',
    model: 'stock.move',
    domain: [
      ['picking_id', '=', { ref: 'receipt' }],
      ['id', 'not in', input.lines.map((_, index) => ({ ref: `move${index}` }))],
      ['picked', '=', true],
      OPEN,
    ],
    expect: 'any',
  },
  { op: 'write', on: 'others', values: { picked: false } },
];

/** All counts before anything is looked up again: each search after a write makes Odoo recompute the whole receipt. */
const count = (line: Line, index: number): OdooOperation => ({
  op: 'write',
  on: `move${index}`,
  values: { quantity: Number(line.quantity), picked: true },
});

/**
 * Odoo rounds a quantity to its decimals without a word, and rounds alike what `=` compares it with.
 * `=like` compares the stored text (`1.23`), so `1.234%` finds out.
 */
function checkDecimals(line: Line, index: number): OdooOperation[] {
  const significant = line.quantity.includes('.') ? line.quantity.replace(/\.?0*$/, '') : line.quantity;
  return significant.includes('.') ? [assertThat(`move${index}`, [['quantity', '=like', `${significant}%`]], 'quantity-too-fine')] : [];
}

/** The receipt's note is HTML: what a sender writes must stay text there. */
const asHtml = (text: string): string =>
  `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</p>`;

function post(input: ReceiveGoodsInput): OdooOperation[] {
  const noBackOrder = input.backOrder ? [] : [{ ref: 'receipt' }];
  const context = { skip_backorder: true, picking_ids_not_to_backorder: noBackOrder };
  // written after posting: Odoo copies the note into the back-order, whose delivery note is another one
  const note: OdooOperation[] =
    input.deliveryNote === undefined ? [] : [{ op: 'write', on: 'receipt', values: { note: asHtml(input.deliveryNote) } }];
  return [
    ...input.lines.map(count),
    ...input.lines.flatMap(checkDecimals),
    { op: 'call', on: 'receipt', method: 'button_validate', context },
    assertThat('receipt', [['state', '=', 'done']], 'receipt-not-posted'),
    ...note,
  ];
}

const readBack = (receiptSpec: ReadSpec): OdooOperation[] => [
  { op: 'find', as: 'backOrders', model: 'stock.picking', domain: [['backorder_id', '=', { ref: 'receipt' }]], expect: 'any' },
  { op: 'read', on: 'order', as: 'order', spec: { name: {} } },
  { op: 'read', on: 'receipt', as: 'receipt', spec: receiptSpec },
  { op: 'read', on: 'backOrders', as: 'backOrders', spec: { name: {} } },
];

export function receiveGoodsOperations(input: ReceiveGoodsInput, receiptSpec: ReadSpec): readonly OdooOperation[] {
  const allowed = ['ask', input.backOrder ? 'always' : 'never'];
  return [
    ...checkOrder(input),
    ...input.lines.flatMap((line, index) => checkLine(line, index, input)),
    findReceipt(input),
    assertThat('receipt', [['picking_type_id.create_backorder', 'in', allowed]], 'back-order-not-possible'),
    ...input.lines.flatMap((line, index) => checkMove(line, index)),
    ...untickOthers(input),
    ...post(input),
    ...readBack(receiptSpec),
  ];
}
