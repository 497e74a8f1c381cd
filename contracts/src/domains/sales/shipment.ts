/** The shipment: goods of a sales order that leave; from Odoo's outgoing `stock.picking` (modules stock, sale_stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { orderLineId, orderReference, toOrderReference } from './order.js';

const { field } = canonical;

/** Odoo's state in our words: `waiting` and `confirmed` wait for stock, `assigned` has it. */
export const SHIPMENT_STATES = {
  draft: 'draft',
  waiting: 'waiting-for-stock',
  confirmed: 'waiting-for-stock',
  assigned: 'ready',
  done: 'dispatched',
  cancel: 'cancelled',
} as const;

const shipmentId = idOf('stock.picking');
const shipmentReference = z.object({
  id: field(shipmentId, 'internal', 'Canonical id of the shipment'),
  number: field(z.string(), 'commercial', 'Number of the shipment'),
});

const line = z.object({
  id: field(idOf('stock.move'), 'internal', 'Canonical id of the movement'),
  product: canonical.product,
  expected: canonical.quantity('commercial', 'Quantity planned for this shipment; what remains goes into a back-order'),
  dispatched: canonical.quantity('commercial', 'Quantity that left; final once the shipment is dispatched'),
  orderLineId: field(orderLineId.nullable(), 'internal', 'Canonical id of the line of the order'),
});

export const shipmentShape = z.object({
  id: field(shipmentId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', 'Number of the shipment (delivery note)'),
  state: field(z.enum([...new Set(Object.values(SHIPMENT_STATES))]), 'commercial', 'Where the shipment stands'),
  order: field(orderReference, 'commercial', 'The order that is delivered'),
  customer: field(canonical.partyReference, 'commercial', 'The legal party that ordered'),
  deliverTo: field(canonical.partyReference, 'personal', 'The address the goods go to'),
  company: canonical.company,
  plannedAt: field(canonical.time.nullable(), 'commercial', 'When the goods were to leave'),
  dispatchedAt: field(canonical.time.nullable(), 'commercial', 'When the goods left'),
  backOrderOf: field(shipmentReference.nullable(), 'commercial', 'The shipment whose remaining goods this one carries'),
  lines: field(z.array(line), 'commercial', 'The goods; cancelled movements left out'),
});

const MOVE_SPEC = {
  state: {},
  product_id: canonical.PRODUCT_SPEC,
  product_uom_qty: {},
  quantity: {},
  product_uom: canonical.UOM_SPEC,
  // as a record, only for its id: another reader of movements may want more of it
  sale_line_id: { fields: {} },
} as const satisfies ReadSpec;

const SHIPMENT_SPEC = {
  name: {},
  state: {},
  picking_type_id: { fields: { code: {} } },
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  scheduled_date: {},
  date_done: {},
  backorder_id: { fields: { name: {} } },
  sale_id: { fields: { name: {}, partner_id: canonical.PARTNER_SPEC } },
  move_ids: { fields: MOVE_SPEC },
} as const satisfies ReadSpec;

function lineFromOdoo(move: SnapshotNode, origin: Origin) {
  const uom = oneOrNull(move, 'product_uom');
  const orderLine = oneOrNull(move, 'sale_line_id');
  return {
    id: canonicalId(origin, 'stock.move', move.id),
    product: canonical.toProduct(one(move, 'product_id'), origin),
    expected: canonical.toQuantity(number(move, 'product_uom_qty'), uom),
    dispatched: canonical.toQuantity(number(move, 'quantity'), uom),
    orderLineId: orderLine && canonicalId(origin, 'sale.order.line', orderLine.id),
  };
}

const toShipmentReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'stock.picking', node.id),
  number: text(node, 'name'),
});

export function shipmentFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof shipmentShape> {
  const sale = one(node, 'sale_id');
  const customer = one(sale, 'partner_id');
  const earlier = oneOrNull(node, 'backorder_id');
  const state = choice(node, 'state', SHIPMENT_STATES);
  return {
    ...toShipmentReference(node, origin),
    state,
    order: toOrderReference(sale, origin),
    customer: canonical.toPartyReference(canonical.legalParty(customer), origin),
    deliverTo: canonical.toPartyReference(oneOrNull(node, 'partner_id') ?? customer, origin),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    plannedAt: textOrNull(node, 'scheduled_date'),
    // Odoo also dates a cancelled transfer
    dispatchedAt: state === 'dispatched' ? textOrNull(node, 'date_done') : null,
    backOrderOf: earlier && toShipmentReference(earlier, origin),
    lines: many(node, 'move_ids')
      .filter((move) => text(move, 'state') !== 'cancel')
      .map((move) => lineFromOdoo(move, origin)),
  };
}

export const shipment = defineEntity({
  domain: 'sales',
  name: 'shipment',
  meaning: 'Goods of a sales order that leave our warehouse for the customer.',
  owner: 'sales',
  terms: { ubl: 'DespatchAdvice', gs1: 'EPCIS shipping' },
  shape: shipmentShape,
  odoo: {
    model: 'stock.picking',
    spec: SHIPMENT_SPEC,
    domain: [
      ['picking_type_id.code', '=', 'outgoing'],
      ['sale_id', '!=', false],
    ],
  },
  includes: (picking) => text(one(picking, 'picking_type_id'), 'code') === 'outgoing' && oneOrNull(picking, 'sale_id') !== null,
  fromOdoo: shipmentFromOdoo,
  scope: (data) => ({ customer: data.customer.id, company: data.company.id }),
});

export const shipmentDispatched = defineEvent({
  entity: shipment,
  name: 'dispatched',
  version: 1,
  meaning: 'Goods of an order left for the customer. Final: goods that come back are a return, not an edit.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: shipmentShape,
  when: (change) => hasSnapshot(change) && became(change, 'state', 'done'),
  toData: shipment.toData,
});
