/** The trace of lots: each step of goods with a number, and what they were made from; from Odoo's `stock.move`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { many, one, oneOrNull } from '../../snapshot.js';
import * as places from './places.js';
import { DONE, isDone, movementFields, movementFromOdoo, STOCK_MOVE_SPEC, wasDone } from './stock-move.js';

const { field } = canonical;

const source = z.object({
  lot: field(places.lot, 'commercial', 'Lot or serial number of the material'),
  product: canonical.product,
});

export const lotTraceShape = z.object({
  ...movementFields,
  madeFrom: field(
    z.array(source),
    'commercial',
    'For goods that were produced: the numbered materials that went into this batch. Material without a number is not in it.',
  ),
});

/** Odoo links the detailed operations of a production order: what it produced to what it consumed. */
export const LOT_TRACE_SPEC = {
  ...STOCK_MOVE_SPEC,
  move_line_ids: {
    fields: {
      ...STOCK_MOVE_SPEC.move_line_ids.fields,
      consume_line_ids: { fields: { lot_id: places.LOT_SPEC, product_id: canonical.PRODUCT_SPEC } },
    },
  },
} as const satisfies ReadSpec;

/** Each operation of a batch is linked to all of its materials; each material is named once. */
function madeFrom(move: SnapshotNode, origin: Origin) {
  const consumed = many(move, 'move_line_ids').flatMap((line) => many(line, 'consume_line_ids'));
  const sources = new Map<string, z.infer<typeof source>>();
  for (const line of consumed) {
    const lot = oneOrNull(line, 'lot_id');
    if (!lot) continue;
    const found = { lot: places.toLot(lot, origin), product: canonical.toProduct(one(line, 'product_id'), origin) };
    sources.set(found.lot.id, found);
  }
  return [...sources.values()];
}

function lotTraceFromOdoo(move: SnapshotNode, origin: Origin): z.infer<typeof lotTraceShape> {
  return { ...movementFromOdoo(move, origin), madeFrom: madeFrom(move, origin) };
}

const hasLots = (move: SnapshotNode): boolean => many(move, 'move_line_ids').some((line) => oneOrNull(line, 'lot_id') !== null);

export const lotTrace = defineEntity({
  domain: 'inventory',
  name: 'lot-trace',
  meaning: 'One step of goods that have a lot or serial number. All steps of a number, put together, say where it came from and went.',
  owner: 'inventory',
  terms: { isa95: 'MaterialActual with MaterialLotID', gs1: 'EPCIS ObjectEvent; TransformationEvent where madeFrom is not empty' },
  shape: lotTraceShape,
  odoo: { model: 'stock.move', spec: LOT_TRACE_SPEC, domain: DONE },
  includes: (move) => isDone(move) && hasLots(move),
  fromOdoo: lotTraceFromOdoo,
  scope: (trace) => ({ company: trace.company.id }),
});

export const lotTraceRecorded = defineEvent({
  entity: lotTrace,
  name: 'recorded',
  version: 1,
  meaning: 'Goods with a lot or serial number were moved, produced, consumed, shipped or scrapped.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: lotTraceShape,
  when: wasDone,
  toData: lotTrace.toData,
});
