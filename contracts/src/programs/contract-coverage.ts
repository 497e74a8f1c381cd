/**
 * npm run contracts:coverage [-- --strict]
 * Lists each contract with the journey test that covers it; the last line is JSON. --strict: exits 1 when one is not covered.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalog } from '../catalog.js';
import { coverageOf, type JourneyTest } from '../coverage/coverage.js';
import { titlesIn } from '../coverage/titles.js';
import { CONTRACTS } from './contract-files.js';
import { flagsOf } from './flags.js';

const { strict } = flagsOf('usage: npm run contracts:coverage [-- --strict]', ['strict']);

const REPOSITORY = join(CONTRACTS, '..');
const JOURNEYS = join(REPOSITORY, 'test', 'journeys');

const testsIn = (path: string): JourneyTest[] =>
  titlesIn(readFileSync(path, 'utf8')).map((title) => ({ file: relative(REPOSITORY, path), title }));

const files = readdirSync(JOURNEYS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
const tests = files.sort().flatMap((name) => testsIn(join(JOURNEYS, name)));
const ids = [...catalog.events.keys(), ...catalog.commands.keys(), ...catalog.queries.keys()].sort();
const coverage = coverageOf(ids, tests);

for (const { id, tests: found } of coverage) {
  const [first] = found;
  console.log(
    first === undefined
      ? `${id}: none`
      : `${id}: ${first.file}: ${first.title}${found.length > 1 ? ` (and ${found.length - 1} more)` : ''}`,
  );
}
const covered = coverage.filter(({ tests: found }) => found.length > 0).length;
console.log(JSON.stringify({ contracts: coverage.length, covered }));
if (strict && covered < coverage.length) process.exitCode = 1;
