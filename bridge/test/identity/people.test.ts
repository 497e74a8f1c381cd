/** People and services with tokens of a real OpenID provider, at the doors of a whole bridge. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { call, logged, rows, stored } from './http-scene.js';
import { TestProvider, newPair, trustIn } from './provider.js';

jest.setTimeout(60_000);
const APPROVED = 'procurement.purchase-order.approved.v1';
const COMMAND = '/commands/procurement.request-purchase.v1';
let bridge: TestBridge;
let provider: TestProvider;
let log: string[];
const tokens: string[] = [];
const kept = (token: string): string => {
  tokens.push(token);
  return token;
};

beforeAll(async () => {
  provider = await TestProvider.start({
    alice: ['plant-operators'],
    sam: ['plant-support'],
    eve: ['chess-club'],
    ada: ['plant-admins'],
    paul: ['plant-approvers'],
  });
  const field = { id: 'field', roles: ['field-app'], oidcClient: 'mes' };
  bridge = await testBridge({ oidc: trustIn(provider.issuer), clients: [field] });
  log = logged();
}, 120_000);
afterAll(async () => {
  await bridge.stop();
  await provider.goAway().catch(() => undefined);
}, 60_000);

test('a person operates by its roles, and the audit trail names it', async () => {
  const alice = kept(await provider.person('alice'));
  const hook = { name: 'by-alice', client: 'mes', contracts: [APPROVED], channel: { kind: 'webhook', url: 'https://example.com/' } };
  expect(await call(bridge, alice, '/subscriptions', 'POST', hook)).toMatchObject({ status: 201 });
  const told = await rows(bridge, `SELECT actor FROM audit_entry WHERE subject ->> 'subscription' = 'by-alice'`);
  expect(told).toEqual([{ actor: 'person:alice' }]);
  // what only an admin gives
  expect(await call(bridge, alice, '/clients/ops/keys?dryRun=true', 'POST', {})).toMatchObject({ status: 403 });
  expect(await call(bridge, kept(await provider.person('ada')), '/clients/ops/keys?dryRun=true', 'POST', {})).toMatchObject({
    status: 201,
  });
  const sam = kept(await provider.person('sam'));
  expect(await call(bridge, sam, '/deliveries')).toMatchObject({ status: 200 });
  expect(await call(bridge, sam, '/subscriptions')).toMatchObject({ status: 403, json: { code: 'policy-denied' } });
});

test('who came is known afterwards, with its roles, so that decisions can be handed to it', async () => {
  expect(await call(bridge, kept(await provider.person('paul')), '/approvals')).toMatchObject({ status: 200 });
  const seen = async () => rows(bridge, `SELECT roles FROM person_seen WHERE id = 'person:paul'`);
  // it is written beside the request
  while ((await seen()).length === 0) await sleep(20);
  expect(await seen()).toEqual([{ roles: ['approver', 'finance-manager'] }]);
});

test('a person sends nothing, neither as itself nor as the client it logged in through', async () => {
  for (const name of ['alice', 'ada', 'mes', 'buyer']) {
    const token = kept(await provider.forge({ sub: name, client_id: name === 'mes' ? 'console' : 'mes', groups: ['plant-admins'] }));
    const refused = { status: 403, json: { code: 'policy-denied' } };
    expect(await call(bridge, token, COMMAND, 'POST', {})).toMatchObject(refused);
    expect(await call(bridge, token, '/queries/procurement.get-purchase-order.v1', 'POST', {})).toMatchObject(refused);
    expect(await call(bridge, token, '/commands/00000000-0000-7000-8000-000000000000')).toMatchObject(refused);
  }
  expect(await rows(bridge, 'SELECT 1 FROM command')).toHaveLength(0);
});

test('a service’s token is one of our clients, with that client’s roles and no others', async () => {
  const token = kept(await provider.service('mes'));
  // past the guard and the door: what is missing is the key
  expect(await call(bridge, token, COMMAND, 'POST', {})).toMatchObject({ status: 400, json: { code: 'missing-idempotency-key' } });
  expect(await call(bridge, token, '/subscriptions')).toMatchObject({ status: 403 });
  const sly = kept(await provider.forge({ groups: ['plant-admins'], roles: ['operator'] }));
  expect(await call(bridge, sly, '/subscriptions')).toMatchObject({ status: 403 });
  expect(await call(bridge, kept(await provider.service('nobodys')), COMMAND, 'POST', {})).toMatchObject({ status: 401 });
});

test('whoever is not let in hears the same, whatever is wrong', async () => {
  const wrong = [
    await provider.service('mes', 'odoo-nats-bridge-production'),
    await provider.forge({ exp: 1 }),
    await provider.forge({}, {}, await newPair('first')),
    await provider.forge({}, { kid: '../../x' }),
    `${await provider.forge({})}x`,
    'key-of-nobody',
    `onb_test_abcdefghijkl_${'A'.repeat(49)}`,
  ].map(kept);
  const answers = await Promise.all(wrong.map((each) => call(bridge, each, '/subscriptions')));
  const none = await call(bridge, undefined, '/subscriptions');
  expect(none).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
  expect(none.headers.get('www-authenticate')).toBe('Bearer');
  for (const { status, json } of answers) expect({ status, json }).toEqual({ status: 401, json: none.json });
});

test('a person without a mapped role is told so, and the audit trail too', async () => {
  const eve = kept(await provider.person('eve'));
  expect(await call(bridge, eve, '/subscriptions')).toMatchObject({ status: 403, json: { code: 'policy-denied' } });
  const told = await rows(
    bridge,
    `SELECT actor, data ->> 'why' AS why FROM audit_entry WHERE kind = 'login.refused' AND actor <> 'unknown'`,
  );
  expect(told).toEqual([{ actor: 'person:eve', why: 'no-role' }]);
});

test('a provider that is away stops nobody whose key is known, and is said to be away otherwise', async () => {
  const alice = kept(await provider.person('alice'));
  const ofTomorrow = kept(await provider.forge({}, { kid: 'of-tomorrow' }));
  await provider.goAway();
  expect(await call(bridge, alice, '/subscriptions')).toMatchObject({ status: 200 });
  expect([401, 503]).toContain((await call(bridge, ofTomorrow, '/subscriptions')).status);
  const second = await bridge.replica();
  try {
    const answer = await call(second, alice, '/subscriptions');
    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await call(second, KEYS.ops, '/subscriptions')).toMatchObject({ status: 200 });
  } finally {
    await second.stop();
  }
});

test('no token is in the log, the audit trail or a table', async () => {
  const text = `${await stored(bridge)}\n${log.join('\n')}`;
  expect(tokens.length).toBeGreaterThan(15);
  for (const token of tokens) for (const part of token.split('.').filter((each) => each.length > 20)) expect(text).not.toContain(part);
  // what is looked through is what was written: the refused ones are told of
  expect(text).toContain('login.refused');
});
