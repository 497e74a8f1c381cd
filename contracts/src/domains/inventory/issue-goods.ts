/** issue-goods: what left for a customer, posted as the delivery that had it reserved. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineCommand, idOf, type OdooOperation, type Origin, rowId } from '../../contract.js';
import { answered, answeredMany, many, number, one, text } from '../../snapshot.js';
import { assertDecimals, assertThat, findAny, findOne, positiveDecimal } from '../../steps.js';
import * as places from './places.js';

const { field } = canonical;
const deliveryId = idOf('stock.picking');
const lineId = idOf('stock.move');

const inputLine = z.object({
  lineId: field(lineId, 'internal', 'The line of the delivery'),
  quantity: field(positiveDecimal, 'commercial', 'Quantity that left, above zero, in the unit `uom`'),
  uom: field(canonical.lineOfText(64), 'commercial', 'The unit of the line, by its English name'),
});

const input = z.object({
  deliveryId: field(deliveryId, 'internal', 'The delivery'),
  lines: field(
    z
      .array(inputLine)
      .min(1)
      .max(100)
      .refine((lines) => new Set(lines.map((line) => line.lineId)).size === lines.length, 'each line at most once'),
    'commercial',
    'What left; lines not named here did not leave',
  ),
  backOrder: field(z.boolean(), 'commercial', 'true: what did not leave stays wanted, in a back-order; false: it is cancelled'),
});
type Input = z.infer<typeof input>;
type Line = Input['lines'][number];

const reference = places.documentReference('stock.picking', 'delivery');
const answer = z.object({
  delivery: field(reference, 'commercial', 'The delivery'),
  dispatchedAt: field(canonical.time, 'commercial', 'When it was posted'),
  lines: field(
    z.array(
      z.object({
        lineId: field(lineId, 'internal', 'The line of the delivery'),
        issued: canonical.quantity('commercial', 'Quantity posted'),
      }),
    ),
    'commercial',
    'What was posted',
  ),
  backOrder: field(reference.nullable(), 'commercial', 'The delivery of the rest; null when there is none'),
});

const OPEN = ['state', 'in', ['waiting', 'confirmed', 'partially_available', 'assigned']];

/** Reserved is what may leave: Odoo would book more than there is. Numbered goods leave as they were reserved. */
function checkLine(line: Line, index: number): OdooOperation[] {
  const name = `line${index}`;
  const ofDelivery = [['id', '=', rowId(line.lineId)], ['picking_id', '=', { ref: 'delivery' }], OPEN];
  return [
    findOne(name, 'stock.move', ofDelivery, 'line-not-found'),
    assertThat(name, [['product_uom.name', '=', line.uom]], 'unit-differs'),
    assertThat(name, [['quantity', '>=', Number(line.quantity)]], 'quantity-not-reserved'),
    assertThat(name, ['|', ['product_id.tracking', '=', 'none'], ['quantity', '=', Number(line.quantity)]], 'lots-in-part'),
  ];
}

const untickOthers = (lines: readonly Line[]): OdooOperation[] => [
  findAny('others', 'stock.move', [
    ['picking_id', '=', { ref: 'delivery' }],
    ['id', 'not in', lines.map((_, index) => ({ ref: `line${index}` }))],
    ['picked', '=', true],
    OPEN,
  ]),
  { op: 'write', on: 'others', values: { picked: false } },
];

const count = ({ quantity }: Line, index: number): OdooOperation => ({
  op: 'write',
  on: `line${index}`,
  values: { quantity: Number(quantity), picked: true },
});

