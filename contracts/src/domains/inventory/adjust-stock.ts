/** adjust-stock: what somebody counted at a place becomes what Odoo knows of it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf, type OdooOperation, rowId } from '../../contract.js';
import { answered, number, one } from '../../snapshot.js';
import { assertDecimals, assertNone, assertThat, countedDecimal, findAny, findOne } from '../../steps.js';
import * as places from './places.js';
import { stockLevelId } from './stock-level.js';

const { field } = canonical;

const input = z.object({
  productId: field(idOf('product.product'), 'internal', 'What was counted'),
  locationId: field(places.locationId, 'internal', 'Where; one of our own shelves'),
  lotId: field(places.lotId.optional(), 'commercial', 'Its lot or serial number; needed for goods that are tracked'),
  counted: field(
    countedDecimal,
    'commercial',
    'How much lies there, in the unit `uom`; goods in packages or of another owner are not counted',
  ),
  uom: field(canonical.lineOfText(64), 'commercial', "The product's own unit, by its English name"),
  expected: field(
    countedDecimal.optional(),
    'commercial',
    'What the counter believes Odoo knows; refused when it knows something else. Left out: the count is right in any case',
  ),
  newLevel: field(z.boolean(), 'internal', 'true: Odoo knows of none there so far; false: it knows of some'),
});
type Input = z.infer<typeof input>;

const answer = z.object({
  stockLevelId: field(stockLevelId, 'internal', 'Canonical id of the stock level'),
  onHand: canonical.quantity('commercial', 'What Odoo knows now'),
});

/** Goods without package and of our own: a count of others needs more than this command says. */
const levelOf = ({ lotId }: Input): readonly unknown[] => [
  ['product_id', '=', { ref: 'product' }],
  ['location_id', '=', { ref: 'location' }],
  ['lot_id', '=', lotId === undefined ? false : { ref: 'lot' }],
  ['package_id', '=', false],
  ['owner_id', '=', false],
];

function checkPlace({ productId, locationId, lotId, uom }: Input): OdooOperation[] {
  const stored = [
    ['id', '=', rowId(productId)],
    ['is_storable', '=', true],
  ];
  const shelf = [
    ['id', '=', rowId(locationId)],
    ['usage', '=', 'internal'],
  ];
  const numbered = (id: string): readonly unknown[] => [
    ['id', '=', rowId(id)],
    ['product_id', '=', { ref: 'product' }],
  ];
  return [
    findOne('product', 'product.product', stored, 'product-not-found'),
    assertThat('product', [['uom_id.name', '=', uom]], 'unit-differs'),
    findOne('location', 'stock.location', shelf, 'location-not-found'),
    lotId === undefined
      ? assertThat('product', [['tracking', '=', 'none']], 'lot-required')
      : findOne('lot', 'stock.lot', numbered(lotId), 'lot-not-found'),
  ];
}

/** Odoo's zero levels may or may not exist any more: only a level of something counts as known. */
function findLevel(given: Input): OdooOperation[] {
  const { expected, counted, newLevel } = given;
  const values = { inventory_quantity: Number(counted) };
  if (!newLevel)
    return [
      findOne('level', 'stock.quant', levelOf(given), 'stock-level-not-found'),
      ...(expected === undefined ? [] : [assertThat('level', [['quantity', '=', Number(expected)]], 'stock-level-differs')]),
      { op: 'write', on: 'level', values },
    ];
  const lot = given.lotId === undefined ? {} : { lot_id: { ref: 'lot' } };
  return [
    findAny('known', 'stock.quant', levelOf(given)),
    assertNone('known', 'stock-level-exists'),
    {
      op: 'create',
      as: 'level',
      model: 'stock.quant',
      values: { product_id: { ref: 'product' }, location_id: { ref: 'location' }, ...lot, ...values },
    },
  ];
}

export const adjustStock = defineCommand({
  domain: 'inventory',
  name: 'adjust-stock',
  version: 1,
  meaning: 'Correct a stock level to what was counted. The difference is booked as a count, with its value.',
  owner: 'inventory',
  terms: { gs1: 'EPCIS ObjectEvent, bizStep cycle_counting' },
  input,
  answer,
  refusals: {
    'product-not-found': 'No such product is kept in stock.',
    'unit-differs': 'The product is counted in another unit: convert the quantity and name that unit.',
    'location-not-found': 'The location is none of our shelves.',
    'lot-required': 'The product is tracked: name the lot or serial number.',
    'lot-not-found': 'The product has no such lot or serial number.',
    'stock-level-not-found': 'Odoo knows of none there, or knows of it twice: send `newLevel: true`, or count it in Odoo.',
    'stock-level-exists': 'Odoo knows of some there: send `newLevel: false`.',
    'stock-level-differs': 'Odoo knows something else than was expected: look again.',
    'quantity-too-fine': 'The quantity has more decimals than the warehouse keeps.',
  },
  aggregate: ({ productId }) => productId,
  allowances: [
    { model: 'product.product', operation: 'read' },
    { model: 'stock.location', operation: 'read' },
    { model: 'stock.lot', operation: 'read' },
    { model: 'stock.quant', operation: 'call', method: 'action_apply_inventory' },
    { model: 'stock.quant', operation: 'create', fields: ['inventory_quantity', 'location_id', 'lot_id', 'product_id'] },
    { model: 'stock.quant', operation: 'read' },
    { model: 'stock.quant', operation: 'write', fields: ['inventory_quantity'] },
    { model: 'uom.uom', operation: 'read' },
  ],
  toOdoo: (given) => [
    ...checkPlace(given),
    ...findLevel(given),
    ...assertDecimals('level', 'inventory_quantity', given.counted, 'quantity-too-fine'),
    { op: 'call', on: 'level', method: 'action_apply_inventory' },
    assertThat('level', [['quantity', '=', Number(given.counted)]], 'stock-level-differs'),
    { op: 'read', on: 'level', as: 'level', spec: { quantity: {}, product_uom_id: canonical.UOM_SPEC } },
  ],
  fromOdoo(answers, origin) {
    const level = answered(answers, 'level');
    return {
      stockLevelId: canonicalId(origin, 'stock.quant', level.id),
      onHand: canonical.toQuantity(number(level, 'quantity'), one(level, 'product_uom_id')),
    };
  },
});
