/** Inventory on the real system: each contract caused by the business operation that it tells of. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Journey } from '../../rig/journey.js';
import type { ReceivedEvent } from '../../rig/supplier.js';
import { Warehouse } from './warehouse.js';

let journey: Journey;
let warehouse: Warehouse;
beforeAll(async () => {
  journey = await Journey.open();
  warehouse = await Warehouse.open(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const place = (row: number): string => journey.id('stock.location', row);
const product = (row: number): string => journey.id('product.product', row);

describe('counting', () => {
  test('inventory.stock-level.changed.v1, inventory.stock-adjustment.posted.v1: somebody counts goods nobody knew of', async () => {
    const bolts = await warehouse.product();
    const values = { product_id: bolts, location_id: warehouse.stock, inventory_quantity: 12.5 };
    const level = await warehouse.make('stock.quant', values, { inventory_mode: true });
    await journey.call('stock.quant', 'action_apply_inventory', [[level]]);
    const [movement = 0] = await journey.person.searchIds('stock.move', [['product_id', '=', bolts]]);
    const known = (data: ReceivedEvent['data']): boolean => (data.onHand as { value: string }).value === '12.50';
    const changed = await journey.expectEvent('inventory.stock-level.changed.v1', journey.id('stock.quant', level), known);
    expect(changed.data).toMatchObject({ reserved: { value: '0.00' }, available: { value: '12.50' } });
    const posted = await journey.expectEvent('inventory.stock-adjustment.posted.v1', journey.id('stock.move', movement));
    expect(posted.data).toMatchObject({ direction: 'found', difference: { value: '12.50' }, location: { id: place(warehouse.stock) } });
  });

  test('inventory.adjust-stock.v1: a warehouse system reports a count', async () => {
    const bolts = await warehouse.product();
    const count = { productId: product(bolts), locationId: place(warehouse.stock), uom: 'Units' };
    const first = await journey.send('inventory.adjust-stock.v1', { ...count, counted: '8', newLevel: true });
    const again = await journey.send('inventory.adjust-stock.v1', { ...count, counted: '7.25', expected: '8', newLevel: false });
    expect(again).toEqual({ stockLevelId: first.stockLevelId, onHand: { value: '7.25', uom: 'Units' } });
    const known = (data: ReceivedEvent['data']): boolean => (data.onHand as { value: string }).value === '7.25';
    await journey.expectEvent('inventory.stock-level.changed.v1', String(first.stockLevelId), known);
  });
});

describe('lots', () => {
  test('inventory.lot.created.v1, inventory.lot.changed.v1: a number is given out and corrected', async () => {
    const paint = await warehouse.product({ tracking: 'lot' });
    const lot = await journey.create('stock.lot', { name: randomUUID(), product_id: paint });
    await journey.expectEvent('inventory.lot.created.v1', journey.id('stock.lot', lot));
    await journey.write('stock.lot', lot, { ref: 'MAKER-1' });
    await journey.expectEvent('inventory.lot.changed.v1', journey.id('stock.lot', lot), (data) => data.reference === 'MAKER-1');
  });

  test('inventory.transfer-stock.v1, inventory.stock-movement.completed.v1, inventory.lot-trace.recorded.v1: numbered goods go to a shelf', async () => {
    const paint = await warehouse.product({ tracking: 'lot' });
    const lot = await warehouse.lot(paint);
    await warehouse.fill(paint, 10, lot);
    const goods = { productId: product(paint), lotId: journey.id('stock.lot', lot), quantity: '2.5', uom: 'Units' };
    const way = { fromLocationId: place(warehouse.stock), toLocationId: place(warehouse.shelf), reference: 'WMS-1' };
    const { movementId } = await journey.send('inventory.transfer-stock.v1', { ...goods, ...way });
    const moved = await journey.expectEvent('inventory.stock-movement.completed.v1', String(movementId));
    expect(moved.data).toMatchObject({
      kind: 'transfer',
      quantity: { value: '2.50' },
      origin: 'WMS-1',
      to: { id: place(warehouse.shelf) },
    });
    const traced = await journey.expectEvent('inventory.lot-trace.recorded.v1', String(movementId));
    expect(traced.data).toMatchObject({ lots: [{ lot: { id: goods.lotId }, quantity: { value: '2.50' } }], madeFrom: [] });
  });

  test('inventory.quarantine-stock.v1: goods of doubtful quality are put aside', async () => {
    const paint = await warehouse.product();
    await warehouse.fill(paint, 10);
    const goods = { productId: product(paint), quantity: '4', uom: 'Units', fromLocationId: place(warehouse.stock) };
    const aside = { quarantineLocationId: place(warehouse.quality), reason: 'Wrong colour' };
    const { movementId } = await journey.send('inventory.quarantine-stock.v1', { ...goods, ...aside });
    const moved = await journey.expectEvent('inventory.stock-movement.completed.v1', String(movementId));
    expect(moved.data).toMatchObject({ to: { id: place(warehouse.quality) }, origin: 'Wrong colour' });
  });
});

test('inventory.reserve-stock.v1, inventory.issue-goods.v1, inventory.delivery.dispatched.v1: goods leave for a customer, in part', async () => {
  const bolts = await warehouse.product();
  await warehouse.fill(bolts, 20);
  const { delivery, lines } = await warehouse.delivery([[bolts, 10]]);
  const deliveryId = journey.id('stock.picking', delivery);
  const reserved = await journey.send('inventory.reserve-stock.v1', { transferId: deliveryId, partial: false });
  expect(reserved).toMatchObject({ state: 'ready', lines: [{ reserved: { value: '10.00' } }] });
  const issued = [{ lineId: journey.id('stock.move', lines[0] ?? 0), quantity: '7.5', uom: 'Units' }];
  const answer = await journey.send('inventory.issue-goods.v1', { deliveryId, lines: issued, backOrder: true });
  expect(answer).toMatchObject({ lines: [{ issued: { value: '7.50' } }], backOrder: { number: expect.any(String) } });
  const { data } = await journey.expectEvent('inventory.delivery.dispatched.v1', deliveryId);
  expect(data).toMatchObject({ state: 'dispatched', customer: { name: 'Journey customer' }, lines: [{ dispatched: { value: '7.50' } }] });
});

test('inventory.scrap.posted.v1: goods are thrown away', async () => {
  const bolts = await warehouse.product();
  await warehouse.fill(bolts, 5);
  const scrap = await warehouse.make('stock.scrap', { product_id: bolts, scrap_qty: 2, location_id: warehouse.stock });
  await journey.call('stock.scrap', 'action_validate', [[scrap]]);
  const { data } = await journey.expectEvent('inventory.scrap.posted.v1', journey.id('stock.scrap', scrap));
  expect(data).toMatchObject({ quantity: { value: '2.00' }, product: { id: product(bolts) } });
});
