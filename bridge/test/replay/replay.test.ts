import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually } from '../rig/eventually.js';
import { APPROVED, Scene, recordOf } from './scene.js';
import { Subscriber } from './subscriber.js';

const PATIENCE_MS = 60_000;
const EVENTS = 300;
jest.setTimeout(PATIENCE_MS);
let scene: Scene;
let subscriber: Subscriber;

beforeAll(async () => {
  scene = await Scene.open('mes');
  await scene.startFlow();
  subscriber = await Subscriber.open(scene.nats, 'mes');
  await scene.fill(0, EVENTS);
  await eventually(() => subscriber.received.length === EVENTS, PATIENCE_MS);
  scene.startRunner();
}, PATIENCE_MS);
afterAll(async () => {
  subscriber.stop();
  await scene.close();
});

const order = { subscription: 'mes', by: 'ops', why: 'the MES lost its copy', perSecond: 2_000 };
const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `event-${from + index}`);

test('a preview counts and samples, and sends nothing', async () => {
  const preview = await scene.replays.preview({ subscription: 'mes', filter: {} });
  expect(preview).toMatchObject({ firstSequence: 1, complete: true, lookedAt: EVENTS, wouldSend: EVENTS, leftOut: {} });
  expect(preview.samples.map(({ eventId }) => eventId)).toEqual(numbers(0, 10));
  expect(subscriber.received).toHaveLength(EVENTS);
});

test('all of a subscription comes again: in order, marked, with the same ids, in its lane, once', async () => {
  const before = subscriber.received.length;
  const begun = await scene.replays.begin({ ...order, filter: {} });
  const ended = await scene.ended(begun.id);
  expect(ended).toMatchObject({ state: 'done', written: EVENTS, lookedAt: EVENTS, leftOut: {} });
  await eventually(() => subscriber.received.length >= before + EVENTS, PATIENCE_MS);
  const again = subscriber.received.slice(before);
  expect(again.map(({ id }) => id)).toEqual(numbers(0, EVENTS));
  expect(again.every(({ replay, lane }) => replay === begun.id && lane)).toBe(true);
});

test('by record, by sequence, by time and by contract', async () => {
  const sent = async (filter: Parameters<typeof scene.replays.begin>[0]['filter']): Promise<string[]> => {
    const { id } = await scene.replays.begin({ ...order, filter });
    const { written } = await scene.ended(id);
    await eventually(() => subscriber.received.filter(({ replay }) => replay === id).length === written, PATIENCE_MS);
    return subscriber.received.filter(({ replay }) => replay === id).map((each) => each.id);
  };
  expect(await sent({ record: recordOf(7) })).toEqual([7, 57, 107, 157, 207, 257].map((number) => `event-${number}`));
  const [third] = (await scene.replays.preview({ subscription: 'mes', filter: { fromSequence: 3 } })).samples;
  expect(third?.sequence).toBe(3);
  expect(await sent({ fromSequence: 11, toSequence: 20 })).toHaveLength(10);
  expect(await sent({ since: new Date().toISOString() })).toEqual([]);
  expect(await sent({ until: new Date().toISOString(), contracts: [APPROVED] })).toHaveLength(EVENTS);
});

test('who is not entitled now gets nothing of what he was entitled to', async () => {
  const { subscriptions, clients } = scene.access;
  scene.become(
    subscriptions.map((each) => ({ ...each, scope: { supplier: 'odoo:demo:res.partner:1' } })),
    clients,
  );
  const before = subscriber.received.length;
  const { id } = await scene.replays.begin({ ...order, filter: {} });
  expect(await scene.ended(id)).toMatchObject({ state: 'done', written: 0, leftOut: { 'not-selected': EVENTS } });
  scene.become(subscriptions, clients);
  // the pipe was live: the next replay comes
  const positive = await scene.replays.begin({ ...order, filter: { toSequence: 5 } });
  await scene.ended(positive.id);
  await eventually(() => subscriber.received.length > before, PATIENCE_MS);
  expect(subscriber.received.slice(before).every(({ replay }) => replay === positive.id)).toBe(true);
});

test('it keeps to its rate, tells its progress, and stops when it is cancelled', async () => {
  const { id } = await scene.replays.begin({ ...order, perSecond: 50, filter: {} });
  const startedAt = Date.now();
  await eventually(async () => (await scene.replays.find(id)).written >= 60, PATIENCE_MS);
  expect(Date.now() - startedAt).toBeGreaterThan(500);
  await expect(scene.replays.begin({ ...order, filter: {} })).rejects.toThrow('A replay of this subscription is under way');
  await scene.replays.cancel(id, 'ops');
  const ended = await scene.ended(id);
  expect(ended).toMatchObject({ state: 'cancelled' });
  expect(ended.written).toBeLessThan(EVENTS);
  await eventually(() => subscriber.received.filter(({ replay }) => replay === id).length === ended.written, PATIENCE_MS);
  await expect(scene.replays.cancel(id, 'ops')).rejects.toThrow('It has ended already');
});

test('each step of it is in the audit trail: by whom, with filter and counts', async () => {
  const { id } = await scene.replays.begin({ ...order, filter: { toSequence: 3 } });
  await scene.ended(id);
  const story = await scene.audit.story(`replay:${id}`);
  expect(story.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['replay.requested', 'ops'],
    ['replay.done', 'bridge'],
  ]);
  expect(story[0]?.data).toMatchObject({ filter: { toSequence: 3 }, why: order.why, perSecond: 2_000 });
  expect(story[1]?.data).toMatchObject({ written: 3 });
});

test('a paused subscription, an unknown one and a foreign contract are refused', async () => {
  await expect(scene.replays.begin({ ...order, subscription: 'nobody', filter: {} })).rejects.toThrow('no subscription of this name');
  const foreign = { contracts: ['procurement.goods-receipt.posted.v1'] };
  await expect(scene.replays.begin({ ...order, filter: foreign })).rejects.toThrow('does not have this contract');
  const { subscriptions, clients } = scene.access;
  scene.become(
    subscriptions.map((each) => ({ ...each, status: 'paused' as const })),
    clients,
  );
  await expect(scene.replays.begin({ ...order, filter: {} })).rejects.toThrow('paused or disabled');
  scene.become(subscriptions, clients);
});
