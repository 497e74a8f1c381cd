/**
 * How production is reported in Odoo 19, step by step; everything is one savepoint, so a refusal leaves nothing behind.
 *
 * `qty_producing` and `lot_producing_ids` say what was made; `set_qty_producing` fills in the components by the bill of
 * materials (the web client does it by onchange). `button_mark_done` posts all of it; `skip_backorder` answers its wizard,
 * and the order in `mo_ids_to_backorder` keeps its rest (odoo/addons/mrp/models/mrp_production.py).
 */
import { type Allowance, type OdooOperation, rowId } from '../../contract.js';
import { UOM_SPEC } from '../../canonical.js';
import { assertDecimals, assertThat, findAny, findOne } from '../../steps.js';
import { LOT_SPEC } from '../inventory/places.js';
import type { ReportProductionInput } from './report-production.js';

type Consumed = NonNullable<ReportProductionInput['consumed']>[number];

export const REPORT_PRODUCTION_REFUSALS = {
  'production-order-not-found': 'No such order is visible to the bridge.',
  'production-order-not-open': 'The order is a draft, completed or cancelled.',
  'product-differs': 'The order makes another product.',
  'unit-differs': 'The order counts in another unit: convert the quantity and name that unit.',
  'quantity-exceeds-order': 'More was made than the order asks for.',
  'quantity-too-fine': 'A quantity has more decimals than the warehouse keeps.',
  'lot-required': 'The product is tracked: name the lot or serial numbers.',
  'lot-not-found': 'The product has no such lot or serial number.',
  'lot-exists': 'A new lot or serial number exists already: name its id.',
  'component-not-found': 'A component does not belong to this order, or is booked already.',
  'consumption-not-allowed':
    'The bill of materials does not allow to use other quantities, or Odoo asks something only a person can answer.',
} as const;
type Code = keyof typeof REPORT_PRODUCTION_REFUSALS;

export const REPORT_PRODUCTION_ALLOWANCES: readonly Allowance[] = [
  { model: 'mrp.production', operation: 'call', method: 'button_mark_done' },
  { model: 'mrp.production', operation: 'call', method: 'set_qty_producing' },
  { model: 'mrp.production', operation: 'read' },
  { model: 'mrp.production', operation: 'write', fields: ['lot_producing_ids', 'qty_producing'] },
  { model: 'mrp.production.group', operation: 'read' },
  { model: 'product.product', operation: 'read' },
  { model: 'stock.lot', operation: 'create', fields: ['name', 'product_id'] },
  { model: 'stock.lot', operation: 'read' },
  { model: 'stock.move', operation: 'read' },
  { model: 'stock.move', operation: 'write', fields: ['picked', 'quantity'] },
  { model: 'uom.uom', operation: 'read' },
];

const refuse = (code: Code): Code => code;

function checkOrder({ productionOrderId, productId, quantity, uom }: ReportProductionInput): OdooOperation[] {
  return [
    findOne('order', 'mrp.production', [['id', '=', rowId(productionOrderId)]], refuse('production-order-not-found')),
    assertThat('order', [['state', 'in', ['confirmed', 'progress', 'to_close']]], refuse('production-order-not-open')),
    assertThat('order', [['product_id', '=', rowId(productId)]], refuse('product-differs')),
    assertThat('order', [['product_uom_id.name', '=', uom]], refuse('unit-differs')),
    assertThat('order', [['product_qty', '>=', Number(quantity)]], refuse('quantity-exceeds-order')),
  ];
}

