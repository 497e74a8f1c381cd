/** The production order: canonical shape and its way from Odoo's `mrp.production` (module mrp). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as places from '../inventory/places.js';

const { field } = canonical;

/** Odoo's state in our words. */
export const PRODUCTION_ORDER_STATES = {
  draft: 'draft',
  confirmed: 'released',
  progress: 'started',
  to_close: 'produced',
  done: 'completed',
  cancel: 'cancelled',
} as const;
export const productionOrderState = z.enum(Object.values(PRODUCTION_ORDER_STATES));

export const WORK_ORDER_STATES = {
  blocked: 'waiting',
  ready: 'ready',
  progress: 'started',
  done: 'finished',
  cancel: 'cancelled',
} as const;

export const productionOrderId = idOf('mrp.production');
export const workOrderId = idOf('mrp.workorder');

export const workCenter = z.object({
  id: field(idOf('mrp.workcenter'), 'internal', 'Canonical id of the work centre'),
  name: field(z.string(), 'internal', 'Name of the work centre'),
  code: field(z.string().nullable(), 'internal', 'Its code'),
});
export const WORK_CENTER_SPEC = { fields: { name: {}, code: {} } } as const satisfies { fields: ReadSpec };
export const toWorkCenter = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'mrp.workcenter', node.id),
  name: text(node, 'name'),
  code: textOrNull(node, 'code'),
});

const material = z.object({
  id: field(idOf('stock.move'), 'internal', 'Canonical id of the movement'),
  product: canonical.product,
  planned: canonical.quantity('commercial', 'Quantity planned'),
  done: canonical.quantity('commercial', 'Quantity booked: consumed, or produced'),
});

const operation = z.object({
  id: field(workOrderId, 'internal', 'Canonical id of the work order'),
  name: field(z.string(), 'internal', 'What is done'),
  state: field(z.enum(Object.values(WORK_ORDER_STATES)), 'internal', 'Where it stood when the order changed'),
  workCenter: field(workCenter, 'internal', 'Where it is done'),
  plannedMinutes: field(canonical.decimalText, 'internal', 'How long it is planned to take'),
});

export const productionOrderShape = z.object({
  id: field(productionOrderId, 'internal', 'Canonical id'),
  number: field(z.string(), 'internal', 'Number of the order'),
  state: field(productionOrderState, 'internal', 'Where the order stands; produced: everything is made, the order is not closed yet'),
  product: canonical.product,
  planned: canonical.quantity('commercial', 'Quantity to make'),
  produced: canonical.quantity('commercial', 'Quantity made and booked into stock'),
  lots: field(z.array(places.lot), 'commercial', 'Lot or serial numbers given to what is made'),
  billOfMaterials: field(idOf('mrp.bom').nullable(), 'internal', 'Canonical id of the bill of materials; null for an order without'),
  startAt: field(canonical.time, 'internal', 'Planned start; the real one once it was started'),
  endAt: field(canonical.time.nullable(), 'internal', 'Planned end; the real one once it is completed'),
  dueAt: field(canonical.time.nullable(), 'internal', 'Until when it is needed'),
  from: field(places.location, 'internal', 'Where the components are taken from'),
  to: field(places.location, 'internal', 'Where the product is put'),
  origin: field(z.string().nullable(), 'internal', 'What caused the order, as a text'),
  company: canonical.company,
  components: field(z.array(material), 'commercial', 'What goes in; cancelled components left out'),
  byProducts: field(z.array(material), 'commercial', 'What comes out beside the product'),
  operations: field(z.array(operation), 'internal', 'The work orders, as they stood when the order itself changed'),
});

const MATERIAL_SPEC = {
  state: {},
  product_id: canonical.PRODUCT_SPEC,
  product_uom_qty: {},
  quantity: {},
  product_uom: canonical.UOM_SPEC,
  scrap_id: {},
} as const satisfies ReadSpec;

export const PRODUCTION_ORDER_SPEC = {
  name: {},
  state: {},
  product_id: canonical.PRODUCT_SPEC,
  product_qty: {},
  product_uom_id: canonical.UOM_SPEC,
  lot_producing_ids: places.LOT_SPEC,
  bom_id: {},
  date_start: {},
  date_finished: {},
  date_deadline: {},
  location_src_id: places.LOCATION_SPEC,
  location_dest_id: places.LOCATION_SPEC,
  origin: {},
  company_id: canonical.COMPANY_SPEC,
  // not move_raw_ids and move_finished_ids: those are computed, so a change of a movement would not be noticed
  all_move_raw_ids: { fields: MATERIAL_SPEC },
  all_move_ids: { fields: MATERIAL_SPEC },
  // computed as well, hence only read: work orders have events of their own
  workorder_ids: { fields: { name: {}, state: {}, workcenter_id: WORK_CENTER_SPEC, duration_expected: {} } },
} as const satisfies ReadSpec;

