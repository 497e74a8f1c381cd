/** Subscriptions by API and command line, live: what is created, changed, paused and deleted is felt by fan-out and delivery. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalog } from '@odoo-nats-bridge/contracts';
import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { translate } from '../../src/translate/translation.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { eventually } from '../rig/eventually.js';
import { changeMessage, changeNamed } from '../rig/golden.js';

const ACME = 'odoo:golden:res.partner:69';
const APPROVED = 'procurement.purchase-order.approved.v1';
const root = fileURLToPath(new URL('../../..', import.meta.url));

let bridge: TestBridge;
beforeAll(async () => {
  // the command line runs as it is built
  execFileSync('npm', ['run', '--silent', 'build:bridge'], { cwd: root, stdio: 'inherit' });
  bridge = await testBridge();
}, 120_000);
afterAll(() => bridge.stop());

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function call(method: string, path = '', body?: unknown, key: string = KEYS.ops, url = bridge.url): Promise<Answer> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${url}/v1/subscriptions${path}`, { method, headers: { authorization: `Bearer ${key}` }, ...init });
  const text = await response.text();
  return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const acme = (name: string, more: object = {}) => ({
  name,
  client: 'acme',
  contracts: [APPROVED],
  scope: { supplier: ACME },
  channel: { kind: 'nats' },
  ...more,
});
const hook = (url: string) => ({ kind: 'webhook', url });

/** The approved event of the golden change as the translator stores it, as often as asked. */
let told = 0;
async function tellApproved(): Promise<string> {
  const event = translate(changeMessage(changeNamed('purchase-order-approved')), catalog).find(({ id }) => id?.endsWith(APPROVED) === true);
  if (event === undefined) throw new Error('the golden change yields no approved event');
  const id = `told-${String((told += 1))}:${APPROVED}`;
  const headers = event.headers.map(([name, value]) => [name, name === 'ce-id' ? id : value] as const);
  await bridge.nats.store({ ...event, headers, id });
  return id;
}

/** What stands on DELIVERIES for it. */
async function delivered(name: string): Promise<number> {
  const subject = `deliver.${name}`;
  const { state } = await bridge.nats.manager.streams.info('DELIVERIES', { subjects_filter: subject });
  return state.subjects?.[subject] ?? 0;
}

const consumers = async (): Promise<string[]> => (await bridge.nats.manager.consumers.list('DELIVERIES').next()).map(({ name }) => name);

