/**
 * Writes contracts/generated, or with --check says what would change and exits 1.
 * Run by `npm run generate -w contracts` and `npm run generate:check -w contracts`, which compile first.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalog } from './catalog.js';
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

function write(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): void {
  for (const path of found.keys()) if (!expected.has(path)) rmSync(join(FOLDER, path));
  for (const [path, content] of expected) {
    mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
    writeFileSync(join(FOLDER, path), content);
  }
  console.log(`wrote ${expected.size} files to contracts/generated`);
}

function check(drift: readonly string[]): void {
  for (const sentence of drift) console.error(`contracts/generated: ${sentence}`);
  if (drift.length === 0) return;
  console.error('Run `npm run generate -w contracts` and commit the result.');
  process.exitCode = 1;
}

mkdirSync(FOLDER, { recursive: true });
const expected = generatedFiles(catalog, readExamples(join(CONTRACTS, 'examples'), catalog));
const found = filesIn(FOLDER);
if (process.argv.includes('--check')) check(driftOf(expected, found));
else write(expected, found);
