/** A pipe that was interrupted among the outputs of one message, and meets others when it goes on (decision 0014). */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { publishBatch } from '../../src/nats/atomic-batch.js';
import { checkpointMessage, readCheckpoint } from '../../src/nats/checkpoint.js';
import { CheckpointedPipe } from '../../src/nats/checkpointed-pipe.js';
import type { Nats } from '../../src/nats/connection.js';
import type { OutgoingMessage } from '../../src/nats/message.js';
import { eventually } from '../rig/eventually.js';
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

/** The outputs for listeners with these numbers, as fan-out makes them. */
const outputs = (listeners: readonly number[]): OutgoingMessage[] =>
  listeners.map((part) => ({ subject: 'out.copy', headers: [], data: Buffer.from(String(part)), part }));

/** Stores the outputs up to number `part` of message 1, as a batch does that was the last before a kill. */
async function interruptedAfter(listeners: readonly number[], part: number): Promise<void> {
  const { created } = await nats.manager.streams.info('IN').then((info) => ({ created: info.created }));
  const checkpoint = checkpointMessage('checkpoint.copy', 0, { sequence: 0, part, storedAtMs: 0 }, created);
  await publishBatch(nats.connection, [checkpoint, ...outputs(listeners.filter((each) => each <= part))]);
}

async function goOnWith(listeners: readonly number[]): Promise<number[]> {
  const stop = new AbortController();
  const spec = {
    name: 'copy',
    source: { stream: 'IN', filters: ['in.>'] },
    target: { stream: 'OUT', checkpoint: 'checkpoint.copy' },
    transform: () => outputs(listeners),
  };
  const running = new CheckpointedPipe(nats, spec, () => undefined).run(stop.signal);
  await eventually(async () => (await readCheckpoint(nats.manager, 'OUT', 'checkpoint.copy')).position.sequence === 1);
  stop.abort();
  await running;
  return everything(nats);
}

const before = numbers(1_300).map((index) => index + 1);

test.each([
  ['nothing changed', before, before],
  ['some of those who had it left', before.filter((each) => each > 100), before],
  [
    'some of those who had not got it left',
    before.filter((each) => each <= 700 || each > 800),
    before.filter((each) => each <= 700 || each > 800),
  ],
  ['all of those who had not got it left', before.slice(0, 600), before.slice(0, 600)],
  ['others came', [...before, 1_301, 1_302], [...before, 1_301, 1_302]],
])('%s: whoever is to have it has it once', async (_what, after, expected) => {
  await feed(nats, 0, 1);
  await interruptedAfter(before, 600);
  expect(await goOnWith(after)).toEqual(expected);
});

test('what has to be known before a turn is asked for, and a failure is tried again', async () => {
  await feed(nats, 0, 1);
  let asked = 0;
  const spec = {
    name: 'copy',
    source: { stream: 'IN', filters: ['in.>'] },
    target: { stream: 'OUT', checkpoint: 'checkpoint.copy' },
    prepare: () => ((asked += 1) < 2 ? Promise.reject(new Error('away')) : Promise.resolve()),
    transform: () => outputs(asked < 2 ? [1, 2] : [1]),
  };
  const stop = new AbortController();
  const running = new CheckpointedPipe(nats, spec, () => undefined).run(stop.signal);
  await eventually(async () => (await readCheckpoint(nats.manager, 'OUT', 'checkpoint.copy')).position.sequence === 1);
  stop.abort();
  await running;
  expect(await everything(nats)).toEqual([1]);
});
