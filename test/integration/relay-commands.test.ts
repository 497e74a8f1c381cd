/** The administrator's commands beside a running relay: a range again, what exists already, and what they refuse. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ALL_CHANGES, STREAMS } from '@odoo-nats-bridge/contracts';
import { Scene } from '../faults/scene.js';
import { odooCommand } from '../rig/odoo-command.js';
import { until } from '../rig/until.js';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open('test-integration');
}, 20 * 60_000);
afterAll(() => scene.close());

const DATABASE = 'test-integration';
const command = (...args: readonly string[]) => odooCommand({ instance: DATABASE }, args);
const changes = () => scene.streams.all(STREAMS.changes, ALL_CHANGES);

test('a range of the outbox is published again, with the same change ids and content', async () => {
  const { order } = await scene.confirmedOrder(2);
  await scene.person.call('purchase.order', 'write', [[order], { partner_ref: 'twice' }]);
  const rows = await scene.odoo.rows<{ id: string; change_id: string }>(
    "SELECT id, change_id FROM bridge_outbox WHERE model = 'purchase.order' AND record_id = $1 ORDER BY id",
    [order],
  );
  expect(rows.length).toBeGreaterThan(1);
  const [first, last] = [rows.at(0)?.id ?? '', rows.at(-1)?.id ?? ''];
  const ids = rows.map((row) => row.change_id);
  const of = async (id: string) => (await changes()).filter((message) => message.json.change_id === id);
  for (const id of ids) await until('its first time', async () => ((await of(id)).length === 1 ? true : undefined));
  const range = ['--from', first, '--to', last, '--model', 'purchase.order'];
  const { code, output } = await command('nats_bridge_republish', '-d', DATABASE, ...range, '--wait');
  expect(output).toMatch(/request \d+ is finished/);
  expect(code).toBe(0);
  const again = (await changes()).filter(
    (message) => message.header('Bridge-Again') !== '' && ids.includes(String(message.json.change_id)),
  );
  expect(again.map((message) => message.json.change_id)).toEqual(ids);
  for (const message of again) expect(message.json).toEqual((await of(String(message.json.change_id)))[0]?.json);
}, 120_000);

test('the records that exist already are told as snapshots, each once', async () => {
  const before = (await changes()).at(-1)?.sequence ?? 0;
  const { code, output } = await command('nats_bridge_backfill', '-d', DATABASE, '--model', 'purchase.order');
  expect(code).toBe(0);
  const orders = await scene.odoo.rows<{ id: number }>('SELECT id FROM purchase_order ORDER BY id');
  expect(output).toContain(`${String(orders.length)} records of purchase.order wait in the bulk lane`);
  const snapshots = await until('all snapshots', async () => {
    const found = (await changes()).filter(
      ({ json, sequence }) => sequence > before && json.model === 'purchase.order' && json.op === 'snapshot',
    );
    return found.length >= orders.length ? found : undefined;
  });
  expect(snapshots.map(({ json }) => json.record_id)).toEqual(orders.map(({ id }) => id));
  for (const { json } of snapshots) expect(json).toMatchObject({ lane: 'bulk', snapshot: { id: json.record_id } });
}, 120_000);

test('a wrong argument is named, with exit code 2', async () => {
  const wrong: readonly (readonly [message: string, ...args: string[]])[] = [
    ['name the range with --from and --to', 'nats_bridge_republish', '-d', DATABASE, '--from', '1'],
    ['--from 9 is behind --to 3', 'nats_bridge_republish', '-d', DATABASE, '--from', '9', '--to', '3'],
    ['--from must be a number, not one', 'nats_bridge_republish', '-d', DATABASE, '--from', 'one', '--to', '3'],
    ['name one database with -d', 'nats_bridge_republish', '--from', '1', '--to', '3'],
    ['nats_bridge is not installed in postgres', 'nats_bridge_republish', '-d', 'postgres', '--from', '1', '--to', '3'],
    ['say with --model what to tell', 'nats_bridge_backfill', '-d', DATABASE],
    ['the database nowhere cannot be opened', 'nats_bridge_backfill', '-d', 'nowhere', '--model', 'purchase.order'],
    ['no active watch captures res.users', 'nats_bridge_backfill', '-d', DATABASE, '--model', 'res.users'],
  ];
  const answers = await Promise.all(wrong.map(async ([message, ...args]) => ({ message, ...(await command(...args)) })));
  for (const { message, code, output } of answers) {
    expect(output).toContain(message);
    expect(output).not.toContain('Traceback');
    expect(code).toBe(2);
  }
}, 120_000);
