/**
 * Writes contracts/generated and the clients' generated files, or with --check says what would change and exits 1.
 * Run by `npm run generate -w contracts` and `npm run generate:check -w contracts`, which compile first.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalog } from './catalog.js';
import { clientFiles } from './generate/client-files.js';
import { readExamples } from './generate/examples.js';
import { driftOf, generatedFiles } from './generate/generated.js';

const CONTRACTS = join(dirname(fileURLToPath(import.meta.url)), '..');
const FOLDER = join(CONTRACTS, 'generated');

function filesIn(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

/** The files of these paths, as far as they are there. */
function among(paths: Iterable<string>): ReadonlyMap<string, string> {
  const there = [...paths].filter((path) => existsSync(join(CONTRACTS, path)));
  return new Map(there.map((path) => [path, readFileSync(join(CONTRACTS, path), 'utf8')]));
}

function write(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function check(drift: readonly string[]): void {
  for (const sentence of drift) console.error(`contracts: ${sentence}`);
  if (drift.length === 0) return;
  console.error('Run `npm run generate -w contracts` and commit the result.');
  process.exitCode = 1;
}

mkdirSync(FOLDER, { recursive: true });
const expected = generatedFiles(catalog, readExamples(join(CONTRACTS, 'examples'), catalog));
const found = filesIn(FOLDER);
const ofClients = clientFiles(catalog);
if (process.argv.includes('--check')) {
  check([...driftOf(expected, found).map((sentence) => `generated/${sentence}`), ...driftOf(ofClients, among(ofClients.keys()))]);
} else {
  for (const path of found.keys()) if (!expected.has(path)) rmSync(join(FOLDER, path));
  write(FOLDER, expected);
  write(CONTRACTS, ofClients);
  console.log(`wrote ${expected.size} files to contracts/generated, ${ofClients.size} to the clients`);
}
