/**
 * npm run soak:deliver -- --minutes N [--seed S] [--per-second R] [--prove] [--keep-logs]
 * The last line is the verdict as JSON; the exit code is 0 only when nothing was lost, out of order or seen by somebody not entitled.
 * --keep-logs leaves the servers' logs behind; they stay anyway when something is wrong.
 * --prove makes all three happen behind the bridge's back: then the verdict has to say so, and the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { soak } from './soak.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    'per-second': { type: 'string', default: '10' },
    prove: { type: 'boolean', default: false },
    'keep-logs': { type: 'boolean', default: false },
  },
});
const say = (line: string): void => {
  console.log(`[${new Date().toISOString().slice(11, 19)}] ${line}`);
};
say(`seed ${values.seed}`);
const verdict = await soak({
  minutes: Number(values.minutes),
  seed: Number(values.seed),
  perSecond: Number(values['per-second']),
  prove: values.prove,
  keepLogs: values['keep-logs'],
  say,
});
console.log(JSON.stringify(verdict));
process.exitCode = verdict.lost + verdict.out_of_order + verdict.unentitled === 0 ? 0 : 1;
