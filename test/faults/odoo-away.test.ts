/** Odoo is stopped while commands arrive: they are accepted, wait, and are applied once, in order per purchase order. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { odooDatabase } from '../rig/databases.js';
import { until } from '../rig/until.js';
import { odooAway } from '../soak/commands/odoo-away.js';
import { Scene } from './scene.js';

const DEADLINE_MS = 8_000;
const RECEIVE = 'procurement.receive-goods.v1';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open('test-faults');
}, 20 * 60_000);
afterAll(() => scene.close());

test('commands that arrive while Odoo is away are applied when it is back, once and in order', async () => {
  const orders = [await scene.confirmedOrder(10), await scene.confirmedOrder(10)];
  await scene.stack.stop('odoo');
  const sent: { readonly commandId: string; readonly order: number }[] = [];
  for (const quantity of ['1', '2', '3']) {
    for (const { order, line } of orders) sent.push({ order, commandId: await accepted(scene.receiptOf(order, line, quantity)) });
  }
  await scene.stack.start('odoo');

  for (const { commandId } of sent) {
    await until(
      `command ${commandId} applied`,
      async () => (await scene.warehouse.get(`/v1/commands/${commandId}`)).body.status === 'applied' || undefined,
      120_000,
    );
  }
  for (const { order } of orders) {
    expect(await scene.received(order)).toBe(6);
    expect(await inOrderOfApplication(order, sent)).toEqual(sent.filter((each) => each.order === order).map((each) => each.commandId));
  }
}, 300_000);

// npm run soak:commands -- --odoo-away 600 is the same for ten minutes
test('under load for a while: all accepted, applied in order afterwards, and none ends without a word', async () => {
  const verdict = await odooAway(scene.stack, { awayMs: 40_000, everyMs: 200, say: () => undefined });
  expect(verdict).toMatchObject({ unaccepted: 0, wrong: 0, doubled: 0, out_of_order: 0, untold: 0 });
  expect(verdict.applied).toBeGreaterThan(0);
  expect(verdict.deadline_passed).toBeGreaterThan(0);
}, 300_000);

test('a call that Odoo may have carried out is asked again, though its deadline passed meanwhile', async () => {
  const { order, line } = await scene.confirmedOrder(10);
  const blocker = await odooDatabase(scene.stack.env);
  const letGo = await blocker.hold("SELECT 1 FROM bridge_version WHERE model = 'purchase.order' AND record_id = $1 FOR UPDATE", [order]);
  const commandId = await accepted(scene.receiptOf(order, line, '4'), DEADLINE_MS);
  const passed = Date.now() + DEADLINE_MS;
  await until('Odoo has the command', async () => {
    const waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    return (await scene.odoo.rows(waiting)).length > 0 || undefined;
  });
  await scene.stack.kill('odoo');
  await letGo();
  await blocker.close();
  await until('its deadline passed', () => Date.now() > passed + 3_000 || undefined);
  expect((await scene.warehouse.get(`/v1/commands/${commandId}`)).body.status).toBe('accepted');
  await scene.stack.start('odoo');
  const ended = async () => (await scene.warehouse.get(`/v1/commands/${commandId}`)).body.status === 'applied' || undefined;
  await until('it is applied', ended, 120_000);
  expect(await scene.appliedInOdoo(commandId)).toBe(1);
  expect(await scene.received(order)).toBe(4);
}, 300_000);

async function accepted(input: unknown, deadlineMs?: number): Promise<string> {
  const deadline = deadlineMs === undefined ? {} : { deadline: new Date(Date.now() + deadlineMs).toISOString() };
  const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=0', ...deadline };
  const answer = await scene.warehouse.raw(RECEIVE, headers, JSON.stringify(input));
  expect(answer.http).toBe(202);
  return String(answer.body.commandId);
}

async function inOrderOfApplication(order: number, sent: readonly { commandId: string; order: number }[]): Promise<string[]> {
  const ids = sent.filter((each) => each.order === order).map((each) => each.commandId);
  const rows = await scene.odoo.rows<{ command_id: string }>(
    'SELECT command_id FROM bridge_command WHERE command_id = ANY($1) ORDER BY applied_at, id',
    [ids],
  );
  return rows.map((row) => row.command_id);
}