describe('what is not let in', () => {
  test.each<[string, string, object, number, string]>([
    ['somebody without the role', KEYS.buyer, acme('x'), 403, 'policy-denied'],
    ['a stranger', 'wrong', acme('x'), 401, 'unauthenticated'],
    ['an unknown contract', KEYS.ops, acme('x', { contracts: ['procurement.purchase-order.burned.v1'] }), 422, 'no-such-event'],
    ['an unknown domain', KEYS.ops, acme('x', { contracts: ['astronomy.*'] }), 422, 'no-such-event'],
    ['no contract at all', KEYS.ops, acme('x', { contracts: [] }), 422, 'schema-violation'],
    ['a wildcard over everything', KEYS.ops, acme('x', { contracts: ['>'] }), 422, 'schema-violation'],
    ['an unknown client', KEYS.ops, acme('x', { client: 'nobody' }), 404, 'client-not-found'],
    ['a supplier without its scope', KEYS.ops, acme('x', { scope: {} }), 422, 'unsafe-scope'],
    ['a supplier with another’s scope', KEYS.ops, acme('x', { scope: { supplier: 'odoo:golden:res.partner:1' } }), 422, 'unsafe-scope'],
    [
      'a supplier with another’s scope beside its own',
      KEYS.ops,
      acme('x', { scope: { supplier: [ACME, 'odoo:golden:res.partner:1'] } }),
      422,
      'unsafe-scope',
    ],
    ['a scope that is no id', KEYS.ops, acme('x', { scope: { supplier: ACME, company: '*' } }), 422, 'unsafe-scope'],
    [
      'a scope that the contract does not have',
      KEYS.ops,
      acme('x', { scope: { supplier: ACME, project: 'odoo:golden:project.project:1' } }),
      422,
      'unsafe-scope',
    ],
    ['a supplier that wants to see people', KEYS.ops, acme('x', { fieldClasses: ['internal', 'personal'] }), 422, 'class-not-granted'],
    ['a name that is a subject', KEYS.ops, acme('a.>'), 422, 'schema-violation'],
    ['a word too much', KEYS.ops, acme('x', { colour: 'red' }), 422, 'schema-violation'],
    ['an ftp endpoint', KEYS.ops, acme('x', { channel: hook('ftp://example.com') }), 422, 'schema-violation'],
  ])('%s', async (_what, key, body, status, code) => {
    expect(await call('POST', '', body, key)).toMatchObject({ status, json: { code } });
    expect(await call('GET', '/x')).toMatchObject({ status: 404, json: { code: 'subscription-not-found' } });
  });

  test('a second of the same name, and one that delivers the same to the same place', async () => {
    expect(await call('POST', '', acme('first'))).toMatchObject({ status: 201 });
    expect(await call('POST', '', acme('first', { order: 'record' }))).toMatchObject({
      status: 409,
      json: { code: 'subscription-exists' },
    });
    expect(await call('POST', '', acme('second'))).toMatchObject({ status: 409, json: { code: 'subscription-exists' } });
    expect(await call('DELETE', '/first')).toMatchObject({ status: 204 });
  });

  test('nothing of it by a dry run, which says all the same what would be wrong', async () => {
    expect(await call('POST', '?dryRun=true', acme('dry'))).toMatchObject({ status: 201, json: { name: 'dry' } });
    expect(await call('POST', '?dryRun=true', acme('dry', { scope: {} }))).toMatchObject({ status: 422 });
    expect(await call('GET', '/dry')).toMatchObject({ status: 404 });
  });
});

test('a subscription lives without a restart: created, changed, paused, resumed, deleted, in two replicas', async () => {
  const second = await bridge.replica();
  await tellApproved();
  expect(await call('POST', '', acme('live'))).toMatchObject({ status: 201, json: { status: 'active', origin: 'api' } });
  await eventually(async () => (await call('GET', '/live', undefined, KEYS.ops, second.url)).status === 200);
  await eventually(async () => (await consumers()).includes('live'));
  await tellApproved();
  await eventually(async () => (await delivered('live')) === 1);

  // narrowed to another company: the next one is not for it
  const other = { scope: { supplier: ACME, company: 'odoo:golden:res.company:99' } };
  expect(await call('PATCH', '/live', other)).toMatchObject({ status: 200, json: other });
  expect(await call('PATCH', '/live', { client: 'mes' })).toMatchObject({ status: 409 });
  // another choice than the test bridge's own subscription of this client: two of one choice are refused
  const contracts = ['procurement.purchase-order.approved.v1', 'procurement.purchase-order.late.v1'];
  const witness = { name: 'witness', client: 'mes', contracts, channel: { kind: 'nats' } };
  expect(await call('POST', '', witness)).toMatchObject({ status: 201, json: { name: 'witness' } });
  await eventually(async () => (await consumers()).includes('witness'));
  await tellApproved();
  await eventually(async () => (await delivered('witness')) === 1);
  expect(await delivered('live')).toBe(1);
  await call('PATCH', '/live', { scope: { supplier: ACME } });

  const paused = async (): Promise<boolean> => (await bridge.nats.manager.consumers.info('DELIVERIES', 'live')).paused === true;
  expect(await call('POST', '/live/pause', { reason: 'stock-taking' })).toMatchObject({
    json: { status: 'paused', statusReason: 'stock-taking' },
  });
  await eventually(paused);
  await tellApproved();
  await eventually(async () => (await delivered('live')) === 2);
  expect(await call('POST', '/live/resume')).toMatchObject({ status: 200, json: { status: 'active' } });
  await eventually(async () => !(await paused()));

  expect(await call('DELETE', '/live')).toMatchObject({ status: 204 });
  await eventually(async () => !(await consumers()).includes('live') && (await delivered('live')) === 0);
  await tellApproved();
  await eventually(async () => (await delivered('witness')) === 3);
  expect(await delivered('live')).toBe(0);
  await second.stop();
}, 60_000);

