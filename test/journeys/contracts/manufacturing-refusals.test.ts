/** What the commands of manufacturing refuse on the real system: each code once. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';
import { ShopFloor } from './shop-floor.js';
import { NOWHERE } from './warehouse.js';

let journey: Journey;
let floor: ShopFloor;
beforeAll(async () => {
  journey = await Journey.open();
  floor = await ShopFloor.open(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const LONG = 120_000;
type Input = Readonly<Record<string, unknown>>;
const orderId = (row: number): string => journey.id('mrp.production', row);

test(
  'manufacturing.release-production-order.v1 and manufacturing.hold-production-order.v1 refuse orders that are not there for it',
  async () => {
    const plant = await floor.plant();
    const [draft, released] = [await floor.draft(plant, 1), await floor.released(plant, 1)];
    const release = async (row: number, code: string): Promise<void> =>
      journey.expectRefusal('manufacturing.release-production-order.v1', { productionOrderId: orderId(row) }, code);
    const hold = async (row: number, code: string): Promise<void> =>
      journey.expectRefusal('manufacturing.hold-production-order.v1', { productionOrderId: orderId(row), reason: 'Test' }, code);
    await release(NOWHERE, 'production-order-not-found');
    await release(released, 'production-order-not-releasable');
    await hold(NOWHERE, 'production-order-not-found');
    await hold(draft, 'production-order-not-open');
  },
  LONG,
);

test(
  'manufacturing.report-production.v1 refuses what was not made by the order',
  async () => {
    const plant = await floor.plant('lot', 'strict');
    const order = await floor.released(plant, 5);
    const lot = await floor.warehouse.lot(plant.product);
    const { name } = await journey.person.read('stock.lot', lot, ['name']);
    const component = { componentId: journey.id('stock.move', await floor.component(order)), quantity: '9' };
    const good = {
      productionOrderId: orderId(order),
      productId: journey.id('product.product', plant.product),
      quantity: '5',
      uom: 'Units',
      lotIds: [journey.id('stock.lot', lot)],
      backOrder: false,
    };
    const refused = async (code: string, part: Input): Promise<void> =>
      journey.expectRefusal('manufacturing.report-production.v1', { ...good, ...part }, code);
    await refused('production-order-not-found', { productionOrderId: orderId(NOWHERE) });
    await refused('production-order-not-open', { productionOrderId: orderId(await floor.draft(plant, 5)) });
    await refused('product-differs', { productId: journey.id('product.product', plant.component) });
    await refused('unit-differs', { uom: 'Dozens' });
    await refused('quantity-exceeds-order', { quantity: '6' });
    await refused('quantity-too-fine', { quantity: '1.234' });
    await refused('lot-required', { lotIds: [] });
    await refused('lot-not-found', { lotIds: [journey.id('stock.lot', NOWHERE)] });
    await refused('lot-exists', { lotIds: [], newLots: [name] });
    await refused('component-not-found', { consumed: [{ ...component, componentId: journey.id('stock.move', NOWHERE) }] });
    await refused('consumption-not-allowed', { consumed: [component] });
  },
  LONG,
);

test(
  'manufacturing.finish-work-order.v1 refuses operations that cannot be done now',
  async () => {
    const plant = await floor.plant();
    const order = await floor.released(plant, 5);
    const workOrder = await floor.workOrder(order);
    const refused = async (row: number, code: string, part: Input = {}): Promise<void> =>
      journey.expectRefusal('manufacturing.finish-work-order.v1', { workOrderId: journey.id('mrp.workorder', row), ...part }, code);
    await refused(NOWHERE, 'work-order-not-found');
    await refused(await floor.workOrder(await floor.draft(plant, 1)), 'production-order-not-open');
    await refused(workOrder, 'quantity-exceeds-order', { quantity: '6' });
    const [reason] = await journey.person.searchIds('mrp.workcenter.productivity.loss', [['loss_type', '=', 'availability']]);
    await floor.warehouse.make('mrp.workcenter.productivity', { workcenter_id: plant.centre, loss_id: reason });
    await refused(workOrder, 'work-centre-blocked');
    await journey.person.call('mrp.workcenter', 'unblock', [[plant.centre]]);
    await journey.person.call('mrp.workorder', 'button_finish', [[workOrder]]);
    await refused(workOrder, 'work-order-not-open');
  },
  LONG,
);
