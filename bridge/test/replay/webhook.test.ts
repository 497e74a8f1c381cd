/** What is sent again reaches a webhook as it reaches a subscriber on NATS: marked, in order, once, and a letter hears of it. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { STREAMS, deliveryDeadLetters } from '@odoo-nats-bridge/contracts';
import { randomUUID } from 'node:crypto';
import { AuditLog } from '../../src/audit/audit.js';
import { Places } from '../../src/deliver/places.js';
import { Saving } from '../../src/deliver/saving.js';
import type { WebhookSubscription } from '../../src/deliver/sending.js';
import { Settling } from '../../src/deliver/settling.js';
import { Trials } from '../../src/deliver/trials.js';
import { Webhooks } from '../../src/deliver/webhooks.js';
import { Access } from '../../src/identity/access.js';
import { subscriptionOf } from '../../src/subscription/subscription.js';
import { eventHeaders } from '../deliver/event-headers.js';
import { Receiver } from '../deliver/receiver.js';
import { SECRET } from '../deliver/scene.js';
import { eventually } from '../rig/eventually.js';
import { eventExample } from '../rig/golden.js';
import { APPROVED, Scene } from './scene.js';

const PATIENCE_MS = 120_000;
jest.setTimeout(PATIENCE_MS);
const EVENTS = 40;
let scene: Scene;
let receiver: Receiver;
let stop: () => Promise<void>;

interface Posted {
  readonly id: string;
  readonly replay?: string;
}
const posted = (): Posted[] => receiver.received.map(({ body }) => JSON.parse(body) as Posted);

beforeAll(async () => {
  scene = await Scene.open();
  receiver = await Receiver.open();
  const channel = { kind: 'webhook' as const, url: receiver.url, secret: SECRET, allowHttp: true, allowPrivateAddress: true };
  const hook = subscriptionOf({ name: 'hook', client: 'mes', contracts: [APPROVED], channel, order: 'record' });
  scene.become([hook]);
  await scene.startFlow();
  const places = new Places(scene.database.store, randomUUID());
  const saving = new Saving(places);
  const settling = new Settling(scene.nats, scene.attempts);
  const ignored = (): undefined => undefined;
  const trials = new Trials(scene.database.store, new AuditLog(scene.database.store), new Access([], []));
  const webhooks = new Webhooks({ nats: scene.nats, places, saving, settling, trials, onDisable: ignored, onWarning: ignored });
  webhooks.start();
  webhooks.open(hook as WebhookSubscription);
  stop = async () => {
    settling.stop();
    saving.stop();
    await webhooks.stop();
  };
  await scene.fill(0, EVENTS, 5);
  await eventually(() => receiver.received.length === EVENTS, PATIENCE_MS);
  scene.startRunner();
}, PATIENCE_MS);
afterAll(async () => {
  await stop();
  receiver.close();
  await scene.close();
});

test('a replay arrives once, marked in the event itself, each record in its order', async () => {
  const { id } = await scene.replays.begin({ subscription: 'hook', filter: {}, by: 'ops', why: 'x', perSecond: 200 });
  expect(await scene.ended(id)).toMatchObject({ state: 'done', written: EVENTS });
  await eventually(() => posted().filter(({ replay }) => replay === id).length === EVENTS, PATIENCE_MS);
  const again = posted().filter(({ replay }) => replay === id);
  const numberOf = ({ id: event }: Posted): number => Number(event.replace('event-', ''));
  for (let record = 0; record < 5; record += 1) {
    const ofRecord = again.map(numberOf).filter((number) => number % 5 === record);
    expect(ofRecord).toEqual(Array.from({ length: EVENTS / 5 }, (_, index) => record + 5 * index));
  }
  expect(posted().filter(({ replay }) => replay === undefined)).toHaveLength(EVENTS);
});

test('a letter retried over a webhook is resolved by its delivery', async () => {
  const source = { stream: STREAMS.deliveries, sequence: 1, subject: 'deliver.hook' };
  const body = { reason: 'http-503', message: 'HTTP 503', subscription: 'hook', attempts: 10, eventId: 'lost', source, bytes: 9 };
  const payload = { text: JSON.stringify(eventExample(APPROVED).data) };
  const data = Buffer.from(JSON.stringify({ ...body, headers: eventHeaders('lost', { type: APPROVED }), payload }));
  await scene.nats.store({ subject: deliveryDeadLetters('hook'), headers: [], data });
  await scene.index.catchUp();
  await scene.replays.retry({ filter: { event: 'lost' }, by: 'ops', why: 'mended' });
  await eventually(async () => (await scene.letters.count({ state: 'resolved', event: 'lost' })) === 1, PATIENCE_MS);
  expect(posted().filter(({ id }) => id === 'lost')).toHaveLength(1);
  const attempts = await scene.database.query(`SELECT channel, outcome, letter FROM delivery_attempt WHERE event_ids = ARRAY['lost']`);
  expect(attempts).toEqual([{ channel: 'webhook', outcome: 'delivered', letter: 1 }]);
});
