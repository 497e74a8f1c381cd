/** An administrator changes a watched record with psql: no ORM, no user, and still an event, marked as such. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { STREAMS } from '@odoo-nats-bridge/contracts';
import { Scene } from '../faults/scene.js';
import { until } from '../rig/until.js';

const CHANGED = 'procurement.purchase-order.changed.v1';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open('test-integration');
}, 20 * 60_000);
afterAll(() => scene.close());

const events = async (order: number) =>
  (await scene.streams.all(STREAMS.events, `events.${CHANGED}`)).filter(
    (message) => message.header('ce-subject') === scene.id('purchase.order', order),
  );

test('an update by psql comes out as an event made outside the ORM', async () => {
  const order = await scene.person.draftPurchaseOrder(scene.supplierParty, [4]);
  expect(await scene.odoo.run('UPDATE purchase_order SET partner_ref = $1 WHERE id = $2', ['by hand', order])).toBe(1);
  const event = await until('the event of the psql update', async () =>
    (await events(order)).find((message) => message.json.supplierReference === 'by hand'),
  );
  expect(event.header('ce-origin')).toBe('external');
  const byPerson = (await events(order)).find((message) => message.header('ce-recordversion') === '1');
  expect(byPerson?.header('ce-origin')).toBe('orm');
}, 90_000);

test('a rolled back update by psql leaves nothing, and the pipe stays live', async () => {
  const order = await scene.person.draftPurchaseOrder(scene.supplierParty, [4]);
  const rollBack = await scene.odoo.hold('UPDATE purchase_order SET partner_ref = $1 WHERE id = $2', ['never', order]);
  await rollBack();
  await scene.odoo.run('UPDATE purchase_order SET partner_ref = $1 WHERE id = $2', ['after', order]);
  await until('the later update', async () => (await events(order)).find((message) => message.json.supplierReference === 'after'));
  expect((await events(order)).map((message) => message.json.supplierReference)).not.toContain('never');
}, 90_000);

test('an update of a column nobody watches makes no event, and the pipe stays live', async () => {
  const order = await scene.person.draftPurchaseOrder(scene.supplierParty, [4]);
  await until('the event of the creation', async () => ((await events(order)).length > 0 ? true : undefined));
  await scene.odoo.run("UPDATE purchase_order SET access_token = 'not for anybody' WHERE id = $1", [order]);
  await scene.odoo.run('UPDATE purchase_order SET partner_ref = $1 WHERE id = $2', ['watched', order]);
  await until('the watched update', async () => (await events(order)).find((message) => message.json.supplierReference === 'watched'));
  expect((await events(order)).length).toBe(2);
}, 90_000);
