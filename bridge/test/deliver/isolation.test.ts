/** One endpoint's trouble is nobody else's; a record's order survives failures, restarts and replicas. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { LIMITS } from '../../src/deliver/connections.js';
import { Store } from '../../src/store/store.js';
import { eventually } from '../rig/eventually.js';
import { type Received, Receiver } from './receiver.js';
import { type Replica, WebhookScene, webhookOf } from './webhook-scene.js';

// servers start and stop in hooks, beside whatever else runs on the machine
jest.setTimeout(60_000);

const PATIENCE_MS = 60_000;
let scene: WebhookScene;
let replica: Replica;
let receiver: Receiver;

beforeAll(async () => {
  scene = await WebhookScene.open();
});
beforeEach(async () => {
  receiver = await Receiver.open();
  replica = scene.replica({ limits: { ...LIMITS, totalMs: 1_000 } });
});
afterEach(async () => {
  await replica.stop();
  receiver.close();
});
afterAll(() => scene.close());

const idOf = ({ headers }: Received): string => String(headers['webhook-id']);
const idsReceived = (): string[] => receiver.received.map(idOf);
const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
/** `a-3` belongs to record `a`. */
const recordOf = (id: string): string => id.split('-')[0] ?? '';
const mixed = (records: readonly string[], each: number): string[] =>
  Array.from({ length: each }, (_, index) => records.map((record) => `${record}-${index}`)).flat();
const ofRecord = (record: string): string[] => idsReceived().filter((id) => recordOf(id) === record);

test(
  'in order, a failing message holds its own record and nobody else',
  async () => {
    const failing = new Set(['a-2']);
    receiver.react = (request, response) => response.writeHead(failing.has(idOf(request)) ? 500 : 200).end();
    const subscription = webhookOf('ordered', receiver.url, {}, { order: 'record', limits: { inFlight: 8, perSecond: 500 } });
    const close = replica.webhooks.open(subscription);
    await scene.deliver('ordered', mixed(['a', 'b', 'c'], 8), { record: recordOf });
    await eventually(async () => (await scene.waiting('ordered')) === 0, PATIENCE_MS);
    expect(ofRecord('b')).toEqual(numbered('b', 8));
    expect(ofRecord('c')).toEqual(numbered('c', 8));
    expect(ofRecord('a')).toEqual(['a-0', 'a-1', 'a-2']);
    expect((await scene.parked('ordered')).map(({ waits }) => waits)).toEqual([false, true, true, true, true, true]);
    // the rest comes in order, also after a restart
    failing.clear();
    await close();
    await scene.due('ordered');
    replica.webhooks.open(subscription);
    await eventually(async () => (await scene.parked('ordered')).length === 0, PATIENCE_MS);
    expect(ofRecord('a')).toEqual(['a-0', 'a-1', 'a-2', ...numbered('a', 8).slice(2)]);
  },
  2 * PATIENCE_MS,
);

test(
  'without order a record does not wait for itself',
  async () => {
    receiver.react = (request, response) => response.writeHead(idOf(request) === 'x-0' ? 500 : 200).end();
    replica.webhooks.open(webhookOf('unordered', receiver.url));
    await scene.deliver('unordered', numbered('x', 5), { record: recordOf });
    await eventually(async () => (await scene.waiting('unordered')) === 0, PATIENCE_MS);
    expect(new Set(idsReceived())).toEqual(new Set(numbered('x', 5)));
  },
  2 * PATIENCE_MS,
);

