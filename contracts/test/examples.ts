/** The golden examples as tests need them. Recorded from a real Odoo by examples/record.py, database `golden`. */
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
