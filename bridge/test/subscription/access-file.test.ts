import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLog } from '../../src/audit/audit.js';
import { Access } from '../../src/identity/access.js';
import { SecretBox } from '../../src/store/store.js';
import { bringIntoLine, isInLine, readAccessFile } from '../../src/subscription/access-file.js';
import { Registry, clientDeclaration, subscriptionDeclaration } from '../../src/subscription/subscription.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

const client = (id: string, more: object = {}) => ({ id, roles: ['mes'], ...more });
const subscription = (name: string, more: object = {}) => ({
  name,
  client: 'mes',
  contracts: ['procurement.purchase-order.approved.v1'],
  channel: { kind: 'webhook', url: 'https://example.com/', secret: `whsec_${'A'.repeat(32)}` },
  ...more,
});

let database: TestDatabase;
let folder: string;
let access: Access;
let registry: Registry;

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'access-file-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});
beforeEach(async () => {
  await database.query('TRUNCATE subscription, client RESTART IDENTITY CASCADE');
  access = new Access([], []);
  registry = new Registry(database.store, new AuditLog(database.store), new SecretBox([new Uint8Array(32)]), access);
});

function file(clients: object[], subscriptions: object[]) {
  const path = join(folder, 'access.json');
  writeFileSync(path, JSON.stringify({ clients, subscriptions }));
  return readAccessFile(path);
}

/** As at a start of the bridge; true when something had to change. */
async function start(clients: object[], subscriptions: object[]): Promise<boolean> {
  const declared = file(clients, subscriptions);
  await registry.refresh();
  if (isInLine(declared, access)) return false;
  await registry.change('access-file', async (change) => bringIntoLine(declared, await registry.read(), change));
  return true;
}

test('the file is brought into the tables once; a start with the same file changes nothing', async () => {
  expect(await start([client('mes')], [subscription('one'), subscription('two')])).toBe(true);
  expect(access.subscriptions.map(({ name, origin }) => `${name} ${origin}`)).toEqual(['one file', 'two file']);
  const { revision } = access;
  expect(await start([client('mes')], [subscription('one'), subscription('two')])).toBe(false);
  expect(access.revision).toBe(revision);
});

test('a changed entry changes its row alone, and a pause survives', async () => {
  await start([client('mes')], [subscription('one'), subscription('two')]);
  await registry.setStatus('ops', 'one', 'paused');
  const untouched = access.subscription('two');
  await start([client('mes')], [subscription('one', { order: 'record' }), subscription('two')]);
  expect(access.subscription('one')).toMatchObject({ order: 'record', status: 'paused' });
  expect(access.subscription('two')).toEqual(untouched);
});

test('what the file no longer names is deleted or closed, and comes back in its old place', async () => {
  await start([client('mes'), client('wms')], [subscription('one'), subscription('two')]);
  const ordinal = access.subscription('one')?.ordinal;
  await start([client('mes')], [subscription('two')]);
  expect([access.subscription('one'), access.client('wms')]).toEqual([undefined, undefined]);
  await start([client('mes'), client('wms')], [subscription('one'), subscription('two')]);
  expect(access.subscription('one')?.ordinal).toBe(ordinal);
  expect(access.client('wms')).toBeDefined();
});

test('what the API made is left alone; a name that both declare is refused at the start', async () => {
  await registry.createClient('ops', clientDeclaration.parse(client('acme')));
  await registry.create('ops', subscriptionDeclaration.parse(subscription('theirs', { client: 'acme' })));
  await start([client('mes')], [subscription('one')]);
  expect(access.subscriptions.map(({ name }) => name)).toEqual(['theirs', 'one']);
  await expect(start([client('mes')], [subscription('theirs')])).rejects.toThrow();
});

test('a login moves from one client to another', async () => {
  await start([client('a', { natsUser: 'scanner' }), client('b')], []);
  await start([client('b', { natsUser: 'scanner' })], []);
  expect(access.byNatsUser('scanner')?.id).toBe('b');
});

test.each([
  ['an unknown client', [], [subscription('one')], /unknown client/],
  ['one name twice', [client('mes')], [subscription('one'), subscription('one')], /one name/],
  ['a word that does not exist', [client('mes')], [subscription('one', { contracts: ['Everything'] })], /contracts/],
])('%s stops the start, and no secret is told', (_what, clients, subscriptions, message) => {
  expect(() => file(clients, subscriptions)).toThrow(message);
  expect(() => file(clients, subscriptions)).not.toThrow(/AAAA/);
});
