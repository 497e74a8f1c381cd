/** Material that went into production; from Odoo's `stock.move` of a production order (modules stock, mrp). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { one, oneOrNull, text } from '../../snapshot.js';
import * as places from '../inventory/places.js';
import * as stock from '../inventory/stock-move.js';
import { productionOrderReference, toProductionOrder, workOrderId } from './production-order.js';

const { field } = canonical;

export const materialConsumptionShape = z.object({
  ...stock.goodsFields,
  quantity: canonical.quantity('commercial', 'How much was used'),
  from: field(places.location, 'internal', 'Where it was taken from'),
  productionOrder: field(productionOrderReference, 'internal', 'The order it was used for'),
  workOrder: field(
    z
      .object({
        id: field(workOrderId, 'internal', 'Canonical id of the work order'),
        name: field(z.string(), 'internal', 'What is done'),
      })
      .nullable(),
    'internal',
    'The operation it was used at; null where the bill of materials names none',
  ),
  consumedAt: field(canonical.time, 'internal', 'When it was booked'),
});

export const MATERIAL_CONSUMPTION_SPEC = {
  ...stock.STOCK_MOVE_SPEC,
  raw_material_production_id: { fields: { name: {} } },
  workorder_id: { fields: { name: {} } },
} as const satisfies ReadSpec;

function materialConsumptionFromOdoo(move: SnapshotNode, origin: Origin): z.infer<typeof materialConsumptionShape> {
  const workOrder = oneOrNull(move, 'workorder_id');
  return {
    ...stock.goodsFromOdoo(move, origin),
    quantity: stock.movedQuantity(move),
    from: stock.placesOfMove(move, origin).from,
    productionOrder: toProductionOrder(one(move, 'raw_material_production_id'), origin),
    workOrder: workOrder && { id: canonicalId(origin, 'mrp.workorder', workOrder.id), name: text(workOrder, 'name') },
    consumedAt: text(move, 'date'),
  };
}

export const materialConsumption = defineEntity({
  domain: 'manufacturing',
  name: 'material-consumption',
  meaning: 'A component that was used up by a production order. Scrapped components are told as scrap.',
  owner: 'manufacturing',
  terms: { isa95: 'MaterialActual, use Consumed' },
  shape: materialConsumptionShape,
  odoo: { model: 'stock.move', spec: MATERIAL_CONSUMPTION_SPEC, domain: stock.DONE },
  includes: (move) => stock.isDone(move) && !stock.isScrap(move) && oneOrNull(move, 'raw_material_production_id') !== null,
  fromOdoo: materialConsumptionFromOdoo,
  scope: (consumption) => ({ company: consumption.company.id }),
});

export const materialConsumptionBooked = defineEvent({
  entity: materialConsumption,
  name: 'booked',
  version: 1,
  meaning: 'Material was consumed. Odoo books it when the production order is closed, not when it is taken.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: materialConsumptionShape,
  when: stock.wasDone,
  toData: materialConsumption.toData,
});
