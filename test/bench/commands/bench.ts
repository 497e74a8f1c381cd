/**
 * npm run bench:commands -- [--rounds N] [--commands N] [--concurrency C] [--alone N] [--name INSTANCE]
 *
 * rate_ratio     commands/s through the whole path (HTTP door, keep-alive, C at once, each waits for its outcome) over the same
 *                operations called one by one straight into the addon's `apply` by JSON-2: same service user, same C. Rounds
 *                take turns; the median of the rounds' ratios.
 * added_p50_ms   median of a command that is alone through the path, less the median straight, called in turns
 * policy_p99_ms  judging one command by the shipped policies
 *
 * Beside it, for the accounting: ms of CPU a command, of each process, by both ways.
 *
 * The command enters a timesheet: no approval, no facts to read. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { odooDatabase } from '../../rig/databases.js';
import { OdooUser } from '../../rig/odoo-user.js';
import { Stack } from '../../rig/stack.js';
import { LOG_TIMESHEET, Timesheets, linesByMark } from '../../rig/timesheets.js';
import { CpuMeter, cpuBetween } from './cpu.js';
import { median, msOf, quantile, rateOf, rounded } from './measure.js';
import { type Path, straight, throughTheBridge } from './paths.js';
import { judgements } from './policy.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    commands: { type: 'string', default: '150' },
    concurrency: { type: 'string', default: '16' },
    alone: { type: 'string', default: '60' },
    name: { type: 'string', default: 'bench-commands' },
  },
});
const [rounds, commands, concurrency, alone] = [values.rounds, values.commands, values.concurrency, values.alone].map(Number) as [
  number,
  number,
  number,
  number,
];

const stack = await Stack.up(values.name);
const person = await OdooUser.login(stack.env);
const sheets = await Timesheets.prepare(person, stack.env.ODOO_DATABASE, concurrency * 4);
const paths = { bridge: throughTheBridge(stack.env), straight: straight(stack.env) };
const run = `bench ${String(Date.now())}`;
let sent = 0;

const send = (path: Path): Promise<void> => {
  const number = sent++;
  return path(LOG_TIMESHEET, sheets.timesheet(number, `${run} ${String(number)}`));
};
const rate = (path: Path): Promise<number> => rateOf(commands, concurrency, () => send(path));

// caches of Odoo, connections, compiled code
for (const path of Object.values(paths)) await rateOf(2 * concurrency, concurrency, () => send(path));

const cpu = await CpuMeter.of(stack);
const ratios: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  // whoever goes first in a round finds the machine as the other left it
  const order = round % 2 === 0 ? (['bridge', 'straight'] as const) : (['straight', 'bridge'] as const);
  const found = { bridge: NaN, straight: NaN };
  for (const each of order) {
    const before = await cpu.read();
    found[each] = await rate(paths[each]);
    console.log(`  ms of CPU a command, ${each}: ${JSON.stringify(cpuBetween(before, await cpu.read(), commands))}`);
  }
  ratios.push(found.bridge / found.straight);
  console.log(`round ${String(round + 1)}: ${found.bridge.toFixed(1)}/s through the bridge, ${found.straight.toFixed(1)}/s straight`);
}

const latencies = { bridge: [] as number[], straight: [] as number[] };
for (let n = 0; n < alone; n += 1)
  for (const each of ['bridge', 'straight'] as const) latencies[each].push(await msOf(() => send(paths[each])));
const p50 = { bridge: median(latencies.bridge), straight: median(latencies.straight) };
console.log(`alone: p50 ${p50.bridge.toFixed(1)} ms through the bridge, ${p50.straight.toFixed(1)} ms straight`);

const odoo = await odooDatabase(stack.env);
const lines = await linesByMark(odoo, run);
await odoo.close();
if (lines.size !== sent || [...lines.values()].some((count) => count !== 1))
  throw new Error(`${String(sent)} commands were sent, but ${String(lines.size)} have a line in Odoo`);

const judging = await judgements();
console.log(
  JSON.stringify({
    rate_ratio: rounded(median(ratios)),
    added_p50_ms: rounded(p50.bridge - p50.straight, 1),
    policy_p99_ms: rounded(quantile(judging, 0.99), 3),
  }),
);
