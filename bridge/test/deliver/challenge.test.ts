/** Who registers an endpoint has to own it: over the operators' API, with a real endpoint. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { judgeEcho } from '../../src/deliver/challenge.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { Receiver } from './receiver.js';
import { SECRET } from './webhook-scene.js';

// servers start and stop in hooks, beside whatever else runs on the machine
jest.setTimeout(60_000);

let bridge: TestBridge;
let receiver: Receiver;
beforeAll(async () => {
  [bridge, receiver] = await Promise.all([testBridge(), Receiver.open()]);
}, 60_000);
afterAll(async () => {
  receiver.close();
  await bridge.stop();
});

async function call(method: string, path: string, body?: unknown, key: string = KEYS.ops) {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${bridge.url}/v1/subscriptions${path}`, { method, headers: { authorization: `Bearer ${key}` }, ...init });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const answered = (status: number, body: string) => ({ kind: 'answered', status, retryAfter: undefined, body }) as const;

test('only the token in its place counts', () => {
  expect(judgeEcho(answered(200, '{"challenge":"abc"}'), 'abc')).toEqual({ passed: true });
  for (const body of ['', 'abc', '"abc"', '{"challenge":"abd"}', '{"token":"abc"}', '["abc"]', '{"challenge":["abc"]}'])
    expect(judgeEcho(answered(200, body), 'abc')).toMatchObject({ passed: false });
  expect(judgeEcho(answered(302, '{"challenge":"abc"}'), 'abc')).toEqual({ passed: false, detail: 'HTTP 302' });
  expect(judgeEcho({ kind: 'unreachable', reason: 'refused' }, 'abc')).toEqual({ passed: false, detail: 'refused' });
});

test('an endpoint begins paused when asked, and becomes active by sending the token back', async () => {
  const channel = { kind: 'webhook', url: receiver.url, secret: SECRET, allowHttp: true, allowPrivateAddress: true };
  const declared = { name: 'challenged', client: 'buyer', contracts: ['procurement.*'], channel };
  const created = await call('POST', '?challenge=true', declared);
  expect(created).toMatchObject({ status: 201, json: { status: 'paused' } });
  expect(await call('POST', '/challenged/challenge')).toMatchObject({ status: 200, json: { passed: false } });
  expect(await call('GET', '/challenged')).toMatchObject({ json: { status: 'paused' } });
  // the endpoint verifies who asks before it answers
  receiver.react = ({ headers, body }, response) => {
    const asked = new Webhook(SECRET).verify(body, headers as Record<string, string>) as { type: string; challenge: string };
    expect(asked.type).toBe('bridge.endpoint-challenge.v1');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge: asked.challenge }));
  };
  expect(await call('POST', '/challenged/challenge')).toMatchObject({ status: 200, json: { passed: true } });
  expect(await call('GET', '/challenged')).toMatchObject({ json: { status: 'active' } });
  // one that stops answering it is paused; nobody but an operator may ask
  receiver.react = (_, response) => response.writeHead(404).end();
  expect(await call('POST', '/challenged/challenge', undefined, KEYS.buyer)).toMatchObject({ status: 403 });
  expect(await call('POST', '/challenged/challenge')).toMatchObject({ json: { passed: false, detail: 'HTTP 404' } });
  expect(await call('GET', '/challenged')).toMatchObject({ json: { status: 'paused' } });
}, 60_000);

test('a secret is changed with an overlap: both sign, and only the new one is shown, once', async () => {
  const channel = { kind: 'webhook', url: `${receiver.url}/rotated`, secret: SECRET, allowHttp: true, allowPrivateAddress: true };
  await call('POST', '', { name: 'rotated', client: 'buyer', contracts: ['parties.*'], channel });
  const { status, json } = await call('POST', '/rotated/secret');
  expect(status).toBe(200);
  const fresh = String(json.secret);
  expect(JSON.stringify((await call('GET', '/rotated')).json)).not.toContain(fresh);
  let seen: { body: string; headers: Record<string, string> } | undefined;
  receiver.react = ({ headers, body }, response) => {
    seen = { body, headers: headers as Record<string, string> };
    response.writeHead(200).end();
  };
  await call('POST', '/rotated/challenge');
  for (const secret of [SECRET, fresh]) expect(new Webhook(secret).verify(seen?.body ?? '', seen?.headers ?? {})).toBeDefined();
  const asymmetric = await call('POST', '/rotated/secret', { version: 'v1a' });
  expect(asymmetric.json.publicKey).toMatch(/^whpk_/);
  expect(asymmetric.json).not.toHaveProperty('secret');
  await call('POST', '/rotated/challenge');
  expect(seen?.headers['webhook-signature']?.split(' ').map((each) => each.split(',')[0])).toEqual(['v1a', 'v1', 'v1']);
}, 60_000);

test('an operator has an endpoint tried at once; nobody else may', async () => {
  const channel = { kind: 'webhook', url: `${receiver.url}/tried`, secret: SECRET, allowHttp: true, allowPrivateAddress: true };
  await call('POST', '', { name: 'tried', client: 'buyer', contracts: ['procurement.*'], channel });
  expect(await call('POST', '/tried/try', undefined, KEYS.buyer)).toMatchObject({ status: 403 });
  expect(await call('POST', '/untold/try')).toMatchObject({ status: 404 });
  await call('POST', '/tried/pause', {});
  expect(await call('POST', '/tried/try')).toMatchObject({ status: 409, json: { code: 'subscription-not-active' } });
  await call('POST', '/tried/resume');
  expect(await call('POST', '/tried/try')).toMatchObject({ status: 200, json: { outcome: 'nothing-waits' } });
}, 60_000);
