/** Where the files of contracts are, and how the programs read them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files, Texts } from '../compatibility/read.js';

/** The folder contracts/, from dist/programs/. */
export const CONTRACTS = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const RELEASED = join(CONTRACTS, 'released');

/** JSON files of a folder by name without `.json`; a folder that is not there is empty. */
export function textsIn(folder: string): Texts {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Map(names.sort().map((name) => [name.slice(0, -'.json'.length), readFileSync(join(folder, name), 'utf8')]));
}

const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** @param root the folder contracts/ */
export const contractFiles = (root = CONTRACTS): Files => ({
  catalogue: textOf(join(root, 'generated', 'contracts.json')),
  schemas: textsIn(join(root, 'generated', 'schemas')),
  released: textsIn(join(root, 'released')),
  waivers: textOf(join(root, 'waivers.json')) ?? '',
});

/** The day in UTC, `2026-11-22`. */
export const today = (): string => new Date().toISOString().slice(0, 10);
