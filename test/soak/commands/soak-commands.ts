/**
 * npm run soak:commands -- [--commands N] [--seed S] [--at-once C] [--kill-every-s T] [--name INSTANCE]
 * The last line is the verdict as JSON; the exit code is 0 only when nothing was lost, doubled or applied without a verdict.
 */
import { parseArgs } from 'node:util';
import { soak } from './soak.js';

const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    'at-once': { type: 'string', default: '24' },
    'kill-every-s': { type: 'string', default: '10' },
    name: { type: 'string', default: 'soak-commands' },
  },
});
const say = (line: string): void => {
  console.log(`[${new Date().toISOString().slice(11, 19)}] ${line}`);
};
say(`seed ${values.seed}`);
const verdict = await soak(values.name, {
  commands: Number(values.commands),
  seed: Number(values.seed),
  atOnce: Number(values['at-once']),
  pace: { everyMs: Number(values['kill-every-s']) * 1_000, most: Infinity },
  say,
});
console.log(JSON.stringify(verdict));
process.exitCode = verdict.lost + verdict.doubled + verdict.unjudged === 0 ? 0 : 1;
