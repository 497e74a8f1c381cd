/** The stock movement: each single booking of the ledger of goods; from Odoo's `stock.move`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin } from '../../contract.js';
import { oneOrNull, textOrNull } from '../../snapshot.js';
import * as places from './places.js';
import { DONE, isCount, isDone, isScrap, movementFields, movementFromOdoo, placesOfMove, STOCK_MOVE_SPEC, wasDone } from './stock-move.js';

const { field } = canonical;

const KINDS = [
  'receipt',
  'dispatch',
  'transfer',
  'customer-return',
  'supplier-return',
  'drop-shipment',
  'consumption',
  'production',
  'adjustment',
  'scrap',
  'other',
] as const;
type Kind = (typeof KINDS)[number];

/** By the kinds of the two locations; storage and transit are both ours. */
const KIND_BY_WAY: Readonly<Record<string, Kind>> = {
  'supplier>ours': 'receipt',
  'ours>customer': 'dispatch',
  'ours>ours': 'transfer',
  'customer>ours': 'customer-return',
  'ours>supplier': 'supplier-return',
  'supplier>customer': 'drop-shipment',
  'ours>production': 'consumption',
  'production>ours': 'production',
  'loss>ours': 'adjustment',
  'ours>loss': 'adjustment',
};

const side = (kind: string): string => (kind === 'storage' || kind === 'transit' ? 'ours' : kind);

function movementKind(move: SnapshotNode, origin: Origin): Kind {
  if (isScrap(move)) return 'scrap';
  if (isCount(move)) return 'adjustment';
  const { from, to } = placesOfMove(move, origin);
  return KIND_BY_WAY[`${side(from.kind)}>${side(to.kind)}`] ?? 'other';
}

export const stockMovementShape = z.object({
  ...movementFields,
  kind: field(z.enum(KINDS), 'internal', 'What the movement was, by where it came from and went to'),
  transfer: field(
    places.documentReference('stock.picking', 'transfer').nullable(),
    'internal',
    'The transfer it belongs to; null for production, counts and scrap',
  ),
  origin: field(z.string().nullable(), 'internal', 'What caused it, as a text (an order number)'),
});

function stockMovementFromOdoo(move: SnapshotNode, origin: Origin): z.infer<typeof stockMovementShape> {
  const transfer = oneOrNull(move, 'picking_id');
  return {
    ...movementFromOdoo(move, origin),
    kind: movementKind(move, origin),
    transfer: transfer && places.toDocument(transfer, 'stock.picking', origin),
    origin: textOrNull(move, 'origin'),
  };
}

export const stockMovement = defineEntity({
  domain: 'inventory',
  name: 'stock-movement',
  meaning: 'Goods that went from one location to another, booked for good. Receipts, dispatches, production, counts and scrap included.',
  owner: 'inventory',
  terms: { isa95: 'MaterialActual', gs1: 'EPCIS ObjectEvent' },
  shape: stockMovementShape,
  odoo: { model: 'stock.move', spec: STOCK_MOVE_SPEC, domain: DONE },
  includes: isDone,
  fromOdoo: stockMovementFromOdoo,
  scope: (movement) => ({ company: movement.company.id }),
});

export const stockMovementCompleted = defineEvent({
  entity: stockMovement,
  name: 'completed',
  version: 1,
  meaning: 'Goods were moved and booked. Planned movements are not told.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: stockMovementShape,
  when: wasDone,
  toData: stockMovement.toData,
});
