/**
 * npm run soak:relay -- --kills N [--seed S] [--name INSTANCE]
 * The last line is the verdict as JSON; the exit code is 0 only when nothing was lost, doubled or out of order.
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
const verdict = await attack(values.name, { kills: Number(values.kills), seed, longOutageEvery: Number(values['long-outage-every']), say });
console.log(JSON.stringify(verdict));
process.exitCode = verdict.lost + verdict.duplicated + verdict.out_of_order === 0 ? 0 : 1;
