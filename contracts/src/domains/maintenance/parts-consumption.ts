/** Spare parts that were used up; from Odoo's `stock.move` whose source document is a maintenance request (module stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin } from '../../contract.js';
import { text, textOrNull } from '../../snapshot.js';
import * as places from '../inventory/places.js';
import * as stock from '../inventory/stock-move.js';
import { isNumbered, requestId, requestOf, workOrderNumber } from './work-order-number.js';

const { field } = canonical;

export const requestReference = z.object({
  id: field(requestId, 'internal', 'Canonical id of the request'),
  number: field(workOrderNumber, 'internal', 'Number of the request'),
});

export const partsConsumptionShape = z.object({
  ...stock.goodsFields,
  quantity: canonical.quantity('commercial', 'How much was used'),
  from: field(places.location, 'internal', 'Where it was taken from'),
  request: field(requestReference, 'internal', 'The work it was used for'),
  consumedAt: field(canonical.time, 'internal', 'When it was booked'),
});

function partsConsumptionFromOdoo(move: SnapshotNode, origin: Origin): z.infer<typeof partsConsumptionShape> {
  return {
    ...stock.goodsFromOdoo(move, origin),
    quantity: stock.movedQuantity(move),
    from: stock.placesOfMove(move, origin).from,
    request: requestOf(move, 'origin', origin),
    consumedAt: text(move, 'date'),
  };
}

/** What goes back from work to the shelf is no consumption. */
const goesAway = (move: SnapshotNode): boolean => {
  const { from, to } = stock.placesOfMove(move, { database: '' });
  return from.kind === 'storage' && to.kind !== 'storage' && to.kind !== 'transit';
};

export const partsConsumption = defineEntity({
  domain: 'maintenance',
  name: 'parts-consumption',
  meaning: 'A spare part that was taken out of stock and used for a maintenance request.',
  owner: 'maintenance',
  terms: { isa95: 'MaterialActual, use Consumed (maintenance)' },
  shape: partsConsumptionShape,
  odoo: { model: 'stock.move', spec: stock.STOCK_MOVE_SPEC, domain: stock.DONE },
  includes: (move) => stock.isDone(move) && isNumbered(textOrNull(move, 'origin')) && goesAway(move),
  fromOdoo: partsConsumptionFromOdoo,
  scope: (consumption) => ({ company: consumption.company.id }),
});

export const partsConsumed = defineEvent({
  entity: partsConsumption,
  name: 'booked',
  version: 1,
  meaning: 'Spare parts were consumed for a maintenance request.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: partsConsumptionShape,
  when: stock.wasDone,
  toData: partsConsumption.toData,
});
