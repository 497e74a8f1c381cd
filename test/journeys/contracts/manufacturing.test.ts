/** Manufacturing on the real system: each contract caused by the business operation that it tells of. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Journey } from '../../rig/journey.js';
import { type Plant, ShopFloor } from './shop-floor.js';

let journey: Journey;
let floor: ShopFloor;
beforeAll(async () => {
  journey = await Journey.open();
  floor = await ShopFloor.open(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const orderId = (row: number): string => journey.id('mrp.production', row);

describe('an order of a tracked product', () => {
  let plant: Plant;
  let order: number;

  test('manufacturing.production-order.changed.v1: a planner enters it', async () => {
    plant = await floor.plant('lot');
    order = await journey.create('mrp.production', { product_id: plant.product, bom_id: plant.bill, product_qty: 5 });
    const { data } = await journey.expectEvent('manufacturing.production-order.changed.v1', orderId(order));
    expect(data).toMatchObject({ change: 'created', state: 'draft', planned: { value: '5.00' }, operations: [{ name: 'Assemble' }] });
  });

  test('manufacturing.release-production-order.v1, manufacturing.production-order.released.v1: it goes to the shop floor', async () => {
    const answer = await journey.send('manufacturing.release-production-order.v1', { productionOrderId: orderId(order) });
    expect(answer).toMatchObject({ state: 'released' });
    const { data } = await journey.expectEvent('manufacturing.production-order.released.v1', orderId(order));
    expect(data).toMatchObject({ components: [{ planned: { value: '10.00' }, done: { value: '0.00' } }] });
  });

  test('manufacturing.production-order.started.v1, manufacturing.work-order.started.v1: somebody starts work', async () => {
    const workOrder = await floor.workOrder(order);
    await journey.call('mrp.workorder', 'button_start', [[workOrder]]);
    await journey.expectEvent('manufacturing.work-order.started.v1', journey.id('mrp.workorder', workOrder));
    await journey.expectEvent('manufacturing.production-order.started.v1', orderId(order));
  });

  test('manufacturing.hold-production-order.v1: the clock stops and the order shows why', async () => {
    const held = { productionOrderId: orderId(order), reason: 'Glue is <empty>' };
    const answer = await journey.send('manufacturing.hold-production-order.v1', held);
    expect(answer).toMatchObject({ state: 'started', pausedWorkOrders: [journey.id('mrp.workorder', await floor.workOrder(order))] });
    const ofOrder = [
      ['res_model', '=', 'mrp.production'],
      ['res_id', '=', order],
      ['summary', '=', 'On hold'],
    ];
    const [activity = 0] = await journey.person.searchIds('mail.activity', ofOrder);
    expect(await journey.person.read('mail.activity', activity, ['note'])).toMatchObject({ note: '<p>Glue is &lt;empty&gt;</p>' });
  });

  test('manufacturing.finish-work-order.v1, manufacturing.work-order.finished.v1: the operation is done', async () => {
    const workOrderId = journey.id('mrp.workorder', await floor.workOrder(order));
    const answer = await journey.send('manufacturing.finish-work-order.v1', { workOrderId, quantity: '5', spentMinutes: '33.5' });
    expect(answer).toMatchObject({ state: 'finished', spentMinutes: '33.5', produced: { value: '5.00' } });
    const { data } = await journey.expectEvent('manufacturing.work-order.finished.v1', workOrderId);
    expect(data).toMatchObject({ produced: { value: '5.00' }, productionOrder: { id: orderId(order) } });
  });

  test('manufacturing.report-production.v1, manufacturing.production-order.completed.v1, manufacturing.material-consumption.booked.v1: part of it is made', async () => {
    const component = await floor.component(order);
    const lot = randomUUID();
    const answer = await journey.send('manufacturing.report-production.v1', {
      productionOrderId: orderId(order),
      productId: journey.id('product.product', plant.product),
      quantity: '3',
      uom: 'Units',
      newLots: [lot],
      consumed: [{ componentId: journey.id('stock.move', component), quantity: '7' }],
      backOrder: true,
    });
    expect(answer).toMatchObject({ state: 'completed', produced: { value: '3.00' }, lots: [{ number: lot }] });
    expect(answer.backOrder).not.toBeNull();
    const completed = await journey.expectEvent('manufacturing.production-order.completed.v1', orderId(order));
    expect(completed.data).toMatchObject({
      produced: { value: '3.00' },
      components: [{ done: { value: '7.00' } }],
      lots: [{ number: lot }],
    });
    const booked = await journey.expectEvent('manufacturing.material-consumption.booked.v1', journey.id('stock.move', component));
    expect(booked.data).toMatchObject({ quantity: { value: '7.00' }, productionOrder: { id: orderId(order) } });
  });
});

test('manufacturing.production-order.cancelled.v1: a planner withdraws an order', async () => {
  const order = await floor.released(await floor.plant(), 2);
  await journey.call('mrp.production', 'action_cancel', [[order]]);
  await journey.expectEvent('manufacturing.production-order.cancelled.v1', orderId(order));
});

test('manufacturing.scrap.reported.v1: a component is spoilt', async () => {
  const plant = await floor.plant();
  const order = await floor.released(plant, 2);
  const scrap = await floor.warehouse.make('stock.scrap', { product_id: plant.component, scrap_qty: 1, production_id: order });
  await journey.call('stock.scrap', 'action_validate', [[scrap]]);
  const { data } = await journey.expectEvent('manufacturing.scrap.reported.v1', journey.id('stock.scrap', scrap));
  expect(data).toMatchObject({ part: 'component', productionOrder: { id: orderId(order) } });
});

test('manufacturing.quality-failure.reported.v1: a work centre is blocked for its quality', async () => {
  const { centre } = await floor.plant();
  const [defect] = await journey.person.searchIds('mrp.workcenter.productivity.loss', [['loss_type', '=', 'quality']]);
  const failure = await journey.create('mrp.workcenter.productivity', { workcenter_id: centre, loss_id: defect, description: 'Runs' });
  const { data } = await journey.expectEvent(
    'manufacturing.quality-failure.reported.v1',
    journey.id('mrp.workcenter.productivity', failure),
  );
  expect(data).toMatchObject({ workCenter: { id: journey.id('mrp.workcenter', centre) }, description: 'Runs', endedAt: null });
});
