/** report-production: what was made, under which lots, and what went into it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand, idOf } from '../../contract.js';
import { answered, answeredMany, choice, many, number, one } from '../../snapshot.js';
import { countedDecimal, positiveDecimal } from '../../steps.js';
import * as places from '../inventory/places.js';
import * as production from './production-order.js';
import { REPORT_PRODUCTION_ALLOWANCES, REPORT_PRODUCTION_REFUSALS, reportProductionOperations } from './report-production-operations.js';

const { field } = canonical;

const consumed = z.object({
  componentId: field(idOf('stock.move'), 'internal', 'The component of the order'),
  quantity: field(countedDecimal, 'commercial', "How much was used, in the component's unit; zero for none"),
});

const isDistinct = (rows: readonly { readonly componentId: string }[]): boolean =>
  new Set(rows.map((row) => row.componentId)).size === rows.length;

export const reportProductionInput = z.object({
  productionOrderId: field(production.productionOrderId, 'internal', 'The order'),
  productId: field(idOf('product.product'), 'internal', 'What was made; the product of the order'),
  quantity: field(positiveDecimal, 'commercial', 'How much was made, above zero, in the unit `uom`'),
  uom: field(canonical.lineOfText(64), 'commercial', 'The unit of the order, by its English name'),
  lotIds: field(
    z.array(places.lotId).max(200).optional(),
    'commercial',
    'Lot or serial numbers that exist already; one for a lot, as many as pieces for serial numbers',
  ),
  newLots: field(z.array(canonical.lineOfText(64)).max(200).optional(), 'commercial', 'Lot or serial numbers to be created'),
  consumed: field(
    z.array(consumed).max(100).refine(isDistinct, 'each component at most once').optional(),
    'commercial',
    'What was used where it differs from the bill of materials; the other components are used as it says',
  ),
  backOrder: field(z.boolean(), 'commercial', 'true: what is left to make stays ordered, in a back-order; false: it is given up'),
});
export type ReportProductionInput = z.infer<typeof reportProductionInput>;

const answer = z.object({
  productionOrder: field(production.productionOrderReference, 'internal', 'The order'),
  state: field(production.productionOrderState, 'internal', 'completed'),
  produced: canonical.quantity('commercial', 'Quantity booked into stock'),
  lots: field(z.array(places.lot), 'commercial', 'Under these numbers'),
  backOrder: field(production.productionOrderReference.nullable(), 'internal', 'The order for the rest; null when there is none'),
});

export const reportProduction = defineCommand({
  domain: 'manufacturing',
  name: 'report-production',
  version: 1,
  meaning: 'Book what a production order made and used, and close it. What is left to make may stay ordered in a back-order.',
  owner: 'manufacturing',
  terms: { isa95: 'OperationsResponse, with MaterialActual' },
  input: reportProductionInput,
  answer,
  refusals: REPORT_PRODUCTION_REFUSALS,
  aggregate: ({ productionOrderId: id }) => id,
  allowances: REPORT_PRODUCTION_ALLOWANCES,
  toOdoo: reportProductionOperations,
  fromOdoo(answers, origin) {
    const order = answered(answers, 'order');
    const [backOrder] = answeredMany(answers, 'backOrders');
    return {
      productionOrder: production.toProductionOrder(order, origin),
      state: choice(order, 'state', production.PRODUCTION_ORDER_STATES),
      produced: canonical.toQuantity(number(order, 'qty_produced'), one(order, 'product_uom_id')),
      lots: many(order, 'lot_producing_ids').map((lot) => places.toLot(lot, origin)),
      backOrder: backOrder ? production.toProductionOrder(backOrder, origin) : null,
    };
  },
});
