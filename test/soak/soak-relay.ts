/**
 * npm run soak:relay -- --kills N [--seed S] [--name INSTANCE]
 * The last line is the verdict as JSON; the exit code is 0 only when nothing was lost, doubled or out of order.
 * Ctrl-C ends the killing early; what was done until then is judged.
 */
import { parseArgs } from 'node:util';
import { attack } from './attack.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    name: { type: 'string', default: 'soak' },
    'long-outage-every': { type: 'string', default: '50' },
  },
});
const seed = Number(values.seed);
const say = (line: string): void => {
  console.log(`[${new Date().toISOString().slice(11, 19)}] ${line}`);
};
say(`seed ${seed}`);
const enough = new AbortController();
process.once('SIGINT', () => {
  say('enough: no more kills');
  enough.abort();
});
const kills = Number(values.kills);
const verdict = await attack(values.name, {
  kills,
  seed,
  longOutageEvery: Number(values['long-outage-every']),
  say,
  enough: enough.signal,
});
console.log(JSON.stringify(verdict));
process.exitCode = verdict.lost + verdict.duplicated + verdict.out_of_order === 0 ? 0 : 1;
