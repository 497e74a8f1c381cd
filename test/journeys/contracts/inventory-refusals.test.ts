/** What the commands of inventory refuse on the real system: each code once. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';
import { expectMovingRefusals } from './moving-refusals.js';
import { NOWHERE, Warehouse } from './warehouse.js';

let journey: Journey;
let warehouse: Warehouse;
beforeAll(async () => {
  journey = await Journey.open();
  warehouse = await Warehouse.open(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const LONG = 120_000;
const place = (row: number): string => journey.id('stock.location', row);
const product = (row: number): string => journey.id('product.product', row);

test(
  'inventory.transfer-stock.v1 refuses what was not moved',
  async () => {
    const rest = { toLocationId: place(warehouse.shelf) };
    await expectMovingRefusals({ warehouse, command: 'inventory.transfer-stock.v1', rest, destination: 'toLocationId' });
  },
  LONG,
);

test(
  'inventory.quarantine-stock.v1 refuses what was not moved, and other places',
  async () => {
    const command = 'inventory.quarantine-stock.v1';
    const rest = { quarantineLocationId: place(warehouse.quality), reason: 'Wrong colour' };
    await expectMovingRefusals({ warehouse, command, rest, destination: 'quarantineLocationId' });
    const bolts = await warehouse.product();
    const goods = { productId: product(bolts), quantity: '1', uom: 'Units', fromLocationId: place(warehouse.stock) };
    const elsewhere = { ...goods, ...rest, quarantineLocationId: place(warehouse.shelf) };
    await journey.expectRefusal(command, elsewhere, 'not-a-quarantine-location');
  },
  LONG,
);

test(
  'inventory.reserve-stock.v1 refuses unknown, closed and unfillable transfers',
  async () => {
    const refused = async (row: number, code: string): Promise<void> =>
      journey.expectRefusal('inventory.reserve-stock.v1', { transferId: journey.id('stock.picking', row), partial: false }, code);
    const { delivery } = await warehouse.delivery([[await warehouse.product(), 3]]);
    await refused(NOWHERE, 'transfer-not-found');
    await refused(delivery, 'stock-insufficient');
    await journey.person.call('stock.picking', 'action_cancel', [[delivery]]);
    await refused(delivery, 'transfer-not-open');
  },
  LONG,
);

test(
  'inventory.issue-goods.v1 refuses what did not leave as it was reserved',
  async () => {
    const { person } = journey;
    const [bolts, paint] = [await warehouse.product(), await warehouse.product({ tracking: 'lot' })];
    await warehouse.fill(bolts, 6);
    await warehouse.fill(paint, 6, await warehouse.lot(paint));
    const { delivery, lines } = await warehouse.delivery([
      [bolts, 10],
      [paint, 4],
    ]);
    await person.call('stock.picking', 'action_assign', [[delivery]]);
    const [bolted = 0, painted = 0] = lines;
    const line = { lineId: journey.id('stock.move', bolted), quantity: '6', uom: 'Units' };
    const good = { deliveryId: journey.id('stock.picking', delivery), lines: [line], backOrder: true };
    const refused = async (code: string, part: Readonly<Record<string, unknown>>): Promise<void> =>
      journey.expectRefusal('inventory.issue-goods.v1', { ...good, ...part }, code);
    await refused('delivery-not-found', { deliveryId: journey.id('stock.picking', NOWHERE) });
    await refused('line-not-found', { lines: [{ ...line, lineId: journey.id('stock.move', NOWHERE) }] });
    await refused('unit-differs', { lines: [{ ...line, uom: 'Dozens' }] });
    await refused('quantity-not-reserved', { lines: [{ ...line, quantity: '7' }] });
    await refused('quantity-too-fine', { lines: [{ ...line, quantity: '1.234' }] });
    await refused('lots-in-part', { lines: [{ ...line, lineId: journey.id('stock.move', painted), quantity: '3' }] });
    await needsAPerson(delivery, async () => refused('delivery-needs-a-person', {}));
    await alwaysBackOrders(delivery, async () => refused('back-order-not-possible', { backOrder: false }));
    await person.call('stock.picking', 'action_cancel', [[delivery]]);
    await refused('delivery-not-open', {});
  },
  LONG,
);

/** A company that texts its customers is asked before the first text. */
async function needsAPerson(delivery: number, check: () => Promise<void>): Promise<void> {
  const company = await many2one('stock.picking', delivery, 'company_id');
  const texting = { stock_text_confirmation: true, stock_confirmation_type: 'sms', has_received_warning_stock_sms: false };
  const before = await journey.person.read('res.company', company, Object.keys(texting));
  delete before.id;
  await journey.person.call('res.company', 'write', [[company], texting]);
  await journey.person.call('res.partner', 'write', [[await many2one('stock.picking', delivery, 'partner_id')], { phone: '+1 555 0100' }]);
  await check().finally(async () => journey.person.call('res.company', 'write', [[company], before]));
}

async function alwaysBackOrders(delivery: number, check: () => Promise<void>): Promise<void> {
  const type = [await many2one('stock.picking', delivery, 'picking_type_id')];
  await journey.person.call('stock.picking.type', 'write', [type, { create_backorder: 'always' }]);
  await check().finally(async () => journey.person.call('stock.picking.type', 'write', [type, { create_backorder: 'ask' }]));
}

async function many2one(model: string, row: number, field: string): Promise<number> {
  const value = (await journey.person.read(model, row, [field]))[field];
  return (value as [number, string])[0];
}

test(
  'inventory.adjust-stock.v1 refuses counts that cannot be right',
  async () => {
    const [bolts, paint] = [await warehouse.product(), await warehouse.product({ tracking: 'lot' })];
    await warehouse.fill(bolts, 5);
    const [customers = 0] = await journey.person.searchIds('stock.location', [['usage', '=', 'customer']]);
    const good = { productId: product(bolts), locationId: place(warehouse.stock), counted: '4', uom: 'Units', newLevel: false };
    const refused = async (code: string, part: Readonly<Record<string, unknown>>): Promise<void> =>
      journey.expectRefusal('inventory.adjust-stock.v1', { ...good, ...part }, code);
    await refused('product-not-found', { productId: product(NOWHERE) });
    await refused('unit-differs', { uom: 'Dozens' });
    await refused('location-not-found', { locationId: place(customers) });
    await refused('lot-required', { productId: product(paint) });
    await refused('lot-not-found', { lotId: journey.id('stock.lot', NOWHERE) });
    await refused('stock-level-not-found', { locationId: place(warehouse.shelf) });
    await refused('stock-level-exists', { newLevel: true });
    await refused('stock-level-differs', { expected: '6' });
    await refused('quantity-too-fine', { counted: '4.125' });
  },
  LONG,
);
