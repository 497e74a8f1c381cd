/**
 * How much of a bare loop's rate does the translator reach? Raw changes become canonical events in the real pipe, beside a loop
 * that only consumes and publishes the same bytes with the same checkpoint, on one nats-server that fsyncs every batch.
 * The changes are the recorded examples of all contracts, in turn. Rounds alternate; the ratio is the median of the rounds'.
 *
 * usage: npm run bench:translate [-- --changes 20000 --rounds 5]
 * The last line is one JSON object; `translate_ratio` is the figure.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { catalog, changeSubject } from '../../contracts/dist/index.js';
import { publishBatch } from '../../bridge/dist/nats/atomic-batch.js';
import { CheckpointedPipe } from '../../bridge/dist/nats/checkpointed-pipe.js';
import { Nats } from '../../bridge/dist/nats/connection.js';
import { ensureStreams } from '../../bridge/dist/nats/streams.js';
import { TranslationThread } from '../../bridge/dist/translate/translation-thread.js';
import { translate } from '../../bridge/dist/translate/translation.js';
import { bareLoop } from './bare-loop.mjs';
import { login, startServer } from './nats-server.mjs';

const { values } = parseArgs({ options: { changes: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '5' } } });
const count = Number(values.changes);
const FEED = 500;
const FILTER = 'odoo.change.>';
const CHECKPOINT = 'checkpoint.translate';

const folder = fileURLToPath(new URL('../../contracts/examples/changes', import.meta.url));
const recorded = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
/** The recorded change that message `sequence` of the stream is. */
const recordedAt = (sequence) => recorded[(sequence - 1) % recorded.length];

function message(sequence) {
  const change = { ...recordedAt(sequence), change_id: `bench:${sequence}` };
  return {
    subject: changeSubject(change.database, change.model, change.op),
    headers: [['Nats-Msg-Id', change.change_id]],
    data: Buffer.from(JSON.stringify(change)),
  };
}

async function feed(nats) {
  for (let first = 1; first <= count; first += FEED) {
    const batch = Array.from({ length: Math.min(FEED, count - first + 1) }, (_, index) => message(first + index));
    await publishBatch(nats.connection, batch);
  }
}

/** What each recorded change becomes, made once; only the id differs from message to message. */
const made = recorded.map((_, index) =>
  translate({ stream: 'ODOO_CHANGES', sequence: index + 1, storedAt: new Date(0), deliveries: 1, ...message(index + 1) }, catalog),
);
const outputsOf = ({ seq }) => made[(seq - 1) % made.length].map((output) => ({ ...output, id: `${output.subject}:${seq}` }));

async function workedOff(nats) {
  const found = await nats.manager.streams.getMessage('EVENTS', { last_by_subj: CHECKPOINT });
  return Number(found?.header.get('Bridge-Source-Sequence') ?? 0) >= count;
}

// as in the bridge: it lives as long as the process
const thread = new TranslationThread();

async function throughPipe(nats) {
  const stop = new AbortController();
  const spec = {
    name: 'translate',
    source: { stream: 'ODOO_CHANGES', filters: [FILTER] },
    target: { stream: 'EVENTS', checkpoint: CHECKPOINT },
    transform: (each) => translate(each, catalog),
    aside: thread,
  };
  const running = new CheckpointedPipe(nats, spec, () => undefined).run(stop.signal);
  while (!(await workedOff(nats).catch(() => false))) await sleep(10);
  const endedAt = performance.now();
  stop.abort();
  await running;
  return endedAt;
}

async function throughBareLoop(nats) {
  await bareLoop(nats, { stream: 'ODOO_CHANGES', filter: FILTER, checkpoint: CHECKPOINT, count, outputsOf });
  return performance.now();
}

/** Into a stream of its own: neither finds the other's messages or duplicates there. */
async function measure(nats, work) {
  for (const name of ['DEAD_LETTERS', 'EVENTS']) await nats.manager.streams.delete(name);
  await ensureStreams(nats.manager);
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const seconds = ((await work(nats)) - startedAt) / 1000;
  const cpu = process.cpuUsage(before);
  const { state } = await nats.manager.streams.info('EVENTS', { subjects_filter: 'events.>' });
  const events = Object.values(state.subjects ?? {}).reduce((sum, each) => sum + each, 0);
  return { perSecond: Math.round(count / seconds), cpuMicros: Math.round((cpu.user + cpu.system) / count), events };
}

const median = (numbers) => [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)];

Logger.overrideLogger(['error', 'warn']);
const server = await startServer();
const nats = await Nats.connect(login(server.url), 'bench');
await ensureStreams(nats.manager);
await feed(nats);
// both ways without the clock until the engine has compiled what is hot, in the thread too: by rounds, that takes three
for (let warm = 1; warm <= 3; warm += 1) {
  await measure(nats, throughBareLoop);
  await measure(nats, throughPipe);
}
const rounds = [];
for (let round = 1; round <= Number(values.rounds); round += 1) {
  const bare = await measure(nats, throughBareLoop);
  const pipe = await measure(nats, throughPipe);
  if (bare.events !== pipe.events) throw new Error(`the loop published ${bare.events} events, the pipe ${pipe.events}`);
  rounds.push({ bare, pipe, ratio: pipe.perSecond / bare.perSecond });
  console.log(
    `round ${round}: pipe ${pipe.perSecond}/s (${pipe.cpuMicros} us CPU), bare loop ${bare.perSecond}/s (${bare.cpuMicros} us), ` +
      `${pipe.events} events`,
  );
}
await thread.stop();
await nats.onApplicationShutdown();
server.stop();
console.log(
  JSON.stringify({
    bench: 'translate',
    changes: count,
    kinds_of_change: recorded.length,
    events: rounds[0].pipe.events,
    changes_per_second: median(rounds.map(({ pipe }) => pipe.perSecond)),
    bare_loop_per_second: median(rounds.map(({ bare }) => bare.perSecond)),
    translate_ratio: Number(median(rounds.map(({ ratio }) => ratio)).toFixed(3)),
  }),
);
