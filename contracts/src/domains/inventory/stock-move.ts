/**
 * Odoo's `stock.move`, done: one movement of one product. Several entities are told of it (a movement, an adjustment,
 * a trace of lots, material consumed, spare parts consumed); what they read of it is the same, so it stands here.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type OdooChange, type SnapshotNode } from '../../change.js';
import { canonicalId, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as places from './places.js';

const { field } = canonical;

/** Movements that are planned are of no interest here: capture pays for each change of them. */
export const DONE: readonly unknown[] = [['state', '=', 'done']];

export const STOCK_MOVE_SPEC = {
  state: {},
  product_id: canonical.PRODUCT_SPEC,
  quantity: {},
  product_uom: canonical.UOM_SPEC,
  location_id: places.LOCATION_SPEC,
  location_dest_id: places.LOCATION_SPEC,
  date: {},
  reference: {},
  origin: {},
  is_inventory: {},
  scrap_id: { fields: { name: {} } },
  picking_id: { fields: { name: {} } },
  company_id: canonical.COMPANY_SPEC,
  move_line_ids: { fields: { lot_id: places.LOT_SPEC, quantity: {}, product_uom_id: canonical.UOM_SPEC } },
} as const satisfies ReadSpec;

export const movedLot = z.object({
  lot: field(places.lot, 'commercial', 'The lot or serial number'),
  quantity: canonical.quantity('commercial', 'How much of it'),
});

/** What every entity tells of a movement. */
export const goodsFields = {
  id: field(idOf('stock.move'), 'internal', 'Canonical id of the movement'),
  product: canonical.product,
  lots: field(z.array(movedLot), 'commercial', 'Lots and serial numbers; empty for goods without'),
  company: canonical.company,
} as const;

export const movementFields = {
  ...goodsFields,
  quantity: canonical.quantity('commercial', 'How much was moved'),
  from: field(places.location, 'internal', 'Where it was'),
  to: field(places.location, 'internal', 'Where it is now'),
  movedAt: field(canonical.time, 'internal', 'When it was booked'),
  reference: field(z.string().nullable(), 'internal', 'What the warehouse calls it: number of a transfer, order or count'),
} as const;

/** Odoo splits one lot over several detailed operations, as it was reserved or produced; here each lot comes once per unit. */
export function toMovedLots(move: SnapshotNode, origin: Origin) {
  const sums = new Map<string, { lot: SnapshotNode; uom: SnapshotNode; sum: number }>();
  for (const line of many(move, 'move_line_ids')) {
    const [lot, uom, quantity] = [oneOrNull(line, 'lot_id'), one(line, 'product_uom_id'), number(line, 'quantity')];
    if (!lot) continue;
    const key = `${String(lot.id)} ${String(uom.id)}`;
    sums.set(key, { lot, uom, sum: (sums.get(key)?.sum ?? 0) + quantity });
  }
  return [...sums.values()].map(({ lot, uom, sum }) => ({ lot: places.toLot(lot, origin), quantity: canonical.toQuantity(sum, uom) }));
}

export const goodsFromOdoo = (move: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'stock.move', move.id),
  product: canonical.toProduct(one(move, 'product_id'), origin),
  lots: toMovedLots(move, origin),
  company: canonical.toCompany(one(move, 'company_id'), origin),
});

export const movedQuantity = (move: SnapshotNode) => canonical.toQuantity(number(move, 'quantity'), one(move, 'product_uom'));

export const placesOfMove = (move: SnapshotNode, origin: Origin) => ({
  from: places.toLocation(one(move, 'location_id'), origin),
  to: places.toLocation(one(move, 'location_dest_id'), origin),
});

export const movementFromOdoo = (move: SnapshotNode, origin: Origin) => ({
  ...goodsFromOdoo(move, origin),
  quantity: movedQuantity(move),
  ...placesOfMove(move, origin),
  movedAt: text(move, 'date'),
  reference: textOrNull(move, 'reference'),
});

export const isDone = (move: SnapshotNode): boolean => text(move, 'state') === 'done';
export const isScrap = (move: SnapshotNode): boolean => oneOrNull(move, 'scrap_id') !== null;
export const isCount = (move: SnapshotNode): boolean => flag(move, 'is_inventory');

/** A movement is done once and for all; a later correction is another movement, or an edit of its quantity. */
export const wasDone = (change: OdooChange): boolean => hasSnapshot(change) && became(change, 'state', 'done');
