/**
 * bench:deliver: each part prints its rounds; the last line is one JSON object.
 *
 *   healthy_p99_ratio   a healthy endpoint's p99 while 50 others hang, to the quiet one's (<= 1.2)
 *   throughput_ratio    deliveries a second to a bare keep-alive POST loop's (>= 0.5)
 *   memory_ratio        memory while 100 endpoints are down and 200,000 events wait, to the same endpoints up (<= 1.2)
 *   fanout_1000_ratio   time per event with 1,000 subscriptions that do not match, to that with 1 (<= 2)
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Ground } from './ground.mjs';
import { isolation } from './isolation.mjs';
import { memory } from './memory.mjs';
import { rate } from './rate.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    events: { type: 'string', default: '10000' },
    waiting: { type: 'string', default: '200000' },
    only: { type: 'string', default: 'memory,rate,isolation,fanout' },
  },
});
const parts = values.only.split(',');
const settings = { rounds: Number(values.rounds), events: Number(values.events), waiting: Number(values.waiting) };

/** A part of its own, in a process of its own; its last line is JSON as well. */
function fanout() {
  const file = fileURLToPath(new URL('fanout.mjs', import.meta.url));
  if (!existsSync(file)) return {};
  const lines = execFileSync(process.execPath, [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    .trimEnd()
    .split('\n');
  for (const line of lines.slice(0, -1)) console.log(line);
  return JSON.parse(lines.at(-1));
}

const [cpu] = cpus();
console.log(`machine: ${cpus().length} x ${cpu.model.trim()}, node ${process.version}; broker, database and receiver on the same machine`);
let told = {};
const ground = await Ground.open();
try {
  // memory first: what the other parts leave behind would flatter it
  if (parts.includes('memory')) told = { ...told, ...(await memory(ground, settings)) };
  if (parts.includes('rate')) told = { ...told, ...(await rate(ground, settings)) };
  if (parts.includes('isolation')) told = { ...told, ...(await isolation(ground, settings)) };
} finally {
  await ground.close();
}
if (parts.includes('fanout')) told = { ...told, ...fanout() };
console.log(JSON.stringify(told));
