/** Translation in a thread of its own says what translation in place says, byte for byte, and its end is survived. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { catalog, translateCheckpoint } from '@odoo-nats-bridge/contracts';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MAX_BATCH, publishBatch } from '../../src/nats/atomic-batch.js';
import { readCheckpoint } from '../../src/nats/checkpoint.js';
import { CheckpointedPipe } from '../../src/nats/checkpointed-pipe.js';
import type { Nats } from '../../src/nats/connection.js';
import { MESSAGE_ID, type OutgoingMessage, headerList, natsHeaders } from '../../src/nats/message.js';
import type { Aside, MadeAside } from '../../src/nats/pipe-spec.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { headersBehind } from '../../src/nats/written-message.js';
import { TranslationThread } from '../../src/translate/translation-thread.js';
import { translate } from '../../src/translate/translation.js';
import { eventually } from '../rig/eventually.js';
import { NatsServer } from '../rig/nats-server.js';
import { allKinds } from './border.js';

const PATIENCE_MS = 60_000;
const root = fileURLToPath(new URL('../../..', import.meta.url));
// a thread runs what is built
const built = new URL('../../dist/translate/translation-worker.js', import.meta.url);
/** A thread with this program. */
const program = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
const PORT = `import { parentPort } from 'node:worker_threads'; `;

let server: NatsServer;
let nats: Nats;
let threads: TranslationThread[] = [];

beforeAll(async () => {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  server = await NatsServer.start();
  nats = await server.connect();
}, 3 * PATIENCE_MS);
beforeEach(() => ensureStreams(nats.manager));
afterEach(async () => {
  await Promise.all(threads.map((thread) => thread.stop()));
  threads = [];
  for (const name of ['DEAD_LETTERS', 'EVENTS', 'ODOO_CHANGES']) await nats.manager.streams.delete(name).catch(() => false);
});
afterAll(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
});

async function threadOf(entry: URL): Promise<TranslationThread> {
  const thread = new TranslationThread(entry);
  threads.push(thread);
  await eventually(() => isReady(thread), PATIENCE_MS);
  return thread;
}

function isReady(thread: TranslationThread): boolean {
  const nothing = thread.transform([]);
  nothing?.catch(() => undefined);
  return nothing !== undefined;
}

/** What goes on the wire as a batch's message. */
const wireOf = ({ subject, headers, data, id, headerBlock }: OutgoingMessage): unknown => {
  const batch = [['Nats-Batch-Id', 'a'] as const];
  const made = headerBlock ? headersBehind(headerBlock, batch) : natsHeaders(headers, ...(id ? [[MESSAGE_ID, id] as const] : []), ...batch);
  const encoded = (made as unknown as { encode(): Uint8Array }).encode();
  return [subject, Buffer.from(encoded).toString(), Buffer.from(data).toString('base64')];
};

/** What is read of it here, as the wire has it: in one line. */
const readable = ({ id, headers }: OutgoingMessage): unknown =>
  [['id', id ?? ''] as const, ...headers].map(([name, value]) => [name, value.replace(/[\r\n]+/g, ' ').trim()]);

test(
  'of every recorded change and of what nobody should send it makes the same bytes',
  async () => {
    const messages = allKinds();
    const made = await (await threadOf(built)).transform(messages);
    const here = messages.map((message) => translate(message, catalog));
    expect(made?.length).toBe(messages.length);
    const [events, letters] = [true, false].map((isMade) =>
      messages.flatMap((_, index) => ((made?.[index] !== undefined) === isMade ? [index] : [])),
    );
    // what is left to the pipe is what has a dead letter, and nothing else
    const hasLetter = here.flatMap((outputs, index) =>
      outputs.some(({ subject }) => subject === 'dead-letters.translate') ? [index] : [],
    );
    expect(letters).toEqual(hasLetter);
    expect(hasLetter.length).toBeGreaterThan(4);
    expect(events?.length).toBeGreaterThan(134);
    for (const index of events ?? []) {
      expect(made?.[index]?.map(wireOf)).toEqual(here[index]?.map(wireOf));
      expect(made?.[index]?.map(readable)).toEqual(here[index]?.map(readable));
    }
  },
  PATIENCE_MS,
);

async function feed(rounds: number): Promise<number> {
  const messages = allKinds(rounds).map(({ data }) => ({ subject: 'odoo.change.golden.any.update', headers: [], data }));
  for (let first = 0; first < messages.length; first += MAX_BATCH)
    await publishBatch(nats.connection, messages.slice(first, first + MAX_BATCH));
  return messages.length;
}

interface Running {
  readonly reports: readonly string[];
  stop(): Promise<void>;
}

function pipe(aside: Aside | undefined): Running {
  const spec = {
    name: 'translate',
    source: { stream: 'ODOO_CHANGES', filters: ['odoo.change.>'] },
    target: { stream: 'EVENTS', checkpoint: translateCheckpoint },
    transform: (message: Parameters<typeof translate>[0]) => translate(message, catalog),
    ...(aside === undefined ? {} : { aside }),
  };
  const stop = new AbortController();
  const reports: string[] = [];
  const running = new CheckpointedPipe(nats, spec, (state, detail) => reports.push(`${state}: ${detail}`)).run(stop.signal);
  return {
    reports,
    stop: async () => {
      stop.abort();
      await running;
    },
  };
}