test('a webhook gets a secret, told once; a change keeps it', async () => {
  const created = await call('POST', '', acme('hooked', { channel: hook('https://example.com/a') }));
  expect(created.json.secrets).toEqual([expect.stringMatching(/^whsec_/)]);
  const changed = await call('PATCH', '/hooked', { channel: hook('https://example.com/b') });
  expect(changed.json).toMatchObject({ channel: { url: 'https://example.com/b', secrets: [{ kind: 'whsec', until: null }] } });
  expect(JSON.stringify([changed.json, (await call('GET')).json])).not.toContain((created.json.secrets as string[])[0]);
  await call('POST', '/hooked/pause');
});

test('what an event hides is said in its envelope, and the fields are gone', async () => {
  const consumer = await bridge.nats.jetstream.consumers.get('DELIVERIES', 'witness');
  const message = await consumer.next({ expires: 5_000 });
  expect(message?.headers?.get('ce-masked')).toBe('personal');
  expect(message?.json()).toMatchObject({ buyer: null, supplier: { id: ACME } });
});

describe('the command line', () => {
  const cli = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const env = { ...process.env, BRIDGE_URL: bridge.url, BRIDGE_API_KEY: KEYS.ops };
    return promisify(execFile)(fileURLToPath(new URL('../../../scripts/bridge', import.meta.url)), args, { env }).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
      (thrown: unknown) => {
        const error = thrown as { code: number; stdout: string; stderr: string };
        return { code: error.code, out: error.stdout, err: error.stderr };
      },
    );
  };

  test('creates, shows, changes, pauses and deletes', async () => {
    const options = ['--client', 'mes', '--contract', 'procurement.purchase-order.*', '--scope', 'company=odoo:golden:res.company:1'];
    expect(await cli('subscription', 'create', 'by-hand', ...options, '--nats', '--dry-run')).toMatchObject({ code: 0 });
    expect(await cli('subscription', 'show', 'by-hand')).toMatchObject({ code: 1, err: expect.stringContaining('subscription-not-found') });
    expect((await cli('subscription', 'create', 'by-hand', ...options, '--nats')).out).toMatch(/^by-hand +mes +active +nats .*company=/);
    expect((await cli('subscription', 'change', 'by-hand', '--order', 'record')).code).toBe(0);
    expect(JSON.parse((await cli('subscription', 'show', 'by-hand', '--json')).out)).toMatchObject({ order: 'record', client: 'mes' });
    expect((await cli('subscription', 'pause', 'by-hand', '--reason', 'moving')).out).toContain('paused (moving)');
    expect((await cli('subscription', 'resume', 'by-hand')).out).toContain('active');
    expect((await cli('subscription', 'list', '--client', 'mes')).out).toContain('by-hand');
    expect((await cli('subscription', 'delete', 'by-hand')).code).toBe(0);
    expect((await cli('subscription', 'list', '--client', 'mes')).out).not.toContain('by-hand');
  }, 60_000);

  test.each([
    [['subscription', 'burn'], 2, /subscription has list/],
    [['planet', 'list'], 2, /there is no planet/],
    [['subscription', 'show'], 2, /name a subscription/],
    [['subscription', 'list', '--dry-run'], 2, /dry-run/],
    [['subscription', 'create', 'x', '--client', 'acme', '--contract', 'nothing.*', '--nats'], 1, /no-such-event/],
  ])('%j is refused with %i', async (args, code, err) => {
    expect(await cli(...args)).toMatchObject({ code, err: expect.stringMatching(err) });
  });

  test('helps', async () => {
    expect((await cli('--help')).out).toContain('scripts/bridge subscription pause');
    expect((await cli('subscription', 'pause', '--help')).out).toContain('[--reason TEXT]');
  });
});
