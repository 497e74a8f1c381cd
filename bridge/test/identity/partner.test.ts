/** A partner's first and last day: one call or one command, on a real bridge, nats-server and Postgres. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { createUser } from '@nats-io/nkeys';
import { execFile, execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KEYS } from '../rig/bridge.js';
import { eventually } from '../rig/eventually.js';
import { Scene } from './scene.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const GLOBEX = 'odoo:demo:res.partner:12';
const SUBSCRIPTION = { contracts: ['procurement.purchase-order.approved.v2'], scope: { supplier: GLOBEX } };

// servers and bridges start and stop in here, and other suites run beside
jest.setTimeout(60_000);

let scene: Scene;
let url: string;
beforeAll(async () => {
  // the command line runs as it is built
  execFileSync('npm', ['run', '--silent', 'build:bridge'], { cwd: root, stdio: 'inherit' });
  scene = await Scene.open();
  url = await scene.bridge.getUrl();
}, 120_000);
afterAll(() => scene.close());

interface Told extends Record<string, unknown> {
  made: string[];
  credential: { id: string; user: string; secret?: string; settings: { inboxPrefix: string; apiPrefix: string } } | null;
  tests: { outcome: string; detail: string; eventId: string }[];
  undelivered: Record<string, { count: number; oldest: string | null; byContract: Record<string, number> }>;
}

async function call(method: string, path: string, body?: unknown, key: string = KEYS.ops): Promise<{ status: number; json: Told }> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${url}/v1/partners${path}`, { method, headers: { authorization: `Bearer ${key}` }, ...init });
  return { status: response.status, json: (await response.json()) as Told };
}
const add = (name: string, more: object = {}, query = ''): ReturnType<typeof call> =>
  call('POST', query, {
    name,
    roles: ['supplier'],
    supplier: GLOBEX,
    subscriptions: [{ ...SUBSCRIPTION, channel: { kind: 'nats' } }],
    ...more,
  });
const cli = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(`${root}/scripts/bridge`, args, { env: { ...process.env, BRIDGE_URL: url, BRIDGE_API_KEY: KEYS.ops } }))
    .stdout;

/** The types of the events that the partner pulls, acknowledged. */
async function pulled(user: string, secret: string, name: string): Promise<(string | undefined)[]> {
  const partner = await scene.login(user, secret);
  const consumer = await jetstream(partner, { apiPrefix: 'hub.api' }).consumers.get('DELIVERIES', name);
  const types: (string | undefined)[] = [];
  for await (const message of await consumer.fetch({ max_messages: 10, expires: 1_000 })) {
    types.push(message.headers?.get('ce-type'));
    await message.ackAck();
  }
  return types;
}

describe('over NATS', () => {
  test('one call makes it, tries it and tells; the partner logs in with what was told and gets the test event', async () => {
    const { status, json } = await add('globex');
    expect({ status, made: json.made }).toEqual({ status: 200, made: ['client', 'subscription globex-events', 'credential'] });
    expect(json.credential).toMatchObject({ user: 'globex', settings: { inboxPrefix: '_INBOX.globex', apiPrefix: 'hub.api' } });
    expect(json.tests).toMatchObject([{ outcome: 'waiting', detail: expect.stringContaining('the login works') }]);
    expect(await pulled('globex', json.credential?.secret ?? '', 'globex-events')).toEqual(['bridge.subscription.tested.v1']);
  });

  test('asked for again it makes nothing new, shows no secret and tests anew; asked for otherwise it is refused', async () => {
    const again = await add('globex');
    expect(again.json).toMatchObject({ made: [], credential: null, tests: [{ outcome: 'waiting' }] });
    expect(await add('globex', { roles: ['supplier', 'mes'] })).toMatchObject({ status: 409, json: { code: 'client-exists' } });
    const other = { contracts: ['procurement.*'], scope: { supplier: GLOBEX }, channel: { kind: 'nats' } };
    expect(await add('globex', { subscriptions: [other] })).toMatchObject({ status: 409, json: { code: 'subscription-exists' } });
  });

  test('what a crash left half done is made whole by the same call', async () => {
    const { json } = await add('half', { subscriptions: [] });
    expect(json.made).toEqual(['client']);
    expect((await add('half')).json.made).toEqual(['subscription half-events', 'credential']);
  });

  test('who was removed may come back, and finds what waited; a name of somebody else’s subscription is refused', async () => {
    await add('back');
    expect((await call('DELETE', '/back')).json.undelivered).toMatchObject({ 'back-events': { count: 1 } });
    const { json } = await add('back');
    expect(json.made).toEqual(['client', 'subscription back-events', 'credential']);
    expect(await pulled('back', json.credential?.secret ?? '', 'back-events')).toHaveLength(2);
    const taken = { ...SUBSCRIPTION, name: 'back-events', channel: { kind: 'nats' } };
    expect(await add('thief', { subscriptions: [taken] })).toMatchObject({ status: 409, json: { code: 'subscription-exists' } });
    expect(await call('GET', '/thief')).toMatchObject({ status: 404 });
  });

  test('a dry run tells and changes nothing', async () => {
    const { json } = await add('dry', {}, '?dryRun=true');
    expect(json).toMatchObject({ dryRun: true, made: ['client', 'subscription dry-events', 'credential'], tests: [] });
    expect(json.credential?.secret).toBeUndefined();
    expect(await call('GET', '/dry')).toMatchObject({ status: 404, json: { code: 'client-not-found' } });
  });

  test('a key of the partner’s own is no secret of ours', async () => {
    const user = createUser();
    const { json } = await add('keyed', { credential: { publicKey: user.getPublicKey() } });
    expect(json.credential?.secret).toBeUndefined();
    expect((await scene.loginByKey('keyed', user.getSeed())).isClosed()).toBe(false);
  });

  test.each<[string, object]>([
    ['a name of the server’s configuration', { name: 'relay' }],
    ['a name with a dot', { name: 'a.b' }],
    ['a private key', { credential: { publicKey: Buffer.from(createUser().getSeed()).toString() } }],
    ['an expiry that is over', { credential: { expiresAt: '2020-01-01T00:00:00Z' } }],
    ['a field that nobody knows', { admin: true }],
  ])('%s is refused', async (_what, more) => {
    expect(await add('wrong', more)).toMatchObject({ status: 422, json: { code: 'schema-violation' } });
  });
  test('a subscription that is not limited to its partner is refused, and nothing of it is there', async () => {
    const wide = { contracts: ['procurement.*'], channel: { kind: 'nats' } };
    expect(await add('wide', { subscriptions: [wide] })).toMatchObject({ status: 422, json: { code: 'unsafe-scope' } });
    expect(await call('GET', '/wide')).toMatchObject({ status: 404 });
  });
  test('only an operator may', async () => {
    expect(await call('POST', '', {}, KEYS.buyer)).toMatchObject({ status: 403, json: { code: 'policy-denied' } });
    for (const [method, path] of [
      ['GET', '/globex'],
      ['POST', '/globex/rotate'],
      ['DELETE', '/globex'],
    ] as const)
      expect(await call(method, path, undefined, KEYS.buyer)).toMatchObject({ status: 403 });
  });
});

