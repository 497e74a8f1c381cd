/** Writes the files, records the example from a real Odoo and generates anew; puts everything back when a step fails. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { formatted, remember, write } from './checkout.js';
import type { OdooModel } from './odoo-model.js';
import { NewContractRefusal } from './refusal.js';
import { ROOT } from './root.js';
import { momentName, scenarioName } from './scenario-file.js';
import type { Wanted } from './wanted.js';

/** @returns the examples that were recorded and written */
export async function make(wanted: Wanted, { module }: OdooModel, files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const putBack = remember(files.keys());
  try {
    write(files);
    generate();
    step(['scripts/stack', 'record', '--', scenarioName(wanted)], `is its module in the settings? scripts/stack add-module ${module}`);
    const examples = draft(wanted);
    for (const path of examples) write(new Map([[path, await formatted(path, readFileSync(join(ROOT, path), 'utf8'))]]));
    generate();
    return examples;
  } catch (thrown) {
    putBack();
    // what was compiled of the files that are gone again
    spawnSync('npm', ['run', '-s', 'build', '-w', '@odoo-nats-bridge/contracts'], { cwd: ROOT });
    throw thrown;
  }
}

const generate = (): string => step(['npm', 'run', '-s', 'generate', '-w', '@odoo-nats-bridge/contracts']);

/** In a process of its own: this one has the catalogue without the contract. */
const draft = (wanted: Wanted): string[] => {
  const output = step(['node', 'contracts/dist/programs/new-example.js', wanted.contract, momentName(wanted)]);
  return z.array(z.string()).parse(JSON.parse(output));
};

/** What it printed. What it says on the way goes through to the terminal. */
function step([program = '', ...args]: readonly string[], remedy?: string): string {
  const done = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) return done.stdout;
  const said = done.stdout.trim().split('\n').slice(-15).join('\n');
  throw new NewContractRefusal('not-recorded', `${[program, ...args].join(' ')} failed, everything is as before\n${said}`.trim(), remedy);
}
