/**
 * How goods are moved in Odoo 19 by one document that is made and posted at once: what an outside application reports has
 * happened already. The detailed operation is given, so Odoo chooses neither lot nor shelf; what lies there in packages or
 * for another owner is left alone. Everything is one savepoint, so a refusal leaves nothing behind.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type Allowance, canonicalId, idOf, type OdooOperation, type Origin, type ReadSpec, rowId } from '../../contract.js';
import { answered, many, number, one, text } from '../../snapshot.js';
import { assertDecimals, assertNone, assertThat, findAny, findFirst, findOne, positiveDecimal } from '../../steps.js';
import * as places from './places.js';

const { field } = canonical;

/** What every command that moves goods is told. */
export const goodsInput = {
  productId: field(idOf('product.product'), 'internal', 'What was moved'),
  quantity: field(positiveDecimal, 'commercial', 'How much, above zero, in the unit `uom`'),
  uom: field(canonical.lineOfText(64), 'commercial', "The product's own unit, by its English name"),
  lotId: field(places.lotId.optional(), 'commercial', 'Its lot or serial number; needed for goods that are tracked'),
  fromLocationId: field(places.locationId, 'internal', 'Where it lay'),
} as const;

export interface MovedGoods {
  readonly productId: string;
  readonly quantity: string;
  readonly uom: string;
  readonly lotId?: string | undefined;
  readonly fromLocationId: string;
}

export const MOVING_REFUSALS = {
  'product-not-found': 'No such product is kept in stock.',
  'unit-differs': 'The product is counted in another unit: convert the quantity and name that unit.',
  'lot-required': 'The product is tracked: name the lot or serial number.',
  'lot-not-found': 'The product has no such lot or serial number.',
  'source-not-found': 'The goods are said to lie at a location that is none of our shelves, or belongs to no warehouse.',
  'destination-not-found': 'The goods are said to go to a location that cannot take them.',
  'quantity-too-fine': 'The quantity has more decimals than the warehouse keeps.',
  'goods-not-moved': 'Odoo did not book it: as a rule because less of these goods lies there, outside of packages.',
} as const;
type Code = keyof typeof MOVING_REFUSALS;

export const MOVING_ALLOWANCES: readonly Allowance[] = [
  { model: 'product.product', operation: 'read' },
  { model: 'stock.location', operation: 'read' },
  { model: 'stock.lot', operation: 'read' },
  {
    model: 'stock.move',
    operation: 'create',
    fields: ['location_dest_id', 'location_id', 'move_line_ids', 'origin', 'product_id', 'product_uom_qty'],
  },
  { model: 'stock.move', operation: 'read' },
  {
    model: 'stock.move.line',
    operation: 'create',
    fields: ['location_dest_id', 'location_id', 'lot_id', 'picked', 'product_id', 'quantity'],
  },
  { model: 'stock.picking', operation: 'call', method: 'button_validate' },
  { model: 'stock.picking', operation: 'create', fields: ['location_dest_id', 'location_id', 'move_ids', 'origin', 'picking_type_id'] },
  { model: 'stock.picking', operation: 'read' },
  { model: 'stock.picking.type', operation: 'read' },
  { model: 'stock.quant', operation: 'read' },
  { model: 'stock.warehouse', operation: 'read' },
  { model: 'uom.uom', operation: 'read' },
];

const refuse = (code: Code): Code => code;

function checkGoods({ productId, uom, lotId }: MovedGoods): OdooOperation[] {
  const id = rowId(productId);
  const lot: readonly OdooOperation[] =
    lotId === undefined
      ? [assertThat('product', [['tracking', '=', 'none']], refuse('lot-required'))]
      : [
          findOne(
            'lot',
            'stock.lot',
            [
              ['id', '=', rowId(lotId)],
              ['product_id', '=', id],
            ],
            refuse('lot-not-found'),
          ),
        ];
  return [
    findOne(
      'product',
      'product.product',
      [
        ['id', '=', id],
        ['is_storable', '=', true],
      ],
      refuse('product-not-found'),
    ),
    assertThat('product', [['uom_id.name', '=', uom]], refuse('unit-differs')),
    ...lot,
  ];
}