function issueGoodsOperations({ deliveryId: id, lines, backOrder }: Input): readonly OdooOperation[] {
  const context = { skip_backorder: true, picking_ids_not_to_backorder: backOrder ? [] : [{ ref: 'delivery' }] };
  const outgoing = [
    ['id', '=', rowId(id)],
    ['picking_type_id.code', '=', 'outgoing'],
  ];
  return [
    findOne('delivery', 'stock.picking', outgoing, 'delivery-not-found'),
    assertThat('delivery', [['state', 'in', ['waiting', 'confirmed', 'assigned']]], 'delivery-not-open'),
    assertThat(
      'delivery',
      [['picking_type_id.create_backorder', 'in', ['ask', backOrder ? 'always' : 'never']]],
      'back-order-not-possible',
    ),
    ...lines.flatMap(checkLine),
    ...untickOthers(lines),
    ...lines.map(count),
    ...lines.flatMap((line, index) => assertDecimals(`line${index}`, 'quantity', line.quantity, 'quantity-too-fine')),
    { op: 'call', on: 'delivery', method: 'button_validate', context },
    assertThat('delivery', [['state', '=', 'done']], 'delivery-needs-a-person'),
    findAny('backOrders', 'stock.picking', [['backorder_id', '=', { ref: 'delivery' }]]),
    {
      op: 'read',
      on: 'delivery',
      as: 'delivery',
      spec: { name: {}, date_done: {}, move_ids: { fields: { state: {}, quantity: {}, product_uom: canonical.UOM_SPEC } } },
    },
    { op: 'read', on: 'backOrders', as: 'backOrders', spec: { name: {} } },
  ];
}

const issuedLine = (move: SnapshotNode, origin: Origin) => ({
  lineId: canonicalId(origin, 'stock.move', move.id),
  issued: canonical.toQuantity(number(move, 'quantity'), one(move, 'product_uom')),
});

export const issueGoods = defineCommand({
  domain: 'inventory',
  name: 'issue-goods',
  version: 1,
  meaning: 'Post goods that left for a customer, in full or in part, out of what is reserved for the delivery.',
  owner: 'inventory',
  terms: { ubl: 'DespatchAdvice', gs1: 'EPCIS ObjectEvent, bizStep shipping' },
  input,
  answer,
  refusals: {
    'delivery-not-found': 'No such delivery is visible to the bridge.',
    'delivery-not-open': 'The delivery is a draft, dispatched or cancelled.',
    'back-order-not-possible': "The warehouse's settings never keep a back-order, or always do: send the other choice.",
    'line-not-found': 'A line does not belong to this delivery, or is done or cancelled.',
    'unit-differs': 'The delivery counts this line in another unit: convert the quantity and name that unit.',
    'quantity-not-reserved': 'More left on a line than is reserved for it: reserve stock first.',
    'lots-in-part': 'Goods with lot or serial numbers can be issued only as they were reserved: all of it, or in Odoo.',
    'quantity-too-fine': 'A quantity has more decimals than the warehouse keeps.',
    'delivery-needs-a-person':
      'Odoo asks something before it posts the delivery, which only a person can answer: whether customers are texted, before the first text.',
  },
  aggregate: ({ deliveryId: id }) => id,
  allowances: [
    { model: 'product.product', operation: 'read' },
    { model: 'stock.move', operation: 'read' },
    { model: 'stock.move', operation: 'write', fields: ['picked', 'quantity'] },
    { model: 'stock.picking', operation: 'call', method: 'button_validate' },
    { model: 'stock.picking', operation: 'read' },
    { model: 'stock.picking.type', operation: 'read' },
    { model: 'uom.uom', operation: 'read' },
  ],
  toOdoo: issueGoodsOperations,
  fromOdoo(answers, origin) {
    const delivery = answered(answers, 'delivery');
    const [backOrder] = answeredMany(answers, 'backOrders');
    return {
      delivery: places.toDocument(delivery, 'stock.picking', origin),
      dispatchedAt: text(delivery, 'date_done'),
      lines: many(delivery, 'move_ids')
        .filter((move) => text(move, 'state') === 'done')
        .map((move) => issuedLine(move, origin)),
      backOrder: backOrder ? places.toDocument(backOrder, 'stock.picking', origin) : null,
    };
  },
});
