/** The delivery: goods that leave for a customer; from Odoo's outgoing `stock.picking` (modules stock, sale_stock). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as places from './places.js';
import { movedLot, toMovedLots } from './stock-move.js';

const { field } = canonical;

/** Odoo's state in our words. */
export const DELIVERY_STATES = {
  draft: 'draft',
  waiting: 'waiting',
  confirmed: 'waiting',
  assigned: 'ready',
  done: 'dispatched',
  cancel: 'cancelled',
} as const;

const line = z.object({
  id: field(idOf('stock.move'), 'internal', 'Canonical id of the movement'),
  product: canonical.product,
  ordered: canonical.quantity('commercial', 'Quantity asked for in this delivery'),
  dispatched: canonical.quantity('commercial', 'Quantity picked; final once the delivery is dispatched'),
  lots: field(z.array(movedLot), 'commercial', 'Lots and serial numbers; empty for goods without'),
  salesOrder: field(places.documentReference('sale.order', 'sales order').nullable(), 'commercial', 'The order the goods are for'),
});

export const deliveryShape = z.object({
  id: field(idOf('stock.picking'), 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', 'Number of the delivery'),
  state: field(z.enum(['draft', 'waiting', 'ready', 'dispatched', 'cancelled']), 'commercial', 'Where the delivery stands'),
  customer: field(canonical.partyReference.nullable(), 'commercial', 'The legal party the goods go to'),
  recipient: field(canonical.partyReference.nullable(), 'personal', 'The contact or address, when not the legal party itself'),
  company: canonical.company,
  scheduledAt: field(canonical.time.nullable(), 'commercial', 'When the goods were to leave'),
  dispatchedAt: field(canonical.time.nullable(), 'commercial', 'When they left'),
  backOrderOf: field(places.documentReference('stock.picking', 'delivery').nullable(), 'commercial', 'The delivery whose rest this one is'),
  origin: field(z.string().nullable(), 'internal', 'What caused it, as a text (an order number)'),
  lines: field(z.array(line), 'commercial', 'The goods; cancelled movements left out'),
});

export const DELIVERY_SPEC = {
  name: {},
  state: {},
  picking_type_id: { fields: { code: {} } },
  location_dest_id: { fields: { usage: {} } },
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  scheduled_date: {},
  date_done: {},
  backorder_id: { fields: { name: {} } },
  origin: {},
  move_ids: {
    fields: {
      state: {},
      product_id: canonical.PRODUCT_SPEC,
      product_uom_qty: {},
      quantity: {},
      product_uom: canonical.UOM_SPEC,
      sale_line_id: { fields: { order_id: { fields: { name: {} } } } },
      move_line_ids: { fields: { lot_id: places.LOT_SPEC, quantity: {}, product_uom_id: canonical.UOM_SPEC } },
    },
  },
} as const satisfies ReadSpec;

function salesOrderOf(move: SnapshotNode, origin: Origin) {
  const orderLine = oneOrNull(move, 'sale_line_id');
  return orderLine && places.toDocument(one(orderLine, 'order_id'), 'sale.order', origin);
}

function lineFromOdoo(move: SnapshotNode, origin: Origin) {
  const uom = one(move, 'product_uom');
  return {
    id: canonicalId(origin, 'stock.move', move.id),
    product: canonical.toProduct(one(move, 'product_id'), origin),
    ordered: canonical.toQuantity(number(move, 'product_uom_qty'), uom),
    dispatched: canonical.toQuantity(number(move, 'quantity'), uom),
    lots: toMovedLots(move, origin),
    salesOrder: salesOrderOf(move, origin),
  };
}

const partiesOf = (partner: SnapshotNode | null, origin: Origin) => ({
  customer: partner && canonical.toPartyReference(canonical.legalParty(partner), origin),
  recipient: partner && canonical.contactOf(partner, origin),
});

export function deliveryFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof deliveryShape> {
  const earlier = oneOrNull(node, 'backorder_id');
  const state = choice(node, 'state', DELIVERY_STATES);
  return {
    ...places.toDocument(node, 'stock.picking', origin),
    state,
    ...partiesOf(oneOrNull(node, 'partner_id'), origin),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    scheduledAt: textOrNull(node, 'scheduled_date'),
    // Odoo also dates a cancelled transfer
    dispatchedAt: state === 'dispatched' ? textOrNull(node, 'date_done') : null,
    backOrderOf: earlier && places.toDocument(earlier, 'stock.picking', origin),
    origin: textOrNull(node, 'origin'),
    lines: many(node, 'move_ids')
      .filter((move) => text(move, 'state') !== 'cancel')
      .map((move) => lineFromOdoo(move, origin)),
  };
}

export const delivery = defineEntity({
  domain: 'inventory',
  name: 'delivery',
  meaning: 'Goods that leave our shelves for a customer: what was asked for, what was picked, and for which order.',
  owner: 'inventory',
  terms: { ubl: 'DespatchAdvice', gs1: 'EPCIS ObjectEvent, bizStep shipping' },
  shape: deliveryShape,
  odoo: { model: 'stock.picking', spec: DELIVERY_SPEC, domain: [['picking_type_id.code', '=', 'outgoing']] },
  // a return to the supplier is outgoing, too; procurement tells of it
  includes: (picking) =>
    text(one(picking, 'picking_type_id'), 'code') === 'outgoing' && text(one(picking, 'location_dest_id'), 'usage') !== 'supplier',
  fromOdoo: deliveryFromOdoo,
  scope: (data) => ({ company: data.company.id, ...(data.customer ? { customer: data.customer.id } : {}) }),
});

export const deliveryDispatched = defineEvent({
  entity: delivery,
  name: 'dispatched',
  version: 1,
  meaning: 'The goods left. Final: what comes back is a return of its own.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: deliveryShape,
  when: (change) => hasSnapshot(change) && became(change, 'state', 'done'),
  toData: delivery.toData,
});
