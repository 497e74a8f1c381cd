/**
 * One Odoo server, two databases: capture and both starters inside the server serve each of them,
 * with a checkpoint and a numbering of its own.
 */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ALL_CHANGES, STREAMS } from '@odoo-nats-bridge/contracts';
import { freePort } from '../rig/free-port.js';
import { OdooServer } from '../rig/odoo-command.js';
import { OdooUser } from '../rig/odoo-user.js';
import { OwnBroker } from '../rig/own-broker.js';
import { OwnDatabase } from '../rig/own-database.js';
import { Stack } from '../rig/stack.js';
import { until } from '../rig/until.js';

const NAMES = ['test_several_one', 'test_several_two'] as const;

let stack: Stack;
let broker: OwnBroker;
let databases: OwnDatabase[] = [];
let server: OdooServer | undefined;
beforeAll(async () => {
  stack = await Stack.up('test-integration');
  await stack.template();
  broker = await OwnBroker.start();
  for (const name of NAMES) databases.push(await OwnDatabase.copy(stack.env, name));
  for (const database of databases) await database.watch('res.partner', { name: {}, ref: {} });
}, 20 * 60_000);
afterEach(() => server?.stop(), 60_000);
afterAll(async () => {
  for (const database of databases) await database.drop();
  databases = [];
  await broker.stop();
}, 60_000);

/** Serves both databases; a person at each. */
async function serve(variables: Record<string, string>, cronThreads: number): Promise<OdooUser[]> {
  const port = await freePort();
  server = OdooServer.start({ instance: stack.name, variables: { ...broker.relayVariables, ...variables } }, [
    ...['-d', NAMES.join(','), '--http-interface=127.0.0.1', `--http-port=${String(port)}`],
    ...['--workers=0', `--max-cron-threads=${String(cronThreads)}`],
  ]);
  const at = { ODOO_URL: `http://127.0.0.1:${String(port)}`, ODOO_ADMIN_LOGIN: 'admin', ODOO_ADMIN_PASSWORD: 'admin' };
  const login = (name: string) => until(`a login at ${name}`, () => OdooUser.login({ ...at, ODOO_DATABASE: name }), 60_000);
  return [await login(NAMES[0]), await login(NAMES[1])];
}

const create = async (person: OdooUser, name: string) => person.call('res.partner', 'create', [[{ name }]]);

/** The partners' names on the stream, by database, in the order of the stream. */
async function published(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { subject, json, header } of await broker.streams.all(STREAMS.changes, ALL_CHANGES)) {
    const [, , database = '', model] = subject.split('.');
    expect(json.database).toBe(database);
    expect(model).toBe('res-partner');
    const names = (found[database] ??= []);
    names.push((json.snapshot as { name: string }).name);
    expect(Number(header('Bridge-Relay-Seq'))).toBe(names.length);
  }
  return found;
}

const arrived = (name: string, count: number) =>
  until(`${String(count)} changes of ${name}`, async () => ((await published())[name]?.length === count ? true : undefined));

test('the relay in the server serves each database on its own', async () => {
  const people = await serve({ NATS_BRIDGE_RELAY: 'server' }, 0);
  await Promise.all(people.flatMap((person, at) => ['first', 'second'].map((name) => create(person, `${name} of ${NAMES[at] ?? ''}`))));
  for (const name of NAMES) await arrived(name, 2);
  for (const [name, names] of Object.entries(await published())) expect(names.sort()).toEqual([`first of ${name}`, `second of ${name}`]);
  const checkpoints = await broker.streams.all(STREAMS.changes, 'odoo.checkpoint.>');
  expect([...new Set(checkpoints.map(({ subject }) => subject))].sort()).toEqual(NAMES.map((name) => `odoo.checkpoint.${name}`));
  for (const name of NAMES) {
    const own = checkpoints.filter(({ subject }) => subject === `odoo.checkpoint.${name}`);
    expect(own.at(-1)?.json.relay_seq).toBe(2);
  }
}, 120_000);

test('the scheduled action publishes the database it runs in, and only that', async () => {
  const people = await serve({ NATS_BRIDGE_RELAY: 'process' }, 1);
  for (const [at, person] of people.entries()) await create(person, `by cron of ${NAMES[at] ?? ''}`);
  const [one, two] = databases;
  // a cron thread listens when it has begun: ask until it hears
  await until('the change of the first database', async () => {
    await one?.triggerCron();
    return (await published())[NAMES[0]]?.length === 3 ? true : undefined;
  });
  expect((await published())[NAMES[1]]?.length).toBe(2);
  await two?.triggerCron();
  await arrived(NAMES[1], 3);
  expect((await published())[NAMES[0]]?.length).toBe(3);
  for (const name of NAMES) expect((await published())[name]?.at(-1)).toBe(`by cron of ${name}`);
}, 120_000);