/** Lots that exist are looked up, new ones are created for the product of the order. */
function nameLots({ productId, lotIds = [], newLots = [] }: ReportProductionInput): OdooOperation[] {
  const product = rowId(productId);
  if (lotIds.length + newLots.length === 0) return [assertThat('order', [['product_id.tracking', '=', 'none']], refuse('lot-required'))];
  const known = lotIds.map((id, index) =>
    findOne(
      `known${index}`,
      'stock.lot',
      [
        ['id', '=', rowId(id)],
        ['product_id', '=', product],
      ],
      refuse('lot-not-found'),
    ),
  );
  const taken: OdooOperation[] = [
    findAny('taken', 'stock.lot', [
      ['name', 'in', newLots],
      ['product_id', '=', product],
    ]),
    assertThat('taken', [['id', '=', 0]], refuse('lot-exists')),
  ];
  const created = newLots.map((name, index): OdooOperation => ({
    op: 'create',
    as: `new${index}`,
    model: 'stock.lot',
    values: { name, product_id: product },
  }));
  const refs = [...lotIds.map((_, index) => ({ ref: `known${index}` })), ...newLots.map((_, index) => ({ ref: `new${index}` }))];
  return [...known, ...taken, ...created, { op: 'write', on: 'order', values: { lot_producing_ids: [[6, 0, refs]] } }];
}

const setQuantity = ({ quantity }: ReportProductionInput): OdooOperation[] => [
  { op: 'write', on: 'order', values: { qty_producing: Number(quantity) } },
  ...assertDecimals('order', 'qty_producing', quantity, refuse('quantity-too-fine')),
  { op: 'call', on: 'order', method: 'set_qty_producing' },
];

/** After `set_qty_producing`, which would overwrite it. */
function consume({ componentId, quantity }: Consumed, index: number): OdooOperation[] {
  const name = `component${index}`;
  const ofOrder = [
    ['id', '=', rowId(componentId)],
    ['raw_material_production_id', '=', { ref: 'order' }],
    ['state', 'not in', ['done', 'cancel']],
  ];
  return [
    findOne(name, 'stock.move', ofOrder, refuse('component-not-found')),
    { op: 'write', on: name, values: { quantity: Number(quantity), picked: true } },
    ...assertDecimals(name, 'quantity', quantity, refuse('quantity-too-fine')),
  ];
}

/**
 * An order of which nothing is left must not be named among those with a rest: Odoo would split it all the same.
 * Where the bill of materials only warns of other quantities, the warning is answered; where it blocks them, it is not.
 */
function post({ quantity, backOrder }: ReportProductionInput): OdooOperation[] {
  const rest: readonly unknown[] = backOrder ? ['product_qty', '>', Number(quantity)] : ['id', '=', 0];
  return [
    findAny('withRest', 'mrp.production', [['id', '=', { ref: 'order' }], rest]),
    findAny('lenient', 'mrp.production', [
      ['id', '=', { ref: 'order' }],
      ['consumption', 'in', ['flexible', 'warning']],
    ]),
    {
      op: 'call',
      on: 'order',
      method: 'button_mark_done',
      context: {
        skip_backorder: true,
        skip_redirection: true,
        skip_consumption: { refs: 'lenient' },
        mo_ids_to_backorder: { refs: 'withRest' },
      },
    },
    assertThat('order', [['state', '=', 'done']], refuse('consumption-not-allowed')),
  ];
}

const readBack: readonly OdooOperation[] = [
  {
    ...findAny('backOrders', 'mrp.production', [
      ['id', '>', { ref: 'order' }],
      ['production_group_id.production_ids', 'in', [{ ref: 'order' }]],
      ['state', 'not in', ['done', 'cancel']],
    ]),
    order: 'id desc',
    limit: 1,
  } as OdooOperation,
  {
    op: 'read',
    on: 'order',
    as: 'order',
    spec: { name: {}, state: {}, qty_produced: {}, product_uom_id: UOM_SPEC, lot_producing_ids: LOT_SPEC },
  },
  { op: 'read', on: 'backOrders', as: 'backOrders', spec: { name: {} } },
];

export const reportProductionOperations = (input: ReportProductionInput): readonly OdooOperation[] => [
  ...checkOrder(input),
  ...nameLots(input),
  ...setQuantity(input),
  ...(input.consumed ?? []).flatMap(consume),
  ...post(input),
  ...readBack,
];
