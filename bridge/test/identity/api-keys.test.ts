/** API keys from the first to the last day, on a whole bridge with a second replica: nothing is remembered that was revoked. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { newKey, readKey } from '../../src/identity/api-key.js';
import { Addresses, netOf } from '../../src/identity/addresses.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { eventually } from '../rig/eventually.js';
import { call, logged, rows, stored } from './http-scene.js';

jest.setTimeout(60_000);
let bridge: TestBridge;
let second: Awaited<ReturnType<TestBridge['replica']>>;
let log: string[];
/** whatever must never be written down anywhere */
const secrets: string[] = Object.values(KEYS);

beforeAll(async () => {
  const admin = { id: 'boss', roles: ['admin'], apiKeySha256: createHash('sha256').update('key-of-boss').digest('hex') };
  bridge = await testBridge({ clients: [admin] });
  second = await bridge.replica();
  log = logged();
  secrets.push('key-of-boss');
}, 300_000);
afterAll(async () => {
  await second.stop();
  await bridge.stop();
});

interface Key {
  readonly id: string;
  readonly secret: string;
}
async function issue(client: string, body: object = {}, by: string = KEYS.ops): Promise<Key> {
  const { status, json } = await call(bridge, by, `/clients/${client}/keys`, 'POST', body);
  expect(status).toBe(201);
  secrets.push(String(json.secret));
  return json as unknown as Key;
}
/** Lets its bearer in: a command id of nobody is answered to a client only. */
const opens = async (key: string, at: { readonly url: string } = bridge): Promise<boolean> => {
  const { status, json } = await call(at, key, '/commands/00000000-0000-7000-8000-000000000000');
  expect([401, 404]).toContain(status);
  if (status === 401) expect(json).toMatchObject({ code: 'unauthenticated' });
  return status === 404;
};
const kinds = async (): Promise<string[]> =>
  (await rows<{ kind: string }>(bridge, 'SELECT kind FROM audit_entry ORDER BY seq')).map(({ kind }) => kind);

describe('the text of a key', () => {
  const key = newKey('test', 'abcdefghijkl');

  test('names its environment and itself, and can be found by scanners', () => {
    expect(key).toMatch(/^onb_test_abcdefghijkl_[A-Za-z0-9]{49}$/);
    expect(readKey(key)).toEqual({ environment: 'test', id: 'abcdefghijkl' });
    expect(new Set(Array.from({ length: 1_000 }, () => newKey('test', 'abcdefghijkl'))).size).toBe(1_000);
  });

  test('with any one letter changed is none', () => {
    for (let at = 0; at < key.length; at += 1)
      for (const letter of ['a', 'Z', '0', '_']) {
        if (key[at] === letter) continue;
        expect([at, letter, readKey(`${key.slice(0, at)}${letter}${key.slice(at + 1)}`)]).toEqual([at, letter, undefined]);
      }
  });

  test.each(['', 'onb_', key.slice(1), `${key} `, `${key}\n`, key.toUpperCase(), `x${key}`])('%j is none', (text) => {
    expect(readKey(text)).toBeUndefined();
  });
});

test('a key is issued, used on every replica, revoked on every replica at once', async () => {
  const key = await issue('mes');
  expect(await opens(key.secret)).toBe(true);
  expect(await opens(key.secret, second)).toBe(true);
  await call(bridge, KEYS.ops, `/clients/mes/credentials/${key.id}`, 'DELETE');
  // the very next request, on the replica that was not asked
  expect(await opens(key.secret, second)).toBe(false);
  expect(await opens(key.secret)).toBe(false);
  expect(await call(bridge, KEYS.ops, `/clients/mes/credentials/${key.id}`, 'DELETE')).toMatchObject({
    status: 404,
    json: { code: 'credential-not-found' },
  });
  expect((await kinds()).filter((kind) => kind.startsWith('credential.'))).toEqual(['credential.issued', 'credential.revoked']);
});

test('a revoked key that somebody still shows is told to the audit, once', async () => {
  const key = await issue('mes');
  await call(bridge, KEYS.ops, `/clients/mes/credentials/${key.id}`, 'DELETE');
  for (let times = 0; times < 3; times += 1) expect(await opens(key.secret)).toBe(false);
  const told = await rows<{ actor: string; data: object }>(
    bridge,
    `SELECT actor, data FROM audit_entry WHERE kind = 'login.refused' AND subject ->> 'credential' = '${key.id}'`,
  );
  expect(told).toEqual([{ actor: 'mes', data: { via: 'http', why: 'revoked', address: '127.0.0.1' } }]);
});