const isPlannedOrDone = (move: SnapshotNode): boolean => text(move, 'state') !== 'cancel' && move.scrap_id === null;
const isBooked = (move: SnapshotNode): boolean => text(move, 'state') === 'done';

/** Before it is done, Odoo keeps in `quantity` what is reserved. */
const bookedOf = (move: SnapshotNode): number => (isBooked(move) ? number(move, 'quantity') : 0);

function materialFromOdoo(move: SnapshotNode, origin: Origin) {
  const uom = one(move, 'product_uom');
  return {
    id: canonicalId(origin, 'stock.move', move.id),
    product: canonical.toProduct(one(move, 'product_id'), origin),
    planned: canonical.toQuantity(number(move, 'product_uom_qty'), uom),
    done: canonical.toQuantity(bookedOf(move), uom),
  };
}

function operationFromOdoo(workOrder: SnapshotNode, origin: Origin) {
  return {
    id: canonicalId(origin, 'mrp.workorder', workOrder.id),
    name: text(workOrder, 'name'),
    state: choice(workOrder, 'state', WORK_ORDER_STATES),
    workCenter: toWorkCenter(one(workOrder, 'workcenter_id'), origin),
    plannedMinutes: canonical.toQuantity(number(workOrder, 'duration_expected'), null).value,
  };
}

const idOrNull = (node: SnapshotNode, name: string, model: string, origin: Origin): string | null =>
  node[name] === null ? null : canonicalId(origin, model, number(node, name));

function materialsFromOdoo(node: SnapshotNode, origin: Origin) {
  const product = one(node, 'product_id');
  const made = many(node, 'all_move_ids').filter(isPlannedOrDone);
  const ofProduct = (move: SnapshotNode): boolean => one(move, 'product_id').id === product.id;
  const produced = made.filter(ofProduct).reduce((sum, move) => sum + bookedOf(move), 0);
  return {
    product: canonical.toProduct(product, origin),
    produced: canonical.toQuantity(produced, one(node, 'product_uom_id')),
    components: many(node, 'all_move_raw_ids')
      .filter(isPlannedOrDone)
      .map((move) => materialFromOdoo(move, origin)),
    byProducts: made.filter((move) => !ofProduct(move)).map((move) => materialFromOdoo(move, origin)),
  };
}

const placesFromOdoo = (node: SnapshotNode, origin: Origin) => ({
  from: places.toLocation(one(node, 'location_src_id'), origin),
  to: places.toLocation(one(node, 'location_dest_id'), origin),
});

export function productionOrderFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof productionOrderShape> {
  return {
    ...places.toDocument(node, 'mrp.production', origin),
    state: choice(node, 'state', PRODUCTION_ORDER_STATES),
    ...materialsFromOdoo(node, origin),
    planned: canonical.toQuantity(number(node, 'product_qty'), one(node, 'product_uom_id')),
    lots: many(node, 'lot_producing_ids').map((lot) => places.toLot(lot, origin)),
    billOfMaterials: idOrNull(node, 'bom_id', 'mrp.bom', origin),
    startAt: text(node, 'date_start'),
    endAt: textOrNull(node, 'date_finished'),
    dueAt: textOrNull(node, 'date_deadline'),
    ...placesFromOdoo(node, origin),
    origin: textOrNull(node, 'origin'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    operations: many(node, 'workorder_ids').map((workOrder) => operationFromOdoo(workOrder, origin)),
  };
}

/** What other contracts of production name the order by. */
export const productionOrderReference = places.documentReference('mrp.production', 'production order');
export const toProductionOrder = (node: SnapshotNode, origin: Origin) => places.toDocument(node, 'mrp.production', origin);
export const productionOrderOf = (node: SnapshotNode, name: string, origin: Origin) => {
  const order = oneOrNull(node, name);
  return order && toProductionOrder(order, origin);
};

export const productionOrder = defineEntity({
  domain: 'manufacturing',
  name: 'production-order',
  meaning: 'An order to make a quantity of a product from its components, by work orders where the bill of materials has operations.',
  owner: 'manufacturing',
  terms: { isa95: 'OperationsRequest (production)' },
  shape: productionOrderShape,
  odoo: { model: 'mrp.production', spec: PRODUCTION_ORDER_SPEC },
  fromOdoo: productionOrderFromOdoo,
  scope: (order) => ({ company: order.company.id }),
});
