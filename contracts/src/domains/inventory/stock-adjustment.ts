/** The stock adjustment: what a count corrected; from Odoo's `stock.move` with `is_inventory`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin } from '../../contract.js';
import { text, textOrNull } from '../../snapshot.js';
import * as places from './places.js';
import { DONE, goodsFields, goodsFromOdoo, isCount, isDone, movedQuantity, placesOfMove, STOCK_MOVE_SPEC, wasDone } from './stock-move.js';

const { field } = canonical;

export const stockAdjustmentShape = z.object({
  ...goodsFields,
  location: field(places.location, 'internal', 'The location that was counted'),
  direction: field(z.enum(['found', 'missing']), 'internal', 'found: more was there than known; missing: less, or as much as known'),
  difference: canonical.quantity('commercial', 'By how much the level was corrected; never negative'),
  adjustedAt: field(canonical.time, 'internal', 'When it was booked'),
  reference: field(z.string().nullable(), 'internal', 'What the warehouse calls the count'),
});

/** Odoo books what is missing to a loss location and takes from there what was found. */
function stockAdjustmentFromOdoo(move: SnapshotNode, origin: Origin): z.infer<typeof stockAdjustmentShape> {
  const { from, to } = placesOfMove(move, origin);
  const found = from.kind === 'loss';
  return {
    ...goodsFromOdoo(move, origin),
    location: found ? to : from,
    direction: found ? 'found' : 'missing',
    difference: movedQuantity(move),
    adjustedAt: text(move, 'date'),
    reference: textOrNull(move, 'reference'),
  };
}

export const stockAdjustment = defineEntity({
  domain: 'inventory',
  name: 'stock-adjustment',
  meaning: 'The correction of a stock level after somebody counted. A count that finds what was known is told with a difference of zero.',
  owner: 'inventory',
  terms: { gs1: 'EPCIS ObjectEvent, bizStep cycle_counting' },
  shape: stockAdjustmentShape,
  odoo: { model: 'stock.move', spec: STOCK_MOVE_SPEC, domain: DONE },
  includes: (move) => isDone(move) && isCount(move),
  fromOdoo: stockAdjustmentFromOdoo,
  scope: (adjustment) => ({ company: adjustment.company.id }),
});

export const stockAdjustmentPosted = defineEvent({
  entity: stockAdjustment,
  name: 'posted',
  version: 1,
  meaning: 'A count was booked. The same movement is also told as stock-movement.completed.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: stockAdjustmentShape,
  when: wasDone,
  toData: stockAdjustment.toData,
});