test('rotation leaves the old keys their time, then ends them', async () => {
  const [one, two] = [await issue('mes'), await issue('mes')];
  const { json } = await call(bridge, KEYS.ops, '/clients/mes/keys/rotate', 'POST', { overlapHours: 2 / 3_600 });
  const fresh = json as unknown as { key: Key; ending: Key[] };
  secrets.push(fresh.key.secret);
  expect(fresh.ending.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
  expect(await opens(fresh.key.secret)).toBe(true);
  await eventually(async () => !(await opens(one.secret)) && !(await opens(two.secret)), 10_000);
  expect(await opens(fresh.key.secret)).toBe(true);
  expect((await kinds()).filter((kind) => kind === 'credential.ending')).toHaveLength(2);
});

test('a key ends by itself, is its client’s alone, and says when it was used', async () => {
  const key = await issue('mes', { expiresAt: new Date(Date.now() + 1_500).toISOString() });
  expect(await opens(key.secret)).toBe(true);
  await eventually(async () => {
    const { json } = await call(bridge, KEYS.ops, '/clients/mes/credentials');
    const found = (json.credentials as { id: string; lastUsedAt: string | null }[]).find(({ id }) => id === key.id);
    return found?.lastUsedAt !== null;
  });
  await eventually(async () => !(await opens(key.secret)), 10_000);
  expect(await call(bridge, KEYS.ops, '/clients/mes/keys', 'POST', { expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 422 });
});

test('a key of another environment opens nothing, though its digest is in a copied database', async () => {
  const elsewhere = newKey('production', 'abcdefghijkl');
  const digest = createHash('sha256').update(elsewhere).digest('hex');
  await rows(
    bridge,
    `INSERT INTO credential (id, client, kind, proof, issued_by, environment) VALUES ('abcdefghijkl', 'mes', 'api-key', '${digest}', 'ops', 'production')`,
  );
  expect(await opens(elsewhere)).toBe(false);
  // a row of that environment under a key of ours
  const ours = newKey('test', 'abcdefghijkm');
  const other = createHash('sha256').update(ours).digest('hex');
  await rows(
    bridge,
    `INSERT INTO credential (id, client, kind, proof, issued_by, environment) VALUES ('abcdefghijkm', 'mes', 'api-key', '${other}', 'ops', 'production')`,
  );
  expect(await opens(ours)).toBe(false);
  await rows(bridge, `UPDATE credential SET environment = 'test' WHERE id = 'abcdefghijkm'`);
  expect(await opens(ours)).toBe(true);
  await rows(bridge, `DELETE FROM credential WHERE id IN ('abcdefghijkl', 'abcdefghijkm')`);
});

test('an id with another secret opens nothing', async () => {
  const key = await issue('mes');
  expect(await opens(newKey('test', key.id))).toBe(false);
  expect(await opens(key.secret)).toBe(true);
});

describe('who may give what', () => {
  test('only an admin gives a credential of staff', async () => {
    for (const path of ['/clients/ops/keys', '/clients/boss/keys', '/clients/viewer/keys/rotate'])
      expect(await call(bridge, KEYS.ops, path, 'POST', {})).toMatchObject({ status: 403, json: { code: 'policy-denied' } });
    const partner = { name: 'friend', roles: ['supplier', 'approver'], supplier: 'odoo:golden:res.partner:1' };
    expect(await call(bridge, KEYS.ops, '/partners', 'POST', partner)).toMatchObject({ status: 403 });
    expect(await call(bridge, KEYS.ops, '/partners/ops/rotate', 'POST', {})).toMatchObject({ status: 403 });
    const { secret } = await issue('ops', {}, 'key-of-boss');
    expect(await call(bridge, secret, '/clients')).toMatchObject({ status: 200 });
  });

  test.each(['buyer', 'viewer', 'support'] as const)('%s gives nothing and sees nothing of it', async (name) => {
    for (const [path, method] of [
      ['/clients', 'GET'],
      ['/clients/mes/credentials', 'GET'],
      ['/access-report', 'GET'],
      ['/clients/mes/keys', 'POST'],
      ['/clients/mes/keys/rotate', 'POST'],
      ['/clients/mes/credentials/x', 'DELETE'],
    ] as const)
      expect(await call(bridge, KEYS[name], path, method)).toMatchObject({ status: 403, json: { code: 'policy-denied' } });
  });

  test('a dry run shows no key and makes none', async () => {
    const before = (await rows(bridge, 'SELECT 1 FROM credential')).length;
    const { json } = await call(bridge, KEYS.ops, '/clients/mes/keys?dryRun=true', 'POST', {});
    expect(json).not.toHaveProperty('secret');
    expect(await rows(bridge, 'SELECT 1 FROM credential')).toHaveLength(before);
  });
});

test('a login of another client is a conflict, not a failure', async () => {
  const digest = createHash('sha256').update(KEYS.buyer).digest('hex');
  const nkey = 'UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4';
  const supplier = { roles: ['supplier'], supplier: 'odoo:golden:res.partner:7' };
  const first = { name: 'first', ...supplier, oidcClient: 'theirs', credential: { publicKey: nkey } };
  expect(await call(bridge, KEYS.ops, '/partners', 'POST', first)).toMatchObject({ status: 200 });
  for (const taken of [{ apiKeySha256: digest }, { oidcClient: 'theirs' }, { credential: { publicKey: nkey } }])
    expect(await call(bridge, KEYS.ops, '/partners', 'POST', { name: 'late', ...supplier, ...taken })).toMatchObject({
      status: 409,
      json: { code: 'login-taken' },
    });
  expect(await call(bridge, KEYS.ops, '/partners', 'POST', { name: 'late', ...supplier })).toMatchObject({ status: 200 });
});

describe('ownership', () => {
  test('is set, shown and asked for', async () => {
    const owner = { name: 'Team logistics', email: 'logistics@example.com' };
    expect(await call(bridge, KEYS.ops, '/clients/late/owner', 'PUT', { owner, reviewBy: '2026-01-31' })).toMatchObject({
      json: { owner },
    });
    for (const wrong of [{}, { owner: {} }, { owner: { name: 'x', email: 'nobody' } }, { owner, reviewBy: 'soon' }])
      expect(await call(bridge, KEYS.ops, '/clients/late/owner', 'PUT', wrong)).toMatchObject({ status: 400 });
    expect(await call(bridge, KEYS.ops, '/clients/mes/owner', 'PUT', { owner })).toMatchObject({ json: { code: 'declared-elsewhere' } });
    const ids = async (query: string): Promise<string[]> =>
      ((await call(bridge, KEYS.ops, `/clients?${query}`)).json.clients as { id: string }[]).map(({ id }) => id);
    expect(await ids('withoutOwner=true')).toContain('first');
    expect(await ids('withoutOwner=true')).not.toContain('late');
    expect(await ids('expiringDays=30')).toContain('late');
    expect(await ids('unusedDays=30')).toEqual(expect.arrayContaining(['acme', 'first', 'late']));
    expect(await ids('unusedDays=30')).not.toEqual(expect.arrayContaining(['mes']));
    expect(await call(bridge, KEYS.ops, '/clients?unusedDays=many')).toMatchObject({ status: 400 });
  });
});

test('a flood of wrong keys is slowed for its address; who was there lately still gets in', async () => {
  const key = await issue('mes');
  expect(await opens(key.secret)).toBe(true);
  const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => call(bridge, `guess-${String(at)}`, '/clients')));
  const slowed = answers.filter(({ status }) => status === 429);
  expect(slowed.length).toBeGreaterThanOrEqual(20);
  expect(slowed[0]?.json).toMatchObject({ code: 'too-many-attempts' });
  expect(Number(slowed[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await opens(key.secret)).toBe(true);
  const { components } = (await (await fetch(`${bridge.url}/readyz`)).json()) as { components: Record<string, { detail: string }> };
  expect(components['http-logins']?.detail).toMatch(/^[1-9]\d* wrong since the start, [1-9]\d* more not looked into$/);
  const limited = await rows(bridge, `SELECT 1 FROM audit_entry WHERE kind = 'login.refused' AND data ->> 'why' = 'limited'`);
  expect(limited).toHaveLength(1);
});

test('an address comes back to its tries in time, and a network of IPv6 is one address', () => {
  let now = 0;
  const addresses = new Addresses(() => now);
  for (let at = 0; at < 30; at += 1) addresses.wrong('192.0.2.1', `guess-${String(at)}`);
  expect(addresses.waitMs('192.0.2.1', 'x')).toBe(2_000);
  expect(addresses.waitMs('192.0.2.2', 'x')).toBe(0);
  now += 2_000;
  expect(addresses.waitMs('192.0.2.1', 'x')).toBe(0);
  expect(new Set(['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2:ffff::'].map(netOf))).toEqual(new Set(['2001:db8:1:2::/64']));
  expect(netOf('::ffff:192.0.2.1')).toBe('::ffff:192.0.2.1');
});

test('no secret is in the log, the audit trail or a table', async () => {
  const text = `${await stored(bridge)}\n${log.join('\n')}`;
  expect(secrets.length).toBeGreaterThan(10);
  expect(log.length).toBeGreaterThan(0);
  for (const secret of secrets) {
    const part = secret.startsWith('onb_') ? secret.slice(-49, -6) : secret;
    expect(part.length).toBeGreaterThan(8);
    expect(text.includes(part)).toBe(false);
  }
  // what is looked for is what was stored: the digest is there
  expect(text).toContain(createHash('sha256').update(KEYS.buyer).digest('hex'));
});
