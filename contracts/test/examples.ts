/** The golden examples as tests need them. Recorded from a real Odoo by scripts/record-examples, database `golden`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { odooChange, type OdooChange } from '../src/change.js';
import type { OdooOperation } from '../src/contract.js';

export const CONTRACTS = join(fileURLToPath(new URL('.', import.meta.url)), '..');
const EXAMPLES = join(CONTRACTS, 'examples');

export const origin = { database: 'golden' };

export const readExample = (...path: readonly string[]): unknown => JSON.parse(readFileSync(join(EXAMPLES, ...path), 'utf8'));

export const namesIn = (folder: string): readonly string[] =>
  readdirSync(join(EXAMPLES, folder))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();

export const change = (name: string): OdooChange => odooChange.parse(readExample('changes', `${name}.json`));

/**
 * All contracts that must come of a recorded change, by the change's name. Each domain writes its own down
 * (examples/moments/<domain>.json), also for a change that another domain recorded.
 */
export const moments = (): Readonly<Record<string, readonly string[]>> => {
  const united: Record<string, readonly string[]> = {};
  for (const domain of namesIn('moments')) {
    const own = readExample('moments', `${domain}.json`) as Readonly<Record<string, readonly string[]>>;
    for (const [name, contracts] of Object.entries(own)) united[name] = [...(united[name] ?? []), ...contracts].sort();
  }
  return united;
};

export interface EventExample {
  /** the file in examples/changes that it comes from */
  readonly change: string;
  readonly data: Readonly<Record<string, unknown>>;
}
export const eventExample = (contract: string) => readExample('events', `${contract}.json`) as EventExample;

export interface CommandExample {
  readonly input: Readonly<Record<string, unknown>>;
  readonly operations: readonly OdooOperation[];
  /** the `answer` of the addon's apply */
  readonly fromAddon: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
}
export const commandExample = (contract: string) => readExample('commands', `${contract}.json`) as CommandExample;
export const queryExample = (contract: string) => readExample('queries', `${contract}.json`) as CommandExample;