/** The document is an internal transfer of the warehouse that the goods leave; in a plain warehouse its type is archived. */
function checkSource({ fromLocationId }: MovedGoods): OdooOperation[] {
  const from = rowId(fromLocationId);
  return [
    findOne(
      'from',
      'stock.location',
      [
        ['id', '=', from],
        ['usage', '=', 'internal'],
      ],
      refuse('source-not-found'),
    ),
    findFirst(
      'type',
      'stock.picking.type',
      [
        ['code', '=', 'internal'],
        ['sequence_code', '=', 'INT'],
        ['active', 'in', [true, false]],
        ['warehouse_id.view_location_id', 'parent_of', [from]],
      ],
      refuse('source-not-found'),
    ),
  ];
}

function post({ quantity, lotId }: MovedGoods, origin: string | false): OdooOperation[] {
  const way = { location_id: { ref: 'from' }, location_dest_id: { ref: 'to' } };
  const goods = { product_id: { ref: 'product' }, ...way };
  const moved = { ...goods, quantity: Number(quantity), picked: true, ...(lotId === undefined ? {} : { lot_id: { ref: 'lot' } }) };
  const movement = { ...goods, product_uom_qty: Number(quantity), origin, move_line_ids: [[0, 0, moved]] };
  return [
    {
      op: 'create',
      as: 'transfer',
      model: 'stock.picking',
      values: { picking_type_id: { ref: 'type' }, ...way, origin, move_ids: [[0, 0, movement]] },
    },
    findOne('move', 'stock.move', [['picking_id', '=', { ref: 'transfer' }]], refuse('goods-not-moved')),
    ...assertDecimals('move', 'quantity', quantity, refuse('quantity-too-fine')),
    { op: 'call', on: 'transfer', method: 'button_validate', context: { skip_backorder: true } },
    assertThat('transfer', [['state', '=', 'done']], refuse('goods-not-moved')),
  ];
}

/** Odoo lets a shelf go below zero rather than refuse. */
const checkShelf = ({ lotId }: MovedGoods): OdooOperation[] => [
  findAny('missing', 'stock.quant', [
    ['product_id', '=', { ref: 'product' }],
    ['location_id', '=', { ref: 'from' }],
    ['lot_id', '=', lotId === undefined ? false : { ref: 'lot' }],
    ['quantity', '<', 0],
  ]),
  assertNone('missing', refuse('goods-not-moved')),
];

const MOVED_SPEC = {
  name: {},
  date_done: {},
  move_ids: { fields: { quantity: {}, product_uom: canonical.UOM_SPEC } },
} as const satisfies ReadSpec;

/** `findDestination` binds `to`. */
export const moveGoods = (
  input: MovedGoods,
  findDestination: readonly OdooOperation[],
  origin: string | false,
): readonly OdooOperation[] => [
  ...checkGoods(input),
  ...checkSource(input),
  ...findDestination,
  ...post(input, origin),
  ...checkShelf(input),
  { op: 'read', on: 'transfer', as: 'transfer', spec: MOVED_SPEC },
];

/** Our own shelf, other than the one the goods come from. */
export const findShelf = (toLocationId: string, { fromLocationId }: MovedGoods): OdooOperation[] => [
  findOne(
    'to',
    'stock.location',
    [
      ['id', '=', rowId(toLocationId)],
      ['id', '!=', rowId(fromLocationId)],
      ['usage', 'in', ['internal', 'transit']],
    ],
    refuse('destination-not-found'),
  ),
];

export const movedAnswer = z.object({
  transfer: field(places.documentReference('stock.picking', 'transfer'), 'internal', 'The posted transfer'),
  movementId: field(idOf('stock.move'), 'internal', 'Canonical id of the movement'),
  moved: canonical.quantity('commercial', 'Quantity booked'),
  postedAt: field(canonical.time, 'internal', 'When it was booked'),
});

export function movedFromOdoo(answers: Readonly<Record<string, unknown>>, origin: Origin) {
  const transfer = answered(answers, 'transfer');
  const [move = null] = many(transfer, 'move_ids');
  const moved = one({ id: transfer.id, move_ids: move }, 'move_ids');
  return {
    transfer: places.toDocument(transfer, 'stock.picking', origin),
    movementId: canonicalId(origin, 'stock.move', moved.id),
    moved: canonical.toQuantity(number(moved, 'quantity'), one(moved, 'product_uom')),
    postedAt: text(transfer, 'date_done'),
  };
}
