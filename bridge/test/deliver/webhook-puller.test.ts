import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../rig/eventually.js';
import { Receiver } from './receiver.js';
import { SECRET, Scene } from './scene.js';

const PATIENCE_MS = 30_000;
let scene: Scene;
let receiver: Receiver;

beforeAll(async () => {
  scene = await Scene.open();
});
beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => {
  receiver.close();
});
afterAll(() => scene.close());

const idsReceived = (): unknown[] => receiver.received.map(({ headers }) => headers['webhook-id']);

test('a delivery arrives as a CloudEvent whose signature the public package verifies', async () => {
  await scene.pull('signed', receiver.url);
  await scene.deliver('signed', 'event-1');
  await eventually(async () => (await scene.unacknowledged('signed')) === 0 && receiver.received.length > 0);
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
  const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
  expect(verified).toMatchObject({ specversion: '1.0', id: 'event-1', data: { number: 'event-1' }, recordversion: '1' });
  expect(headers['content-type']).toContain('application/cloudevents+json');
  expect(() => new Webhook(SECRET).verify(body.replace('42', '43'), headers as Record<string, string>)).toThrow();
  expect(scene.audit.kinds('event-1')).toEqual(['event.delivered']);
  expect(receiver.received).toHaveLength(1);
});

test(
  'after a 500 it comes again by the schedule, and a failing message holds up no other',
  async () => {
    let failures = 0;
    receiver.react = ({ headers }, response) => {
      const fails = headers['webhook-id'] === 'bad' && failures++ === 0;
      response.writeHead(fails ? 500 : 200).end();
    };
    await scene.pull('again', receiver.url);
    await scene.deliver('again', 'bad');
    const started = Date.now();
    for (let each = 0; each < 20; each += 1) await scene.deliver('again', `good-${each}`);
    await eventually(() => receiver.received.length >= 21);
    expect(idsReceived().filter((id) => id === 'bad')).toHaveLength(1);
    await eventually(async () => (await scene.unacknowledged('again')) === 0, PATIENCE_MS);
    // 5 s less 20 %
    expect(Date.now() - started).toBeGreaterThanOrEqual(4_000);
    expect(scene.audit.kinds('bad')).toEqual(['event.attempt-failed', 'event.delivered']);
  },
  PATIENCE_MS,
);

test(
  'Retry-After is honoured, and the tenth failure is a dead letter',
  async () => {
    receiver.react = (_, response) => response.writeHead(503, { 'retry-after': '1' }).end();
    await scene.pull('hopeless', receiver.url);
    await scene.deliver('hopeless', 'lost');
    await eventually(async () => (await scene.deadLetters('hopeless')) === 1, PATIENCE_MS);
    await eventually(async () => (await scene.unacknowledged('hopeless')) === 0, PATIENCE_MS);
    expect(receiver.received).toHaveLength(10);
    expect(scene.audit.kinds('lost')).toEqual([...Array<string>(9).fill('event.attempt-failed'), 'event.dead-lettered']);
  },
  2 * PATIENCE_MS,
);

test('410 stops the subscription and loses nothing', async () => {
  receiver.react = (_, response) => response.writeHead(410).end();
  await scene.pull('gone', receiver.url);
  await scene.deliver('gone', 'unwanted');
  await eventually(() => scene.stopped.length === 1);
  await scene.deliver('gone', 'later');
  expect(scene.stopped).toEqual(['HTTP 410']);
  expect(await scene.unacknowledged('gone')).toBe(2);
  expect(receiver.received).toHaveLength(1);
});

test('an endpoint that is away does not spin', async () => {
  receiver.close();
  await scene.pull('away', receiver.url);
  for (let each = 0; each < 5; each += 1) await scene.deliver('away', `away-${each}`);
  await eventually(() => scene.audit.kinds('away-4').length === 1);
  expect(scene.audit.entries.filter((entry) => entry.subject.subscription === 'away')).toHaveLength(5);
});

test('an attempt under way at the end is settled, not repeated', async () => {
  receiver.react = (_, response) => setTimeout(() => response.writeHead(200).end(), 300);
  await scene.pull('ending', receiver.url);
  await scene.deliver('ending', 'last');
  await eventually(() => receiver.received.length === 1);
  await scene.stopPullers();
  expect(scene.audit.kinds('last')).toEqual(['event.delivered']);
  await eventually(async () => (await scene.unacknowledged('ending')) === 0);
});
