/** kill -9 in the middle: what was ordered is done, and nothing of it twice. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { LETTER, REPLAY, STREAMS, deliveryDeadLetters, replaySubject } from '@odoo-nats-bridge/contracts';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { publishBatch } from '../../src/nats/atomic-batch.js';
import { header } from '../../src/nats/message.js';
import { readPage } from '../../src/nats/page.js';
import { eventHeaders } from '../deliver/event-headers.js';
import { eventually } from '../rig/eventually.js';
import { eventExample } from '../rig/golden.js';
import { APPROVED, Scene, recordOf } from './scene.js';
import { Subscriber } from './subscriber.js';

const PATIENCE_MS = 400_000;
jest.setTimeout(PATIENCE_MS);
const EVENTS = 3_000;
const LETTERS = 10_000;
const script = fileURLToPath(new URL('./replaying-process.mjs', import.meta.url));
const policies = fileURLToPath(new URL('../../policies', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

let scene: Scene;
let subscriber: Subscriber;
let processes: ChildProcess[] = [];

beforeAll(async () => {
  // the processes to be killed run what is built, with the real Node
  execFileSync('npm', ['run', '--silent', 'build:bridge'], { cwd: root, stdio: 'ignore' });
  scene = await Scene.open('mes');
  await scene.startFlow();
  subscriber = await Subscriber.open(scene.nats, 'mes');
}, PATIENCE_MS);
afterAll(async () => {
  await Promise.all(processes.map(kill));
  subscriber.stop();
  await scene.close();
});

function start(): void {
  const { clients, subscriptions } = scene.access;
  const args = [script, scene.server.url, scene.database.url, JSON.stringify({ clients, subscriptions }), policies];
  processes.push(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }));
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Kills all processes once so many were written, and starts two rivals. */
async function killAt(id: string, written: number): Promise<void> {
  await eventually(async () => (await scene.replays.find(id)).written >= written, PATIENCE_MS);
  await Promise.all(processes.map(kill));
  processes = [];
  start();
  start();
}

/** What stands in the lane, in order. */
async function inLane(name: string, value: (mark: string) => boolean): Promise<string[]> {
  const ids: string[] = [];
  for (let after = 0; ;) {
    const page = await readPage(scene.nats, { stream: STREAMS.deliveries, filters: [replaySubject('mes')], after, max: 500 });
    for (const message of page.messages) if (value(header(message, name) ?? '')) ids.push(header(message, 'ce-id') ?? '');
    if (page.left === 0) return ids;
    after = page.messages.at(-1)?.sequence ?? after;
  }
}

const numbered = (count: number, word: string): string[] => Array.from({ length: count }, (_, index) => `${word}-${index}`);

test('a replay whose replica is killed twice: every event once, in order', async () => {
  await scene.fill(0, EVENTS);
  await eventually(() => subscriber.received.length >= EVENTS, PATIENCE_MS);
  start();
  const { id } = await scene.replays.begin({ subscription: 'mes', filter: {}, by: 'ops', why: 'x', perSecond: 400 });
  await killAt(id, 300);
  await killAt(id, 1_500);
  expect(await scene.ended(id, PATIENCE_MS)).toMatchObject({ state: 'done', written: EVENTS, lookedAt: EVENTS });
  expect(await inLane(REPLAY, (mark) => mark === id)).toEqual(numbered(EVENTS, 'event'));
});

test('10,000 letters listed and retried, the replica killed twice: every letter once, all resolved', async () => {
  const order = { text: JSON.stringify(eventExample(APPROVED).data) };
  const letters = numbered(LETTERS, 'lost').map((event, number) => {
    const headers = eventHeaders(event, { type: APPROVED, subject: recordOf(number % 100), partitionkey: recordOf(number % 100) });
    const source = { stream: STREAMS.deliveries, sequence: number + 1, subject: 'deliver.mes' };
    const body = { reason: 'http-503', message: 'HTTP 503', subscription: 'mes', attempts: 10, eventId: event, source, headers, bytes: 9 };
    return { subject: deliveryDeadLetters('mes'), headers: [], data: Buffer.from(JSON.stringify({ ...body, payload: order })) };
  });
  for (let from = 0; from < LETTERS; from += 500) await publishBatch(scene.nats.connection, letters.slice(from, from + 500));
  expect(await scene.index.catchUp()).toBe(LETTERS);
  let listed = 0;
  for (let before: number | undefined; ;) {
    const page = await scene.letters.list({ reason: 'http-503' }, { limit: 500, before });
    listed += page.letters.length;
    if (page.next === null) break;
    before = page.next;
  }
  expect(listed).toBe(LETTERS);
  expect((await scene.letters.facets({ reason: 'http-503' })).record).toHaveLength(50);

  const { id } = await scene.replays.retry({ filter: { reason: 'http-503' }, expect: LETTERS, by: 'ops', why: 'x', perSecond: 2_000 });
  await killAt(id, 1_000);
  await killAt(id, 5_000);
  expect(await scene.ended(id, PATIENCE_MS)).toMatchObject({ state: 'done', letters: LETTERS });
  await eventually(async () => (await scene.letters.count({ state: 'resolved' })) === LETTERS, PATIENCE_MS);
  expect(await inLane(LETTER, (mark) => mark.endsWith('.1'))).toEqual(numbered(LETTERS, 'lost'));
});