test(
  'endpoints that hang, drip, never end or reset delay nobody else',
  async () => {
    const strange = await Receiver.open();
    strange.react = ({ headers }, response) => {
      const id = String(headers['webhook-id']);
      if (id.startsWith('reset')) response.socket?.resetAndDestroy();
      else if (id.startsWith('drip')) {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 20);
        response.once('close', () => {
          clearInterval(drip);
        });
      } else if (id.startsWith('endless')) {
        response.writeHead(500);
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(16_384)));
          response.once('drain', more);
        };
        more();
      }
    };
    for (const kind of ['hang', 'drip', 'endless', 'reset']) {
      replica.webhooks.open(webhookOf(kind, strange.url));
      await scene.deliver(kind, numbered(kind, 30));
    }
    replica.webhooks.open(webhookOf('healthy', receiver.url, {}, { limits: { inFlight: 4, perSecond: 1_000 } }));
    await eventually(() => strange.received.length >= 12, PATIENCE_MS);
    const began = Date.now();
    await scene.deliver('healthy', numbered('healthy', 100));
    await eventually(() => receiver.received.length === 100, PATIENCE_MS);
    // one attempt of theirs takes a second: a hundred of ours did not queue behind them
    expect(Date.now() - began).toBeLessThan(15_000);
    for (const kind of ['hang', 'drip', 'endless', 'reset']) expect((await scene.parked(kind)).length).toBeLessThanOrEqual(30);
    strange.close();
  },
  2 * PATIENCE_MS,
);

test(
  'a poison message does not block an endpoint whose breaker it opened',
  async () => {
    const poison = new Set(numbered('p', 10));
    receiver.react = (request, response) => response.writeHead(poison.has(idOf(request)) ? 400 : 200).end();
    // one at a time: the tenth failure opens it before anything good was tried
    replica.webhooks.open(webhookOf('poisoned', receiver.url, {}, { limits: { inFlight: 1, perSecond: 50 } }));
    await scene.deliver('poisoned', [...numbered('p', 10), ...numbered('good', 20)]);
    await eventually(() => receiver.received.length === 10);
    await sleep(1_000);
    expect(receiver.received).toHaveLength(10);
    await eventually(() => idsReceived().filter((id) => id.startsWith('good')).length === 20, PATIENCE_MS);
    await eventually(async () => (await scene.waiting('poisoned')) === 0, PATIENCE_MS);
    expect((await scene.parked('poisoned')).length).toBe(10);
  },
  2 * PATIENCE_MS,
);

test(
  'batches: by count, by time, and alone after a refusal',
  async () => {
    const sizes: number[] = [];
    receiver.react = ({ headers, body }, response) => {
      expect(headers['content-type']).toBe('application/cloudevents-batch+json; charset=utf-8');
      const ids = (JSON.parse(body) as { id: string }[]).map(({ id }) => id);
      sizes.push(ids.length);
      response.writeHead(ids.includes('batch-7') ? 422 : 200).end();
    };
    const mode = { kind: 'batch', everyMs: 1_000, maxEvents: 5, maxBytes: 1_048_576 } as const;
    replica.webhooks.open(webhookOf('batched', receiver.url, {}, { mode }));
    await scene.deliver('batched', numbered('batch', 12));
    await eventually(async () => (await scene.waiting('batched')) === 0, PATIENCE_MS);
    // 5, 5 and, when its time has come, 2; what was refused together comes again alone
    expect(sizes.slice(0, 3)).toEqual([5, 5, 2]);
    await eventually(async () => (await scene.parked('batched')).length === 1, PATIENCE_MS);
    expect(sizes.slice(3).every((size) => size === 1)).toBe(true);
    expect(await scene.kinds('batch-6')).toEqual(['event.attempt-failed', 'event.delivered']);
  },
  2 * PATIENCE_MS,
);

test(
  'a batch ends before it is larger than it may be',
  async () => {
    const sizes: number[] = [];
    receiver.react = ({ body }, response) => {
      sizes.push(Buffer.byteLength(body));
      response.writeHead(200).end();
    };
    const mode = { kind: 'batch', everyMs: 500, maxEvents: 1_000, maxBytes: 100_000 } as const;
    replica.webhooks.open(webhookOf('bytes', receiver.url, {}, { mode }));
    await scene.deliver('bytes', numbered('bytes', 20), { bytes: 30_000 });
    await eventually(async () => (await scene.waiting('bytes')) === 0, PATIENCE_MS);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100_000);
  },
  2 * PATIENCE_MS,
);

