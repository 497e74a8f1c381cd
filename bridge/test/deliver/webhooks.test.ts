/** The webhook channel on a real broker, a real database and real web servers. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../rig/eventually.js';
import { eventHeaders } from './event-headers.js';
import { Receiver } from './receiver.js';
import { type Replica, SECRET, WebhookScene, webhookOf } from './webhook-scene.js';

// servers start and stop in hooks, beside whatever else runs on the machine
jest.setTimeout(60_000);

let scene: WebhookScene;
let replica: Replica;
let receiver: Receiver;

beforeAll(async () => {
  scene = await WebhookScene.open();
});
beforeEach(async () => {
  receiver = await Receiver.open();
  replica = scene.replica();
});
afterEach(async () => {
  await replica.stop();
  receiver.close();
});
afterAll(() => scene.close());

const idsReceived = (): unknown[] => receiver.received.map(({ headers }) => headers['webhook-id']);
const numbered = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

test('a delivery arrives as a CloudEvent whose signature the public package verifies', async () => {
  replica.webhooks.open(webhookOf('signed', receiver.url));
  await scene.deliver('signed', ['event-1']);
  await eventually(async () => (await scene.kinds('event-1')).length === 1);
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  expect(headers).toMatchObject({ 'content-type': 'application/cloudevents+json; charset=utf-8', 'webhook-id': 'event-1' });
  const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
  expect(verified).toMatchObject({ specversion: '1.0', id: 'event-1', data: { number: 'event-1' }, recordversion: '1' });
  expect(await scene.kinds('event-1')).toEqual(['event.delivered']);
  await eventually(async () => (await scene.waiting('signed')) === 0);
});

test('binary content: attributes in headers, the payload is the data', async () => {
  replica.webhooks.open(webhookOf('binary', receiver.url, { content: 'binary' }));
  await scene.deliver('binary', ['event-2'], { record: () => 'größe "50 %"' });
  await eventually(() => receiver.received.length === 1);
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'ce-id': 'event-2',
    'ce-type': 'procurement.purchase-order.approved.v1',
    'ce-partitionkey': 'gr%C3%B6%C3%9Fe%20%2250%20%25%22',
  });
  expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({ number: 'event-2' });
});

test('a message that is refused waits beside the stream, the others pass, and it comes again', async () => {
  receiver.react = ({ headers }, response) => response.writeHead(headers['webhook-id'] === 'poison-3' ? 422 : 200).end('no such order');
  replica.webhooks.open(webhookOf('poison', receiver.url));
  const ids = numbered('poison', 10);
  await scene.deliver('poison', ids);
  await eventually(async () => (await scene.waiting('poison')) === 0);
  expect(new Set(idsReceived())).toEqual(new Set(ids));
  expect(await scene.parked('poison')).toMatchObject([{ attempts: 1, waits: false }]);
  receiver.react = (_, response) => response.writeHead(200).end();
  await eventually(async () => (await scene.parked('poison')).length === 0);
  expect(await scene.kinds('poison-3')).toEqual(['event.attempt-failed', 'event.delivered']);
  expect(idsReceived()).toHaveLength(11);
}, 30_000);

test('after the last attempt of its schedule a message is a dead letter with a reason', async () => {
  receiver.react = (_, response) => response.writeHead(422).end();
  const close = replica.webhooks.open(webhookOf('hopeless', receiver.url));
  await scene.deliver('hopeless', ['lost']);
  await eventually(async () => (await scene.parked('hopeless')).length === 1);
  await close();
  await scene.due('hopeless', 9);
  replica.webhooks.open(webhookOf('hopeless', receiver.url));
  await eventually(async () => (await scene.deadLetters('hopeless')).length === 1);
  expect(await scene.deadLetters('hopeless')).toMatchObject([{ reason: 'http-422', eventId: 'lost' }]);
  await eventually(async () => (await scene.parked('hopeless')).length === 0);
  expect(await scene.kinds('lost')).toEqual(['event.attempt-failed', 'event.dead-lettered']);
  expect(receiver.received).toHaveLength(2);
});

test('what is no event is a dead letter at once, and not sent', async () => {
  replica.webhooks.open(webhookOf('strange', receiver.url));
  await scene.nats.store({ subject: 'deliver.strange', headers: [], data: Buffer.from('{}') });
  await scene.deliver('strange', ['fine']);
  await eventually(async () => (await scene.waiting('strange')) === 0);
  expect(await scene.deadLetters('strange')).toMatchObject([{ reason: 'not-an-event' }]);
  expect(idsReceived()).toEqual(['fine']);
});

test('an event whose payload is not JSON is a dead letter at once, and not sent; what was read with it is', async () => {
  replica.webhooks.open(webhookOf('garbled', receiver.url));
  await scene.nats.store({ subject: 'deliver.garbled', headers: eventHeaders('garbled-1'), data: Buffer.from('{"half":') });
  await scene.deliver('garbled', ['fine']);
  await eventually(async () => (await scene.waiting('garbled')) === 0);
  expect(await scene.deadLetters('garbled')).toMatchObject([{ reason: 'not-json', eventId: 'garbled-1' }]);
  expect(idsReceived()).toEqual(['fine']);
});

test('410 disables at once and loses nothing', async () => {
  receiver.react = (_, response) => response.writeHead(410).end();
  const close = replica.webhooks.open(webhookOf('gone', receiver.url));
  await scene.deliver('gone', ['unwanted']);
  await eventually(() => replica.disabled.length === 1);
  await scene.deliver('gone', ['later']);
  await close();
  expect(replica.disabled).toEqual(['gone: HTTP 410: the endpoint wants nothing any more']);
  expect(receiver.received).toHaveLength(1);
  // an operator resumes it
  receiver.react = (_, response) => response.writeHead(200).end();
  replica.webhooks.open(webhookOf('gone', receiver.url));
  await eventually(() => receiver.received.length === 3);
  expect(new Set(idsReceived())).toEqual(new Set(['unwanted', 'later']));
});

test('an endpoint that is away is backed off as a whole: its position is held, and everything comes when it is back', async () => {
  const { port } = receiver;
  receiver.close();
  const limits = { inFlight: 4, perSecond: 200, longestPauseMs: 3_000 };
  replica.webhooks.open(webhookOf('away', `http://127.0.0.1:${port}/hook`, {}, { limits }));
  const ids = numbered('away', 200);
  await scene.deliver('away', ids);
  await eventually(async () => (await scene.attempts('away')).length >= 10);
  const before = (await scene.attempts('away')).length;
  expect(before).toBeLessThan(20);
  expect(await scene.waiting('away')).toBeGreaterThan(180);
  expect((await scene.parked('away')).length).toBeLessThan(20);
  receiver = await Receiver.open(port);
  await eventually(() => new Set(idsReceived()).size === 200, 60_000);
  await eventually(async () => (await scene.waiting('away')) === 0 && (await scene.parked('away')).length === 0);
  expect(idsReceived()).toHaveLength(200);
  expect(await scene.deadLetters('away')).toEqual([]);
}, 120_000);

test('429 with Retry-After holds the endpoint, not only the message', async () => {
  receiver.react = (_, response) => response.writeHead(429, { 'retry-after': '2' }).end();
  replica.webhooks.open(webhookOf('busy', receiver.url, {}, { limits: { inFlight: 1, perSecond: 50 } }));
  await scene.deliver('busy', numbered('busy', 3));
  await eventually(() => receiver.received.length === 1);
  const first = Date.now();
  receiver.react = (_, response) => response.writeHead(200).end();
  await eventually(() => receiver.received.length === 4);
  expect(Date.now() - first).toBeGreaterThan(1_800);
});

test('an attempt under way at the end is written down, not repeated', async () => {
  receiver.react = (_, response) => setTimeout(() => response.writeHead(200).end(), 300);
  replica.webhooks.open(webhookOf('ending', receiver.url));
  await scene.deliver('ending', ['last']);
  await eventually(() => receiver.received.length === 1);
  await replica.stop();
  expect(await scene.kinds('last')).toEqual(['event.delivered']);
  expect(await scene.waiting('ending')).toBe(0);
});