describe('over a webhook', () => {
  test('the test event is posted, and the endpoint’s answer is told', async () => {
    let status = 204;
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString())).on('end', () => response.writeHead(status).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const hook = { ...SUBSCRIPTION, channel: { kind: 'webhook', url: at, allowHttp: true, allowPrivateAddress: true } };
    try {
      const { json } = await add('hooked', { subscriptions: [hook] });
      expect(json).toMatchObject({ credential: null, signingSecrets: { 'hooked-events': [expect.stringMatching(/^whsec_/)] } });
      expect(json.tests).toMatchObject([{ outcome: 'delivered', detail: expect.stringContaining('HTTP 204') }]);
      expect(JSON.parse(bodies.join(''))).toMatchObject({ type: 'bridge.subscription.tested.v1', data: { test: true } });
      status = 500;
      expect((await add('hooked', { subscriptions: [hook] })).json.tests).toMatchObject([
        { outcome: 'failed', detail: expect.stringContaining('HTTP 500') },
      ]);
      expect((await call('DELETE', '/hooked')).json.undelivered['hooked-events']).toMatchObject({
        count: 1,
        byContract: { 'bridge.subscription.tested.v1': 1 },
      });
    } finally {
      server.close();
    }
  }, 60_000);
});

describe('the command line', () => {
  test('adds, shows, rotates and removes', async () => {
    const line = [
      'partner',
      'add',
      'umbrella',
      '--role',
      'supplier',
      '--supplier',
      GLOBEX,
      '--contract',
      'procurement.goods-receipt.posted.v1',
    ];
    expect(await cli(...line, '--dry-run')).toContain('would make client, subscription umbrella-events, credential');
    const added = await cli(...line);
    expect(added).toMatch(/test of umbrella-events: waiting \(the login works/);
    const [, secret = ''] = /shown only now: (\S+)/.exec(added) ?? [];
    const partner = await scene.login('umbrella', secret);
    const shown = await cli('partner', 'show', 'umbrella', '--json');
    expect(JSON.parse(shown)).toMatchObject({
      id: 'umbrella',
      subscriptions: [{ name: 'umbrella-events', undelivered: { count: 1 } }],
      credentials: [{ kind: 'password', revokedAt: null }],
      connections: [{ library: 'nats.js 3.4.0' }],
    });
    expect(shown).not.toContain(secret);
    const rotated = await cli('partner', 'rotate', 'umbrella', '--overlap-hours', '0');
    await partner.closed();
    const [, fresh = ''] = /shown only now: (\S+)/.exec(rotated) ?? [];
    await expect(scene.login('umbrella', secret)).rejects.toThrow(/authorization/i);
    const again = await scene.login('umbrella', fresh);
    const since = performance.now();
    const removed = await cli('partner', 'remove', 'umbrella');
    await again.closed();
    console.log(`remove, the command's start included: ${Math.round(performance.now() - since)} ms`);
    expect(removed).toMatch(/1 connections closed\numbrella-events: 1 undelivered since .*: 1 bridge\.subscription\.tested\.v1/);
    await expect(scene.login('umbrella', fresh)).rejects.toThrow(/authorization/i);
    await expect(cli('partner', 'show', 'umbrella')).rejects.toThrow(/client-not-found/);
  }, 60_000);

  test('everything is in the audit trail, and no secret', async () => {
    const { json } = await call('POST', '/globex/rotate', { overlapHours: 1 });
    await eventually(async () => {
      const response = await fetch(`${url}/v1/audit?correlationId=globex`, { headers: { authorization: `Bearer ${KEYS.ops}` } });
      const story = await response.text();
      const kinds = ['client.created', 'credential.issued', 'credential.ending', 'subscription.created', 'subscription.tested'];
      return kinds.every((kind) => story.includes(`"${kind}"`)) && !story.includes(json.credential?.secret ?? '?');
    });
  });
});
