/**
 * Writes contracts/generated and contracts/site, or with --check says what would change and exits 1.
 * Run by `npm run generate -w contracts` and `npm run generate:check -w contracts`, which compile first.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { catalog } from './catalog.js';
import { readExamples } from './generate/examples.js';
import { driftOf, generatedFiles } from './generate/generated.js';
import { CONTRACTS } from './programs/contract-files.js';
import { readSite } from './programs/site-files.js';

type Files = ReadonlyMap<string, string>;

/** What is to be in each folder below contracts/, and there only. */
const FOLDERS: Readonly<Record<string, Files>> = {
  generated: generatedFiles(catalog, readExamples(join(CONTRACTS, 'examples'), catalog)),
  site: readSite(),
};

function filesIn(folder: string): Files {
  mkdirSync(folder, { recursive: true });
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

function write(folder: string, expected: Files): void {
  for (const path of filesIn(folder).keys()) if (!expected.has(path)) rmSync(join(folder, path));
  for (const [path, content] of expected) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function check(name: string, drift: readonly string[]): void {
  for (const sentence of drift) console.error(`contracts/${name}: ${sentence}`);
  if (drift.length > 0) process.exitCode = 1;
}

for (const [name, expected] of Object.entries(FOLDERS)) {
  const folder = join(CONTRACTS, name);
  if (process.argv.includes('--check')) {
    check(name, driftOf(expected, filesIn(folder)));
    continue;
  }
  write(folder, expected);
  console.log(`wrote ${expected.size} files to contracts/${name}`);
}
if (process.exitCode === 1) console.error('Run `npm run generate -w contracts` and commit the result.');