const isWorkedOff = (count: number) => async (): Promise<boolean> =>
  (await readCheckpoint(nats.manager, 'EVENTS', translateCheckpoint)).position.sequence === count;

/** All that the pipe stored but checkpoints, in order; of the headers those that are not about the one batch. */
async function stored(): Promise<unknown[]> {
  const consumer = await nats.jetstream.consumers.get('EVENTS', { filter_subjects: ['events.>', 'dead-letters.>'] });
  const { num_pending: pending } = await consumer.info();
  const found: unknown[] = [];
  for await (const message of await consumer.consume({ max_messages: 500 })) {
    const headers = headerList(message.headers).filter(([name]) => !name.startsWith('Nats-Batch-'));
    found.push([message.subject, headers, Buffer.from(message.data).toString('base64')]);
    if (found.length >= pending) return found;
  }
  return found;
}

async function translated(count: number, aside?: Aside): Promise<unknown[]> {
  const running = pipe(aside);
  await eventually(isWorkedOff(count), PATIENCE_MS);
  await running.stop();
  const found = await stored();
  await nats.manager.streams.delete('DEAD_LETTERS');
  await nats.manager.streams.delete('EVENTS');
  await ensureStreams(nats.manager);
  return found;
}

test(
  'the stream is the same, message by message',
  async () => {
    const count = await feed(10);
    const here = await translated(count);
    const thread = await threadOf(built);
    let asked = 0;
    const counted: Aside = { transform: (messages) => thread.transform(messages)?.finally(() => (asked += messages.length)) };
    expect(await translated(count, counted)).toEqual(here);
    expect(here.length).toBeGreaterThan(count);
    expect(asked).toBeGreaterThan(count / 2);
  },
  2 * PATIENCE_MS,
);

test(
  'answers that come late, or not at all for some, change nothing',
  async () => {
    const count = await feed(10);
    const here = await translated(count);
    let turn = 0;
    const slow: Aside = {
      transform: (messages) => {
        turn += 1;
        if (turn % 4 === 0) return undefined;
        const made = messages.map((message, index): MadeAside => (index % 3 === 0 ? undefined : translate(message, catalog)));
        return new Promise((resolve) => setTimeout(resolve, turn % 2 === 0 ? 0 : 20, made));
      },
    };
    expect(await translated(count, slow)).toEqual(here);
    expect(turn).toBeGreaterThan(4);
  },
  2 * PATIENCE_MS,
);

test.each([
  ['a bug in it', `parentPort.on('message', ({ lengths }) => { if (lengths.length > 0) throw new Error('a bug'); });`, 'a bug'],
  [
    'its end',
    `parentPort.on('message', ({ lengths }) => { if (lengths.length > 0) process.exit(1); });`,
    'the thread that translates ended: it was stopped',
  ],
])(
  '%s ends the turn of the pipe with a reason, and the next one goes on',
  async (_what, text, reason) => {
    const count = await feed(2);
    const here = await translated(count);
    const thread = await threadOf(program(`${PORT}${text} parentPort.postMessage('ready');`));
    const running = pipe(thread);
    await eventually(isWorkedOff(count), PATIENCE_MS);
    await running.stop();
    expect(running.reports.filter((report) => report.startsWith('failing: '))).toEqual([expect.stringContaining(reason)]);
    expect(await stored()).toEqual(here);
  },
  2 * PATIENCE_MS,
);

test(
  'a thread that never answers does not keep the pipe from stopping, nor from ending',
  async () => {
    await feed(1);
    const thread = await threadOf(program(`${PORT} parentPort.on('message', () => { for (;;); }); parentPort.postMessage('ready');`));
    let asked = false;
    const running = pipe({ transform: (messages) => ((asked = true), thread.transform(messages)) });
    await eventually(() => asked);
    await running.stop();
    await thread.stop();
    expect(thread.transform([])).toBeUndefined();
  },
  PATIENCE_MS,
);

test(
  'a thread that cannot start leaves the work to the pipe',
  async () => {
    const count = await feed(1);
    const thread = new TranslationThread(program('throw new Error("no");'));
    threads.push(thread);
    const found = await translated(count, thread);
    expect(found.length).toBeGreaterThan(count);
    expect(thread.transform([])).toBeUndefined();
  },
  PATIENCE_MS,
);

test(
  'the bridge translates with it, and ends by itself while there is work',
  async () => {
    const count = await feed(20);
    const here = await translated(count);
    const script = fileURLToPath(new URL('./translating-process.mjs', import.meta.url));
    const start = () => spawn(process.execPath, [script, server.url], { stdio: ['ignore', 'ignore', 'inherit'] });
    const interrupted = start();
    const ended = once(interrupted, 'exit');
    const position = async () => (await readCheckpoint(nats.manager, 'EVENTS', translateCheckpoint)).position.sequence;
    await eventually(async () => (await position()) > 0, PATIENCE_MS);
    interrupted.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const second = start();
    await eventually(isWorkedOff(count), PATIENCE_MS);
    second.kill('SIGKILL');
    expect(await stored()).toEqual(here);
  },
  2 * PATIENCE_MS,
);
