/**
 * docs/install-addon.md, command by command, on an Odoo database that never saw the addon,
 * with a configuration file, a data folder and a broker of its own.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_CHANGES, STREAMS } from '@odoo-nats-bridge/contracts';
import { OwnBroker } from '../rig/own-broker.js';
import { OwnDatabase } from '../rig/own-database.js';
import { commandsOf } from '../rig/page.js';
import { inRepository } from '../rig/repository.js';
import { run, start, type Shell } from '../rig/shell.js';
import { Stack } from '../rig/stack.js';
import { until } from '../rig/until.js';
import { leftOfTheAddon, probe } from './probe-module.js';

const NAME = 'test_install_addon';
// a relay that begins may have to load the registry
const A_START_MS = 90_000;
const [install, provision, relay, uninstall, ...others] = commandsOf('install-addon.md');
const provisioned = JSON.parse(readFileSync(inRepository('contracts/generated/service-users.json'), 'utf8')) as {
  readonly users: readonly { readonly login: string }[];
};

let broker: OwnBroker;
let database: OwnDatabase;
let shell: Shell;
let stopRelay: (() => Promise<void>) | undefined;
beforeAll(async () => {
  const stack = await Stack.up('test-integration');
  broker = await OwnBroker.start();
  database = await OwnDatabase.copy(stack.env, NAME, 'odoo_template');
  const folder = mkdtempSync(join(tmpdir(), 'install-addon-'));
  shell = { folder, variables: { PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}` } };
  const { PGHOST, PGPORT, ODOO_DB_USER, ODOO_DB_PASSWORD } = stack.env;
  const options = {
    ...{ db_host: PGHOST, db_port: PGPORT, db_user: ODOO_DB_USER, db_password: ODOO_DB_PASSWORD },
    ...{ data_dir: join(folder, 'data'), addons_path: addons(), http_interface: '127.0.0.1', max_cron_threads: 0 },
  };
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${String(value)}\n`);
  for (const name of ['bin', 'data', 'addons']) mkdirSync(join(folder, name));
  probe.write(join(folder, 'addons'), 1);
  writeFileSync(join(folder, 'odoo.conf'), `[options]\n${lines.join('')}`);
  const odoo = `#!/bin/sh\nexec ${inRepository('scripts/stack')} odoo --name ${stack.name} --bare -- "$@"\n`;
  writeFileSync(join(folder, 'bin', 'odoo'), odoo);
  chmodSync(join(folder, 'bin', 'odoo'), 0o755);
  // Odoo runs as the user of the stack's servers
  const { uid, gid } = statSync(stack.env.KEYS_FILE);
  for (const path of ['', 'data', 'odoo.conf']) chownSync(join(folder, path), uid, gid);
}, 20 * 60_000);
afterAll(async () => {
  await stopRelay?.();
  await database.drop();
  await broker.stop();
  rmSync(shell.folder, { recursive: true, force: true });
}, 60_000);

const addons = () => `${inRepository('odoo_addon')},${join(shell.folder, 'addons')}`;

/** A command of the page with what its reader fills in. */
const filledIn = (command = 'false') =>
  command
    .replaceAll(/\bDB\b/g, NAME)
    .replaceAll('ADDONS', addons())
    .replaceAll('nats://BROKER:4222', broker.url)
    .replaceAll('=PASSWORD', `=${broker.relayVariables.NATS_BRIDGE_PASSWORD ?? ''}`)
    .replaceAll('contracts/generated', inRepository('contracts/generated'))
    .replaceAll('/etc/odoo-nats-bridge', shell.folder);

const startRelay = () => {
  stopRelay = start(shell, filledIn(relay));
};

const published = async (model: string) =>
  (await broker.streams.all(STREAMS.changes, ALL_CHANGES)).filter(({ json }) => json.model === model);

test("the page's commands install it, and a change arrives", async () => {
  expect([install, provision, relay, uninstall, ...others].map((command) => /nats_bridge\S*/.exec(command ?? '')?.[0])).toEqual([
    'nats_bridge',
    'nats_bridge_provision',
    'nats_bridge_relay',
    'nats_bridge',
  ]);
  expect(await leftOfTheAddon(database)).toEqual([]);
  await run(shell, filledIn(install));
  await run(shell, filledIn(provision));
  const keys = JSON.parse(readFileSync(join(shell.folder, 'keys.json'), 'utf8')) as Record<string, string>;
  expect(Object.keys(keys).sort()).toEqual(provisioned.users.map(({ login }) => login).sort());
  expect(statSync(join(shell.folder, 'keys.json')).mode & 0o077).toBe(0);
  await run(shell, probe.install(NAME));
  await database.watch('probe.thing', { name: {}, size: {}, gone: {} });
  await database.watch('res.partner', { name: {}, ref: {} });
  await run(shell, probe.create(NAME, 'first'));
  startRelay();
  const first = async () => ((await published('probe.thing')).length > 0 ? published('probe.thing') : undefined);
  const [change] = await until('the change', first, A_START_MS);
  expect(change?.json).toMatchObject({ database: NAME, op: 'create', origin: 'orm', snapshot: { name: 'first', size: '5', gone: 'soon' } });
}, 240_000);

test('an upgrade of a watched module that alters and drops columns goes on being told', async () => {
  await stopRelay?.();
  // as a migration may do it, or a hand
  await database.sql.run('DROP TRIGGER nats_bridge_row_update ON probe_thing');
  probe.write(join(shell.folder, 'addons'), 2);
  await run(shell, probe.upgrade(NAME));
  const columns = await database.sql.rows<{ data_type: string }>(
    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'probe_thing' AND column_name IN ('size', 'gone')",
  );
  expect(columns).toEqual([{ column_name: 'size', data_type: 'integer' }]);
  await database.sql.run("UPDATE probe_thing SET name = 'second', size = 7");
  startRelay();
  const after = async () => (await published('probe.thing')).filter(({ json }) => Number(json.version) > 1);
  const [change] = await until('the change', async () => ((await after()).length > 0 ? after() : undefined), A_START_MS);
  const told = { rows: [{ new: { name: 'second', size: 7 } }], snapshot: { name: 'second', size: 7 } };
  expect(change?.json).toMatchObject({ origin: 'external', fields: ['name', 'size'], ...told });
}, 240_000);

test('uninstalling leaves nothing of it, and writes work', async () => {
  await stopRelay?.();
  stopRelay = undefined;
  await database.sql.run("INSERT INTO ir_config_parameter (key, value) VALUES ('nats_bridge.retention_days', '3')");
  expect((await leftOfTheAddon(database)).length).toBeGreaterThan(20);
  await run(shell, filledIn(uninstall));
  expect(await leftOfTheAddon(database)).toEqual([]);
  const users = await database.sql.rows(
    "SELECT active, (SELECT count(*)::int FROM res_users_apikeys k WHERE k.user_id = u.id) AS keys FROM res_users u WHERE login LIKE 'bridge-%'",
  );
  expect(users).toEqual(provisioned.users.map(() => ({ active: false, keys: 0 })));
  expect(await database.sql.run("UPDATE res_partner SET ref = 'still writable' WHERE id = 1")).toBe(1);
}, 240_000);
