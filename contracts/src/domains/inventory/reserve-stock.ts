/** reserve-stock: free goods are promised to an open transfer. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineCommand, idOf, type Origin, rowId } from '../../contract.js';
import { answered, choice, many, number, one, text } from '../../snapshot.js';
import { assertThat, findOne } from '../../steps.js';
import { DELIVERY_STATES } from './delivery.js';
import * as places from './places.js';

const { field } = canonical;

const input = z.object({
  transferId: field(idOf('stock.picking'), 'internal', 'The delivery or other transfer that wants goods'),
  partial: field(z.boolean(), 'internal', 'true: reserve what there is; false: all or nothing'),
});

const line = z.object({
  id: field(idOf('stock.move'), 'internal', 'Canonical id of the movement'),
  product: canonical.product,
  wanted: canonical.quantity('commercial', 'Quantity wanted'),
  reserved: canonical.quantity('commercial', 'Quantity reserved'),
});

const answer = z.object({
  transfer: field(places.documentReference('stock.picking', 'transfer'), 'internal', 'The transfer'),
  state: field(z.enum(['waiting', 'ready']), 'internal', 'ready: it may be picked; waiting: something is still missing'),
  lines: field(z.array(line), 'commercial', 'What is reserved now'),
});

const MOVE_SPEC = { state: {}, product_id: canonical.PRODUCT_SPEC, product_uom_qty: {}, quantity: {}, product_uom: canonical.UOM_SPEC };

function lineFromOdoo(move: SnapshotNode, origin: Origin) {
  const uom = one(move, 'product_uom');
  return {
    id: canonicalId(origin, 'stock.move', move.id),
    product: canonical.toProduct(one(move, 'product_id'), origin),
    wanted: canonical.toQuantity(number(move, 'product_uom_qty'), uom),
    reserved: canonical.toQuantity(number(move, 'quantity'), uom),
  };
}

const OPEN_MOVE = ['state', 'in', ['waiting', 'confirmed', 'partially_available', 'assigned']];

export const reserveStock = defineCommand({
  domain: 'inventory',
  name: 'reserve-stock',
  version: 1,
  meaning: "Promise goods that are free to a transfer, by the warehouse's removal strategy. What was reserved before stays reserved.",
  owner: 'inventory',
  input,
  answer,
  refusals: {
    'transfer-not-found': 'No such transfer is visible to the bridge.',
    'transfer-not-open': 'The transfer is a draft, done or cancelled.',
    'stock-insufficient': 'Less is free than the transfer wants; with `partial`: nothing at all.',
  },
  aggregate: ({ transferId }) => transferId,
  allowances: [
    { model: 'product.product', operation: 'read' },
    { model: 'stock.move', operation: 'read' },
    { model: 'stock.picking', operation: 'call', method: 'action_assign' },
    { model: 'stock.picking', operation: 'read' },
    { model: 'uom.uom', operation: 'read' },
  ],
  toOdoo: ({ transferId, partial }) => [
    findOne('transfer', 'stock.picking', [['id', '=', rowId(transferId)]], 'transfer-not-found'),
    assertThat('transfer', [['state', 'in', ['waiting', 'confirmed', 'assigned']]], 'transfer-not-open'),
    { op: 'call', on: 'transfer', method: 'action_assign' },
    partial
      ? assertThat('transfer', [['move_ids', 'any', [OPEN_MOVE, ['quantity', '>', 0]]]], 'stock-insufficient')
      : assertThat(
          'transfer',
          [['move_ids', 'not any', [['state', 'in', ['waiting', 'confirmed', 'partially_available']]]]],
          'stock-insufficient',
        ),
    { op: 'read', on: 'transfer', as: 'transfer', spec: { name: {}, state: {}, move_ids: { fields: MOVE_SPEC } } },
  ],
  fromOdoo(answers, origin) {
    const transfer = answered(answers, 'transfer');
    return {
      transfer: places.toDocument(transfer, 'stock.picking', origin),
      state: choice(transfer, 'state', DELIVERY_STATES),
      lines: many(transfer, 'move_ids')
        .filter((move) => text(move, 'state') !== 'cancel')
        .map((move) => lineFromOdoo(move, origin)),
    };
  },
});