test(
  'paused means nothing new, resumed means all of it, without a restart',
  async () => {
    const subscription = webhookOf('paused', receiver.url);
    const close = replica.webhooks.open(subscription);
    await scene.deliver('paused', ['before']);
    await eventually(() => receiver.received.length === 1);
    await close();
    await scene.deliver('paused', ['while', 'still']);
    await sleep(500);
    expect(idsReceived()).toEqual(['before']);
    replica.webhooks.open(subscription);
    await eventually(() => receiver.received.length === 3, PATIENCE_MS);
    expect(new Set(idsReceived())).toEqual(new Set(['before', 'while', 'still']));
  },
  PATIENCE_MS,
);

test(
  'what is sent again has a place of its own and does not hold up what is live',
  async () => {
    receiver.react = (_, response) => setTimeout(() => response.writeHead(200).end(), 20);
    const close = replica.webhooks.open(webhookOf('lanes', receiver.url, {}, { limits: { inFlight: 1, perSecond: 1_000 } }));
    await close();
    await scene.deliver('lanes', numbered('again', 40), { lane: '.replay' });
    await scene.deliver('lanes', numbered('live', 10));
    replica.webhooks.open(webhookOf('lanes', receiver.url, {}, { limits: { inFlight: 1, perSecond: 1_000 } }));
    await eventually(() => receiver.received.length === 50, PATIENCE_MS);
    const lastLive = idsReceived().lastIndexOf('live-9');
    expect(lastLive).toBeLessThan(30);
    expect(new Set(idsReceived()).size).toBe(50);
  },
  PATIENCE_MS,
);

test(
  'of two replicas one works; when it loses its database the other goes on, in order',
  async () => {
    const times = { leaseMs: 4_000, renewMs: 500 };
    const given = { limits: { ...LIMITS, totalMs: 1_000 } };
    const cut = await Store.open(scene.database.url);
    const [first, second] = [scene.replica(given, times, cut), scene.replica(given, times)];
    const subscription = webhookOf('shared', receiver.url, {}, { order: 'record', limits: { inFlight: 4, perSecond: 500 } });
    first.webhooks.open(subscription);
    await eventually(() => first.webhooks.held === 1);
    second.webhooks.open(subscription);
    await scene.deliver('shared', mixed(['a', 'b'], 10), { record: recordOf });
    await eventually(async () => (await scene.waiting('shared')) === 0, PATIENCE_MS);
    expect(second.webhooks.held).toBe(0);
    await cut.onApplicationShutdown();
    const more = mixed(['a', 'b'], 20).filter((id) => Number(id.split('-')[1]) >= 10);
    await scene.deliver('shared', more, { record: recordOf });
    await eventually(async () => second.webhooks.held === 1 && (await scene.waiting('shared')) === 0, PATIENCE_MS);
    // at least once: what the first one sent and could not write down comes again, with the same id, and never out of order
    for (const record of ['a', 'b']) {
      const seen = [...new Set(ofRecord(record))];
      expect(seen).toEqual(numbered(record, 20));
    }
    await second.stop();
  },
  2 * PATIENCE_MS,
);

test('behind one that is parked the records that follow keep their order', async () => {
  receiver.react = ({ headers }, response) => response.writeHead(headers['webhook-id'] === 'late-0' ? 500 : 200).end();
  await scene.deliver('behind', ['late-0', 'late-1', 'next-0', 'next-1', 'last-0', 'last-1'], { record: recordOf });
  replica.webhooks.open(webhookOf('behind', receiver.url, {}, { order: 'record', limits: { inFlight: 1, perSecond: 500 } }));
  await eventually(() => receiver.received.length >= 5);
  expect(idsReceived().slice(0, 5)).toEqual(['late-0', 'next-0', 'next-1', 'last-0', 'last-1']);
});

test('a place that is being saved is no lost lease', async () => {
  const { places } = replica;
  expect(await places.hold(['saved'], 30_000)).toEqual(new Set(['saved']));
  await scene.database.query('BEGIN');
  await scene.database.query(`SELECT 1 FROM delivery_place WHERE subscription = 'saved' FOR UPDATE`);
  const held = places.hold(['saved'], 30_000);
  await sleep(200);
  await scene.database.query('COMMIT');
  expect(await held).toEqual(new Set(['saved']));
  // and another replica neither waits nor gets it
  expect(await scene.replica().places.hold(['saved'], 30_000)).toEqual(new Set());
});
