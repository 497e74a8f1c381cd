/**
 * The bridge dies after Odoo committed a command and before the bridge knows it.
 * The moment is held open from outside: the test locks the bridge's own row of the command, so that the answer cannot be recorded.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Database, odooDatabase } from '../rig/databases.js';
import { until } from '../rig/until.js';
import { Scene } from './scene.js';

let scene: Scene;
let lockOnOdoo: Database;
beforeAll(async () => {
  scene = await Scene.open('test-faults');
  lockOnOdoo = await odooDatabase(scene.stack.env);
}, 20 * 60_000);
afterAll(async () => {
  await lockOnOdoo.close();
  await scene.close();
});

test('a command whose answer was lost is applied once and answered after the restart', async () => {
  const { order, line } = await scene.confirmedOrder(10);
  const letOdooGoOn = await lockOnOdoo.hold("SELECT 1 FROM bridge_version WHERE model = 'purchase.order' AND record_id = $1 FOR UPDATE", [
    order,
  ]);
  const key = randomUUID();
  const accepted = await scene.warehouse.raw(
    'procurement.receive-goods.v1',
    { 'idempotency-key': key, prefer: 'wait=0' },
    JSON.stringify(scene.receiptOf(order, line, '6')),
  );
  expect(accepted.http).toBe(202);
  const commandId = String(accepted.body.commandId);

  await until('Odoo waits at our lock, its work nearly done', odooWaits);
  expect(await status(commandId)).toBe('applying');
  const letBridgeRecord = await scene.bridge.hold('SELECT id FROM command WHERE id = $1 FOR UPDATE', [commandId]);
  await letOdooGoOn();
  await until('Odoo committed the command', async () => (await scene.appliedInOdoo(commandId)) === 1 || undefined);
  await scene.stack.kill('bridge');
  await letBridgeRecord();
  expect(await status(commandId)).toBe('applying');

  await scene.stack.start('bridge');
  await until('the command is settled', async () => (await status(commandId)) === 'applied' || undefined, 60_000);
  const answer = await scene.warehouse.command('procurement.receive-goods.v1', key, scene.receiptOf(order, line, '6'));
  expect(answer).toMatchObject({ http: 200, commandId, status: 'applied', replayed: true });
  expect(await scene.appliedInOdoo(commandId)).toBe(1);
  expect(await scene.received(order)).toBe(6);
}, 180_000);

async function odooWaits(): Promise<true | undefined> {
  const waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  return (await scene.odoo.rows(waiting)).length > 0 || undefined;
}

async function status(commandId: string): Promise<string | undefined> {
  const watcher = await Database.open({ connectionString: scene.stack.env.BRIDGE_DATABASE_URL });
  try {
    return (await watcher.rows<{ status: string }>('SELECT status FROM command WHERE id = $1', [commandId]))[0]?.status;
  } finally {
    await watcher.close();
  }
}
