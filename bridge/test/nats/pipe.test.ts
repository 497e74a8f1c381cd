import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CheckpointedPipe } from '../../src/nats/checkpointed-pipe.js';
import type { Nats } from '../../src/nats/connection.js';
import type { OutgoingMessage, StreamMessage } from '../../src/nats/message.js';
import type { PipeSpec } from '../../src/nats/pipe-spec.js';
import { eventually } from '../rig/eventually.js';
import { NatsServer } from '../rig/nats-server.js';
import { PipeProcess } from './pipe-process.js';
import { everything, feed, feedSlowly, numbers, recreateStreams } from './streams-in-out.js';

const PATIENCE_MS = 60_000;
const root = fileURLToPath(new URL('../../..', import.meta.url));
let server: NatsServer;
let nats: Nats;
let processes: PipeProcess[] = [];

const start = (copies = 1): PipeProcess => {
  const started = PipeProcess.start(server.url, copies);
  processes.push(started);
  return started;
};
const copied = async (): Promise<number> =>
  (await nats.manager.streams.info('OUT', { subjects_filter: 'out.>' })).state.subjects?.['out.copy'] ?? 0;

beforeAll(async () => {
  // the processes to be killed run what is built, with the real Node
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  server = await NatsServer.start();
  nats = await server.connect();
}, PATIENCE_MS);

beforeEach(() => recreateStreams(nats));

afterEach(async () => {
  await Promise.all(processes.map((each) => each.kill()));
  processes = [];
});

afterAll(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
});

/** Kills -9 the process that works; the others stand by or have just come. */
async function killActive(): Promise<void> {
  await eventually(() => processes.some((each) => each.isCandidate), PATIENCE_MS);
  const index = processes.findIndex((each) => each.isCandidate);
  await processes.splice(index, 1)[0]?.kill();
}

test(
  '5,000 messages, two rivals, and ten times the working one killed in the middle: no gap, no double, in order',
  async () => {
    const rounds = 10;
    start();
    for (let round = 0; round < rounds; round += 1) {
      start();
      const feeding = feedSlowly(nats, round * 500, 500);
      await eventually(async () => (await copied()) >= round * 500 + 50, PATIENCE_MS);
      await killActive();
      await feeding;
    }
    start();
    await eventually(async () => (await copied()) >= rounds * 500, PATIENCE_MS);
    expect(await everything(nats)).toEqual(numbers(rounds * 500));
  },
  2 * PATIENCE_MS,
);

test(
  'the broker is killed and restarted in the middle',
  async () => {
    start();
    start();
    await feed(nats, 0, 5_000);
    await eventually(async () => (await copied()) > 0, PATIENCE_MS);
    await server.kill();
    await server.launch();
    await eventually(() =>
      nats.connection.flush().then(
        () => true,
        () => false,
      ),
    );
    await feed(nats, 5_000, 1_000);
    await eventually(async () => (await copied()) > 5_999, PATIENCE_MS);
    expect(await everything(nats)).toEqual(numbers(6_000));
  },
  2 * PATIENCE_MS,
);

test(
  'a standby takes over from a killed one',
  async () => {
    const active = start();
    await feed(nats, 0, 100);
    await eventually(async () => (await copied()) === 100, PATIENCE_MS);
    const standby = start();
    await eventually(() => standby.isCandidate, PATIENCE_MS);
    await feed(nats, 100, 100);
    await eventually(async () => (await copied()) === 200, PATIENCE_MS);
    await eventually(() => [active, standby].some((each) => each.standsBy), PATIENCE_MS);
    const [active_, standby_] = active.standsBy ? [standby, active] : [active, standby];
    await active_.kill();
    await feed(nats, 200, 100);
    await eventually(async () => (await copied()) === 300, PATIENCE_MS);
    expect(await everything(nats)).toEqual(numbers(300));
    expect(standby_.standsBy).toBe(false);
  },
  2 * PATIENCE_MS,
);

test(
  'a message with more outputs than a batch holds, killed while it is written',
  async () => {
    start(1_300);
    await feed(nats, 0, 5);
    await eventually(async () => (await copied()) > 600, PATIENCE_MS);
    await processes.splice(0, 1)[0]?.kill();
    start(1_300);
    await eventually(async () => (await copied()) >= 6_500, PATIENCE_MS);
    expect(await everything(nats)).toEqual(numbers(5).flatMap((number) => Array<number>(1_300).fill(number)));
  },
  2 * PATIENCE_MS,
);

const spec = (transform: PipeSpec['transform']): PipeSpec => ({
  name: 'copy',
  source: { stream: 'IN', filters: ['in.>'] },
  target: { stream: 'OUT', checkpoint: 'checkpoint.copy' },
  transform,
});
const copy = (message: StreamMessage): OutgoingMessage[] => [
  { subject: 'out.copy', headers: [], data: message.data, id: `id-${Buffer.from(message.data).toString()}` },
];

async function whilePiping(transform: PipeSpec['transform'], check: (reports: readonly string[]) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const reports: string[] = [];
  const running = new CheckpointedPipe(nats, spec(transform), (state, detail) => reports.push(`${state}: ${detail}`)).run(stop.signal);
  try {
    await check(reports);
  } finally {
    stop.abort();
    await running;
  }
}

test(
  'an output that is in the stream already is not stored again, and the rest is',
  async () => {
    await feed(nats, 0, 400);
    await nats.jetstream.publish('out.copy', '123', { msgID: 'id-123' });
    await whilePiping(copy, async () => {
      await eventually(async () => (await copied()) >= 400, PATIENCE_MS);
      expect((await everything(nats)).sort((a, b) => a - b)).toEqual(numbers(400));
    });
  },
  PATIENCE_MS,
);

test('messages without output move the checkpoint too', async () => {
  await feed(nats, 0, 20);
  await whilePiping(
    () => [],
    () => eventually(async () => (await nats.manager.streams.info('OUT')).state.last_seq > 0, PATIENCE_MS),
  );
  const checkpoint = await nats.manager.streams.getMessage('OUT', { last_by_subj: 'checkpoint.copy' });
  expect(checkpoint?.header.get('Bridge-Source-Sequence')).toBe('20');
});

test('a source that was recreated stops the pipe instead of skipping', async () => {
  await feed(nats, 0, 20);
  await whilePiping(copy, () => eventually(async () => (await copied()) === 20, PATIENCE_MS));
  await nats.manager.streams.delete('IN');
  await nats.manager.streams.add({ name: 'IN', subjects: ['in.>'], storage: 'file', allow_atomic: true });
  await feed(nats, 20, 30);
  await whilePiping(copy, async (reports) => {
    await eventually(() => reports.some((report) => report.startsWith('failing: stream IN was recreated')), PATIENCE_MS);
  });
  expect(await copied()).toBe(20);
});
