/**
 * npm run soak:commands -- [--commands N] [--seed S] [--at-once C] [--kill-every-s T] [--name INSTANCE]
 * npm run soak:commands -- --odoo-away SECONDS [--name INSTANCE]      no kills: Odoo is stopped for so long under load
 * The last line is the verdict as JSON; the exit code is 0 only when nothing was lost, doubled or applied without a verdict.
 */
import { parseArgs } from 'node:util';
import { Stack } from '../../rig/stack.js';
import { isClean, odooAway } from './odoo-away.js';
import { soak } from './soak.js';

const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    'at-once': { type: 'string', default: '24' },
    'kill-every-s': { type: 'string', default: '10' },
    'odoo-away': { type: 'string' },
    name: { type: 'string', default: 'soak-commands' },
  },
});
const say = (line: string): void => {
  console.log(`[${new Date().toISOString().slice(11, 19)}] ${line}`);
};

async function kills(): Promise<boolean> {
  say(`seed ${values.seed}`);
  const verdict = await soak(values.name, {
    commands: Number(values.commands),
    seed: Number(values.seed),
    atOnce: Number(values['at-once']),
    pace: { everyMs: Number(values['kill-every-s']) * 1_000, most: Infinity },
    say,
  });
  console.log(JSON.stringify(verdict));
  return verdict.lost + verdict.doubled + verdict.unjudged === 0;
}

async function away(seconds: number): Promise<boolean> {
  const verdict = await odooAway(await Stack.up(values.name), { awayMs: seconds * 1_000, everyMs: 250, say });
  console.log(JSON.stringify(verdict));
  return isClean(verdict);
}

const clean = values['odoo-away'] === undefined ? await kills() : await away(Number(values['odoo-away']));
process.exitCode = clean ? 0 : 1;
