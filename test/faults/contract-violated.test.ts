/**
 * A contract violated on purpose: somebody installs a module that adds a state to purchase orders, and uses it.
 * What no contract has a word for lands in the dead letters with its reason, and holds up nothing.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STREAMS, translateDeadLetters } from '@odoo-nats-bridge/contracts';
import { freePort } from '../rig/free-port.js';
import { OdooServer, odooCommand } from '../rig/odoo-command.js';
import { OdooUser } from '../rig/odoo-user.js';
import { inRepository } from '../rig/repository.js';
import { until } from '../rig/until.js';
import { Scene } from './scene.js';
import { MODULE, UNKNOWN_STATE, writeModule } from './unknown-state-module.js';

const CHANGED = ['procurement.purchase-order.changed.v1', 'procurement.purchase-order.changed.v2'];
const NEWEST = 'procurement.purchase-order.changed.v2';

let scene: Scene;
let addons: string;
let server: OdooServer | undefined;
let person: OdooUser;

const addonsPath = (): string => `--addons-path=${inRepository('odoo_addon')},${addons}`;
const odoo = async (...command: readonly string[]): Promise<void> => {
  const { code, output } = await odooCommand({ instance: scene.stack.name }, command);
  if (code !== 0) throw new Error(`odoo ${command.join(' ')}\n${output}`);
};

beforeAll(async () => {
  scene = await Scene.open('test-faults');
  addons = mkdtempSync(join(tmpdir(), 'violated-contract-'));
  writeModule(addons);
  // Odoo runs as the user of the stack's servers
  chmodSync(addons, 0o755);
  // the instance's own server does not know the module's folder: for the time of this test another one serves the database
  await scene.stack.stop('odoo');
  const { ODOO_DATABASE: database } = scene.stack.env;
  await odoo(addonsPath(), '-d', database, '-i', MODULE, '--stop-after-init', '--no-http');
  const port = await freePort();
  const at = ['--http-interface=127.0.0.1', `--http-port=${String(port)}`, '--workers=0', '--max-cron-threads=0'];
  server = OdooServer.start({ instance: scene.stack.name }, [addonsPath(), '-d', database, ...at]);
  const login = { ...scene.stack.env, ODOO_URL: `http://127.0.0.1:${String(port)}` };
  person = await until('the server with the module', () => OdooUser.login(login), 120_000);
}, 20 * 60_000);
afterAll(async () => {
  // before the others get their database back
  await person.call('ir.module.module', 'button_immediate_uninstall', [
    await person.searchIds('ir.module.module', [['name', '=', MODULE]]),
  ]);
  await server?.stop();
  await scene.stack.start('odoo');
  await scene.close();
  rmSync(addons, { recursive: true, force: true });
}, 5 * 60_000);

const events = async (order: number) =>
  (await scene.streams.all(STREAMS.events, `events.${NEWEST}`)).filter(
    (message) => message.header('ce-subject') === scene.id('purchase.order', order),
  );
const eventOf = (order: number, reference: string) =>
  until(`the event of ${reference}`, async () => (await events(order)).find(({ json }) => json.supplierReference === reference), 60_000);

/** Of one record's changes, in the order of the stream. */
const letters = async (order: number) =>
  (await scene.streams.all(STREAMS.deadLetters, translateDeadLetters)).filter(({ json }) => {
    const { text } = json.payload as { text: string };
    const change = JSON.parse(text) as { model: string; record_id: number };
    return change.model === 'purchase.order' && change.record_id === order;
  });

test('an unknown state lands in the dead letters with a reason, and the next changes pass', async () => {
  const disputed = await person.draftPurchaseOrder(scene.supplierParty, [3]);
  const other = await person.draftPurchaseOrder(scene.supplierParty, [4]);
  await until('the events of both drafts', async () =>
    (await events(disputed)).length > 0 && (await events(other)).length > 0 ? true : undefined,
  );

  await person.call('purchase.order', 'button_dispute', [[disputed]]);
  // others go on while this one stays what no contract knows
  await person.call('purchase.order', 'write', [[other], { partner_ref: 'another one' }]);
  await eventOf(other, 'another one');

  const found = await until('the dead letters', async () => {
    const now = await letters(disputed);
    return now.length >= CHANGED.length ? now : undefined;
  });
  expect(found.map(({ json }) => json.contract).sort()).toEqual(CHANGED);
  const [letter] = found;
  expect(letter?.header('Bridge-Reason')).toBe('unknown-word');
  expect(letter?.json).toMatchObject({ reason: 'unknown-word', path: 'state', source: { stream: STREAMS.changes } });
  expect(letter?.json.message).toMatch(/^field state of record \d+ is not one of draft, sent, /);
  // the change is found again in Odoo, by its id
  const { text } = letter?.json.payload as { text: string };
  expect(JSON.parse(text)).toMatchObject({ change_id: letter?.json.changeId, snapshot: { state: UNKNOWN_STATE } });
  expect(JSON.stringify({ ...letter?.json, payload: null })).not.toContain(UNKNOWN_STATE);

  // the same record, as soon as it is something that contracts know
  await person.call('purchase.order', 'write', [[disputed], { state: 'draft', partner_ref: 'settled' }]);
  const settled = await eventOf(disputed, 'settled');
  expect(settled.json).toMatchObject({ state: 'draft' });
  // the violated change counts as a version: whoever keeps a copy sees that one is missing
  expect((await events(disputed)).map((message) => message.header('ce-recordversion'))).toEqual(['1', '3']);
  expect((await letters(disputed)).length).toBe(CHANGED.length);
  expect((await letters(other)).length).toBe(0);
}, 180_000);

test('the bridge stays healthy: the translator never stopped', async () => {
  const { env } = scene.stack;
  const before = await scene.stack.state('bridge');
  const order = await person.draftPurchaseOrder(scene.supplierParty, [5]);
  await person.call('purchase.order', 'button_dispute', [[order]]);
  await until('its dead letters', async () => ((await letters(order)).length > 0 ? true : undefined), 60_000);
  expect((await scene.stack.state('bridge')).pid).toBe(before.pid);
  // Odoo's own address is away, so the bridge as a whole is not ready; the translator is
  const { components } = (await (await fetch(`${env.BRIDGE_URL}/readyz`)).json()) as { components: Record<string, { state: string }> };
  expect(components.translate?.state).toBe('ok');
}, 120_000);
