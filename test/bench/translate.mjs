/**
 * How fast does the translator work off raw changes, on a broker that fsyncs every batch?
 * Feeds a golden change n times, then measures until the checkpoint has passed all of them.
 * usage: NATS_SERVER=<binary> node test/bench/translate.mjs [changes]     (after `npm run build`)
 * The last line is one JSON object.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { catalog } from '../../contracts/dist/index.js';
import { publishBatch } from '../../bridge/dist/nats/atomic-batch.js';
import { CheckpointedPipe } from '../../bridge/dist/nats/checkpointed-pipe.js';
import { Nats } from '../../bridge/dist/nats/connection.js';
import { ensureStreams } from '../../bridge/dist/nats/streams.js';
import { translate } from '../../bridge/dist/translate/translation.js';
import { login, startServer } from './nats-server.mjs';

const count = Number(process.argv[2] ?? 20_000);
const change = JSON.parse(readFileSync(new URL('../../contracts/examples/changes/purchase-order-edited.json', import.meta.url), 'utf8'));

async function feed(nats) {
  for (let first = 0; first < count; first += 500) {
    const batch = Array.from({ length: Math.min(500, count - first) }, (_, index) => ({
      subject: 'odoo.change.golden.purchase-order.update',
      headers: [],
      data: Buffer.from(JSON.stringify({ ...change, change_id: `bench:${first + index}` })),
    }));
    await publishBatch(nats.connection, batch);
  }
}

const doneUpTo = async (nats) => {
  const message = await nats.manager.streams.getMessage('EVENTS', { last_by_subj: 'checkpoint.translate' }).catch(() => null);
  return Number(message?.header.get('Bridge-Source-Sequence') ?? 0);
};

const server = await startServer();
const nats = await Nats.connect(login(server.url), 'bench');
await ensureStreams(nats.manager);
await feed(nats);
const stop = new AbortController();
const spec = {
  name: 'translate',
  source: { stream: 'ODOO_CHANGES', filters: ['odoo.change.>'] },
  target: { stream: 'EVENTS', checkpoint: 'checkpoint.translate' },
  transform: (message) => translate(message, catalog),
};
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const running = new CheckpointedPipe(nats, spec, () => undefined).run(stop.signal);
while ((await doneUpTo(nats)) < count) await sleep(20);
const seconds = (performance.now() - startedAt) / 1000;
const cpu = process.cpuUsage(cpuBefore);
stop.abort();
await running;
const { state } = await nats.manager.streams.info('EVENTS', { subjects_filter: 'events.>' });
const events = Object.values(state.subjects ?? {}).reduce((sum, each) => sum + each, 0);
await nats.onApplicationShutdown();
server.stop();
const result = {
  bench: 'translate',
  changes: count,
  bytesPerChange: JSON.stringify(change).length,
  events,
  changesPerSecond: Math.round(count / seconds),
  cpuMicrosPerChange: Math.round((cpu.user + cpu.system) / count),
  residentMegabytes: Math.round(process.memoryUsage().rss / 1e6),
};
console.log(JSON.stringify(result));
