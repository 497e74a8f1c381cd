import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Nats } from '../../src/nats/connection.js';
import { FencedWriter } from '../../src/nats/fenced-writer.js';
import { readPage, sequenceAt } from '../../src/nats/page.js';
import { Fenced } from '../../src/nats/pipe-session.js';
import type { Step } from '../../src/nats/steps.js';
import { NatsServer } from '../rig/nats-server.js';
import { everything, feed, numbers, recreateStreams } from './streams-in-out.js';

let server: NatsServer;
let nats: Nats;
beforeAll(async () => {
  server = await NatsServer.start();
  nats = await server.connect();
});
beforeEach(() => recreateStreams(nats));
afterAll(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
});

const target = { stream: 'OUT', checkpoint: 'checkpoint.copy', sourceCreated: 'yesterday' };
const steps = (from: number, count: number): Step[] =>
  numbers(count).map((number) => ({
    output: { subject: 'out.copy', headers: [], data: Buffer.from(String(from + number)) },
    position: { sequence: from + number + 1, part: 0, storedAtMs: 0 },
  }));

test('more steps than a batch holds are all stored, and the next writer knows how far', async () => {
  const writer = await FencedWriter.open(nats, target);
  await writer.write(steps(0, 1_200));
  expect(await everything(nats)).toEqual(numbers(1_200));
  expect((await FencedWriter.open(nats, target)).position.sequence).toBe(1_200);
});

test('of two writers one goes on, also after the other has closed its work', async () => {
  const late = await FencedWriter.open(nats, target);
  const writer = await FencedWriter.open(nats, target);
  await writer.write(steps(0, 5));
  await expect(late.write(steps(0, 5))).rejects.toBeInstanceOf(Fenced);
  await writer.write(steps(5, 5));
  await writer.close();
  await expect(late.write(steps(0, 5))).rejects.toBeInstanceOf(Fenced);
  expect(await everything(nats)).toEqual(numbers(10));
  const found = await nats.manager.streams.info('OUT', { subjects_filter: 'checkpoint.copy' });
  expect(found.state.subjects).toEqual({ 'checkpoint.copy': 1 });
});

test('a source made anew is not gone on with', async () => {
  await (await FencedWriter.open(nats, target)).write(steps(0, 1));
  await expect(FencedWriter.open(nats, { ...target, sourceCreated: 'today' })).rejects.toThrow('made anew');
});

test('a stream is read page by page, from a place or from a moment', async () => {
  await feed(nats, 0, 30);
  const between = new Date();
  await feed(nats, 30, 5);
  const query = { stream: 'IN', filters: ['in.>'], max: 20 };
  const first = await readPage(nats, { ...query, after: 0 });
  const second = await readPage(nats, { ...query, after: 20 });
  const none = await readPage(nats, { ...query, after: 35 });
  expect([first, second, none].map(({ messages, left }) => [messages.length, messages[0]?.sequence, left])).toEqual([
    [20, 1, 15],
    [15, 21, 0],
    [0, undefined, 0],
  ]);
  expect(await sequenceAt(nats, 'IN', between)).toBe(31);
  expect(await sequenceAt(nats, 'IN', new Date(0))).toBe(1);
  expect(await sequenceAt(nats, 'IN', new Date(Date.now() + 60_000))).toBe(36);
});
