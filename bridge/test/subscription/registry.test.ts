import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/audit/audit.js';
import { Access } from '../../src/identity/access.js';
import { SecretBox } from '../../src/store/store.js';
import { Following } from '../../src/subscription/following.js';
import { Registry, clientDeclaration, subscriptionDeclaration } from '../../src/subscription/subscription.js';
import { eventually } from '../rig/eventually.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

const SECRET = `whsec_${'A'.repeat(32)}`;
const box = new SecretBox([new Uint8Array(32)]);

let database: TestDatabase;
let access: Access;
let registry: Registry;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  await database.query('TRUNCATE subscription, client RESTART IDENTITY CASCADE');
  ({ access, registry } = replica());
  await registry.refresh();
  await registry.createClient('ops', clientDeclaration.parse({ id: 'acme', roles: ['supplier'] }));
});

function replica(): { access: Access; registry: Registry } {
  const own = new Access([], []);
  return { access: own, registry: new Registry(database.store, new AuditLog(database.store), box, own) };
}

const declared = (name: string, client = 'acme') =>
  subscriptionDeclaration.parse({
    name,
    client,
    contracts: ['procurement.*'],
    channel: { kind: 'webhook', url: 'https://example.com/', secret: SECRET },
  });

const refused = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

test('what was declared is read back whole, and the stored row does not hold the secret', async () => {
  const created = await registry.create('ops', declared('orders'));
  expect(access.subscription('orders')).toEqual(created);
  expect(created).toMatchObject({ status: 'active', origin: 'api', ordinal: 1, channel: { secrets: [{ value: SECRET }] } });
  const rows = await database.query<Record<string, unknown>>('SELECT * FROM subscription');
  expect(JSON.stringify(rows)).not.toContain('AAAAAAAA');
  const audited = await database.query<Record<string, unknown>>('SELECT * FROM audit_entry');
  expect(JSON.stringify(audited)).not.toContain('AAAAAAAA');
});

test('each change has a revision of its own, an entry in the audit, and keeps the place in the order', async () => {
  const { ordinal, revision } = await registry.create('ops', declared('orders'));
  const changed = await registry.replace('ann', { ...declared('orders'), order: 'record' });
  const paused = await registry.setStatus('ann', 'orders', 'paused', 'maintenance');
  expect([changed.ordinal, paused.ordinal]).toEqual([ordinal, ordinal]);
  expect([changed.revision, paused.revision]).toEqual([revision + 1, revision + 2]);
  expect(paused).toMatchObject({ order: 'record', statusReason: 'maintenance' });
  const story = await new AuditLog(database.store).story('subscription:orders');
  expect(story.map(({ kind, actor }) => `${kind} ${actor}`).slice(-3)).toEqual([
    'subscription.created ops',
    'subscription.changed ann',
    'subscription.paused ann',
  ]);
});

test('a change that is refused leaves nothing behind', async () => {
  const before = await registry.read();
  await expect(
    registry.change('ops', async (change) => {
      await change.create(declared('one'), 'api');
      await change.create(declared('two', 'nobody'), 'api');
    }),
  ).rejects.toEqual(refused('client-not-found'));
  expect(await registry.read()).toEqual(before);
});

describe('names', () => {
  test('two subscriptions cannot have one', async () => {
    await registry.create('ops', declared('orders'));
    await expect(registry.create('ops', declared('orders'))).rejects.toEqual(refused('subscription-exists'));
  });

  test('of a deleted one only its own client may take it again, and its place', async () => {
    const { ordinal } = await registry.create('ops', declared('orders'));
    await registry.delete('ops', 'orders');
    expect(access.subscription('orders')).toBeUndefined();
    expect(access.deleted).toEqual(['orders']);
    await registry.createClient('ops', clientDeclaration.parse({ id: 'rival', roles: ['supplier'] }));
    await expect(registry.create('ops', declared('orders', 'rival'))).rejects.toEqual(refused('subscription-exists'));
    expect(await registry.create('ops', declared('orders'))).toMatchObject({ ordinal, client: 'acme' });
  });

  test('nobody takes over another client’s by changing it', async () => {
    await registry.create('ops', declared('orders'));
    await registry.createClient('ops', clientDeclaration.parse({ id: 'rival', roles: ['supplier'] }));
    await expect(registry.replace('ops', declared('orders', 'rival'))).rejects.toEqual(refused('subscription-exists'));
  });
});

test('a closed client is nobody, and its subscriptions are gone with it', async () => {
  await registry.create('ops', declared('orders'));
  await registry.closeClient('ops', 'acme');
  expect([access.client('acme'), access.subscription('orders')]).toEqual([undefined, undefined]);
  await expect(registry.create('ops', declared('more'))).rejects.toEqual(refused('client-not-found'));
});

test('20 changes at once get 20 revisions, and none is lost', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => registry.create('ops', declared(`s${index}`))));
  expect(access.subscriptions).toHaveLength(20);
  expect(new Set(access.subscriptions.map(({ revision }) => revision)).size).toBe(20);
});

test('another replica follows by the signal, and by polling when the signal is lost', async () => {
  const other = replica();
  const following = new Following(database.store, other.registry);
  following.onApplicationBootstrap();
  await eventually(() => other.access.client('acme') !== undefined);
  await registry.create('ops', declared('orders'));
  await eventually(() => other.access.subscription('orders') !== undefined);
  // a row that nobody told of
  await database.query(`UPDATE subscription SET status = 'paused', revision = revision + 1`);
  await database.query(`UPDATE access_revision SET revision = revision + 1`);
  await eventually(() => other.access.subscription('orders')?.status === 'paused');
  await following.beforeApplicationShutdown();
});
