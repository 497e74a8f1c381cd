/**
 * The relay dies after the stream has a batch and before Odoo's database knows it.
 * The moment is held open from outside: the test locks the row in which the relay notes its progress.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ALL_CHANGES, STREAMS } from '@odoo-nats-bridge/contracts';
import { odooDatabase, type Database } from '../rig/databases.js';
import { until } from '../rig/until.js';
import { Scene, untouched } from './scene.js';

let scene: Scene;
let lock: Database;
beforeAll(async () => {
  scene = await Scene.open('test-faults');
  lock = await odooDatabase(scene.stack.env);
}, 20 * 60_000);
afterAll(async () => {
  await lock.close();
  await scene.close();
});

test('a batch that was published but not marked is published once', async () => {
  await scene.confirmedOrder(3);
  await scene.settledRelay();
  for (let round = 1; round <= 3; round += 1) {
    const letRelayMark = await lock.hold('SELECT id FROM bridge_relay_progress FOR UPDATE');
    const { order } = await scene.confirmedOrder(round);
    await until('the stream has the order', () => published(order));
    await scene.stack.kill('relay');
    await letRelayMark();
    await scene.person.call('purchase.order', 'write', [[order], { partner_ref: `round ${String(round)}` }]);
    await scene.stack.start('relay');
  }
  expect(await scene.settledRelay()).toMatchObject(untouched);
}, 180_000);

/** The first batch about this order: the relay is stuck after it, because it cannot note its progress. */
async function published(order: number): Promise<true | undefined> {
  const messages = await scene.streams.all(STREAMS.changes, ALL_CHANGES);
  return messages.some(({ json }) => json.model === 'purchase.order' && json.record_id === order) || undefined;
}
