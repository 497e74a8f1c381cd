/** The broker is stopped for 30 s while people go on writing in Odoo. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { until } from '../rig/until.js';
import { Scene, untouched } from './scene.js';

const AWAY_MS = 30_000;
const CHANGED = 'procurement.purchase-order.changed.v1';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open('test-faults');
}, 20 * 60_000);
afterAll(() => scene.close());

test('writes during an outage of the broker arrive afterwards, once and in order', async () => {
  const orders = [
    await scene.person.draftPurchaseOrder(scene.supplierParty, [1]),
    await scene.person.draftPurchaseOrder(scene.supplierParty, [2]),
  ];
  await scene.stack.stop('nats');
  const end = Date.now() + AWAY_MS;
  let writes = 0;
  while (Date.now() < end) {
    writes += 1;
    const order = orders[writes % orders.length];
    await scene.person.call('purchase.order', 'write', [[order], { partner_ref: `write ${String(writes)}` }]);
  }
  await scene.stack.start('nats');

  expect(await scene.settledRelay()).toMatchObject(untouched);
  // of this order: on an instance that was there before, an earlier run has written the same
  const last = { order: scene.id('purchase.order', orders[writes % orders.length] ?? 0), reference: `write ${String(writes)}` };
  const events = await until(
    'the last write as an event',
    async () => {
      const found = await scene.streams.all(STREAMS.events, `events.${CHANGED}`);
      const isLast = found.some(({ header, json }) => header('ce-subject') === last.order && json.supplierReference === last.reference);
      return isLast ? found : undefined;
    },
    60_000,
  );
  for (const order of orders) {
    const ours = events.filter((message) => message.header('ce-subject') === scene.id('purchase.order', order));
    const versions = ours.map((message) => Number(message.header('ce-recordversion')));
    expect(versions.length).toBeGreaterThan(writes / orders.length - 1);
    expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
  }
  expect(new Set(events.map((message) => message.header('ce-id'))).size).toBe(events.length);
}, 240_000);
