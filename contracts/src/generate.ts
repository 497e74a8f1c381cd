/**
 * Writes contracts/generated, contracts/site and the clients' generated files, or with --check says what would change and exits 1.
 * Run by `npm run generate` and `npm run generate:check`, which compile first.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { catalog } from './catalog.js';
import { clientFiles } from './generate/client-files.js';
import { readExamples } from './generate/examples.js';
import { driftOf, generatedFiles } from './generate/generated.js';
import { CONTRACTS } from './programs/contract-files.js';
import { readSite } from './programs/site-files.js';

/** Path below contracts/ -> content. */
type Files = ReadonlyMap<string, string>;

/** Nothing else may be in these; the clients' generated files lie among written ones. */
const OWN_FOLDERS = ['generated', 'site'];

const below = (folder: string, files: Files): [string, string][] => [...files].map(([path, content]) => [`${folder}/${path}`, content]);

const expected: Files = new Map([
  ...below('generated', generatedFiles(catalog, readExamples(join(CONTRACTS, 'examples'), catalog))),
  ...below('site', readSite()),
  ...clientFiles(catalog),
]);

function found(): Files {
  const paths = new Set([...OWN_FOLDERS.flatMap(pathsIn), ...expected.keys()]);
  const there = [...paths].filter((path) => existsSync(join(CONTRACTS, path)));
  return new Map(there.map((path) => [path, readFileSync(join(CONTRACTS, path), 'utf8')]));
}

function pathsIn(folder: string): string[] {
  mkdirSync(join(CONTRACTS, folder), { recursive: true });
  const entries = readdirSync(join(CONTRACTS, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(CONTRACTS, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function write(): void {
  for (const path of found().keys()) if (!expected.has(path)) rmSync(join(CONTRACTS, path));
  for (const [path, content] of expected) {
    mkdirSync(dirname(join(CONTRACTS, path)), { recursive: true });
    writeFileSync(join(CONTRACTS, path), content);
  }
  console.log(`wrote ${expected.size} files below contracts`);
}

function check(drift: readonly string[]): void {
  for (const sentence of drift) console.error(`contracts: ${sentence}`);
  if (drift.length === 0) return;
  console.error('Run `npm run generate` and commit the result.');
  process.exitCode = 1;
}

if (process.argv.includes('--check')) check(driftOf(expected, found()));
else write();
