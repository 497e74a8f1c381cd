/** An operator has an endpoint tried now: on a real broker, a real database and a real web server. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { WebhookSubscription } from '../../src/deliver/sending.js';
import { eventually } from '../rig/eventually.js';
import { Receiver } from './receiver.js';
import { type Replica, WebhookScene, webhookOf } from './webhook-scene.js';

// servers start and stop in hooks, beside whatever else runs on the machine
jest.setTimeout(60_000);

const OFTEN = { leaseMs: 30_000, renewMs: 200 };
let scene: WebhookScene;
let replica: Replica;
let receiver: Receiver;

beforeAll(async () => {
  scene = await WebhookScene.open();
});
beforeEach(async () => {
  receiver = await Receiver.open();
  replica = scene.replica({}, OFTEN);
});
afterEach(async () => {
  await replica.stop();
  receiver.close();
});
afterAll(() => scene.close());

const tryNow = (subscription: WebhookSubscription, patienceMs = 30_000) =>
  scene.trialsOf([subscription]).run('ops', subscription.name, { patienceMs });
const idsReceived = (): unknown[] => receiver.received.map(({ headers }) => headers['webhook-id']);

/** Deliveries that failed once and are due tomorrow. */
async function dueTomorrow(subscription: WebhookSubscription, ids: readonly string[]): Promise<void> {
  receiver.react = (_, response) => response.writeHead(422).end();
  const close = replica.webhooks.open(subscription);
  await scene.deliver(subscription.name, ids);
  await eventually(async () => (await scene.parked(subscription.name)).length === ids.length);
  await close();
  await scene.database.query(`UPDATE delivery_parked SET due_at = now() + interval '1 day' WHERE subscription = $1`, [subscription.name]);
  receiver.received.length = 0;
  replica.webhooks.open(subscription);
}

/** The endpoint is away, and the bridge has noticed. */
async function inTrouble(subscription: WebhookSubscription, ids: readonly string[]): Promise<void> {
  receiver.close();
  replica.webhooks.open(subscription);
  await scene.deliver(subscription.name, ids);
  await eventually(async () => (await scene.attempts(subscription.name)).length >= 10);
}

test('one message goes ahead of its time; delivered, it brings the others forward', async () => {
  const mended = webhookOf('mended', receiver.url);
  await dueTomorrow(mended, ['mended-1', 'mended-2', 'mended-3']);
  receiver.react = (_, response) => response.writeHead(200).end();
  expect(await tryNow(mended)).toMatchObject({ outcome: 'delivered', status: 200, broughtForward: 2 });
  await eventually(async () => (await scene.parked('mended')).length === 0);
  expect(new Set(idsReceived())).toEqual(new Set(['mended-1', 'mended-2', 'mended-3']));
  expect(idsReceived()).toHaveLength(3);
});

test('of an endpoint in trouble everything comes when the try succeeds', async () => {
  const away = webhookOf('away', receiver.url, {}, { limits: { inFlight: 4, perSecond: 200 } });
  const ids = Array.from({ length: 40 }, (_, index) => `away-${index}`);
  await inTrouble(away, ids);
  receiver = await Receiver.open(receiver.port);
  expect(await tryNow(away)).toMatchObject({ outcome: 'delivered' });
  await eventually(async () => (await scene.waiting('away')) === 0 && (await scene.parked('away')).length === 0);
  expect(new Set(idsReceived())).toEqual(new Set(ids));
});

test('a try that fails says why, counts against no message, and goes to the audit trail', async () => {
  const broken = webhookOf('broken', receiver.url);
  await dueTomorrow(broken, ['broken-1', 'broken-2']);
  expect(await tryNow(broken)).toMatchObject({ outcome: 'failed', status: 422, reason: 'http-422' });
  expect(receiver.received).toHaveLength(1);
  expect(await scene.parked('broken')).toMatchObject([{ attempts: 1 }, { attempts: 1 }]);
  const entries = await scene.database.query<{ kind: string; actor: string; data: unknown }>(
    `SELECT kind, actor, data FROM audit_entry WHERE correlation_id = 'subscription:broken' ORDER BY seq`,
  );
  expect(entries).toMatchObject([
    { kind: 'subscription.try-asked', actor: 'ops' },
    { kind: 'subscription.tried', actor: 'ops', data: { outcome: 'failed', reason: 'http-422' } },
  ]);
});

test('the patience an endpoint asked for is kept', async () => {
  const busy = webhookOf('busy', receiver.url, {}, { limits: { inFlight: 1, perSecond: 50 } });
  receiver.react = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
  replica.webhooks.open(busy);
  await scene.deliver('busy', ['busy-1', 'busy-2']);
  await eventually(async () => (await scene.attempts('busy')).length === 1);
  expect(await tryNow(busy)).toMatchObject({ outcome: 'held', until: expect.stringMatching(/Z$/) });
  expect(receiver.received).toHaveLength(1);
});

test('where nothing waits it says so, and the next message is delivered', async () => {
  const idle = webhookOf('idle', receiver.url);
  replica.webhooks.open(idle);
  expect(await tryNow(idle)).toEqual({ outcome: 'nothing-waits' });
  await scene.deliver('idle', ['idle-1']);
  await eventually(() => receiver.received.length === 1);
});

test('a pause is not gone around, and what is no webhook has no endpoint to try', async () => {
  const paused = { ...webhookOf('paused', receiver.url), status: 'paused' } as const;
  await expect(tryNow(paused)).rejects.toMatchObject({ refusal: { code: 'subscription-not-active' } });
  const pulled = { ...paused, status: 'active', channel: { kind: 'nats' } } as unknown as WebhookSubscription;
  await expect(tryNow(pulled)).rejects.toMatchObject({ refusal: { code: 'schema-violation' } });
});

test('what no replica took up is over: it does not happen later', async () => {
  const nobody = webhookOf('nobody', receiver.url);
  await dueTomorrow(nobody, ['nobody-1']);
  await replica.stop();
  receiver.react = (_, response) => response.writeHead(200).end();
  expect(await tryNow(nobody, 300)).toEqual({ outcome: 'not-taken-up' });
  replica = scene.replica({}, OFTEN);
  replica.webhooks.open(nobody);
  await scene.deliver('nobody', ['nobody-2']);
  await eventually(() => receiver.received.length === 1);
  expect(await scene.parked('nobody')).toHaveLength(1);
  expect(await tryNow(nobody)).toMatchObject({ outcome: 'delivered', eventId: 'nobody-1' });
});
