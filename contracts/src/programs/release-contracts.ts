/**
 * npm run contracts:release [-- --dry-run]
 * Adds today's generated contracts to contracts/released, which nothing else writes. While a finding is open it writes nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkContracts } from '../compatibility.js';
import { printed } from '../compatibility/finding.js';
import { releasesOf } from '../compatibility/release.js';
import { contractFiles, RELEASED, today } from './contract-files.js';
import { flagsOf } from './flags.js';

const { 'dry-run': dryRun } = flagsOf('usage: npm run contracts:release [-- --dry-run]', ['dry-run']);

const report = checkContracts(contractFiles(), today());
if (report.findings.length > 0) {
  for (const finding of report.findings) console.error(`${printed(finding)}\n`);
  console.error(`nothing was released: ${report.findings.length} findings`);
  process.exit(1);
}

const releases = releasesOf(report, today());
mkdirSync(RELEASED, { recursive: true });
for (const [id, released] of releases) {
  if (!dryRun) writeFileSync(join(RELEASED, `${id}.json`), `${JSON.stringify(released, null, 2)}\n`);
  console.log(`${dryRun ? 'would release' : 'released'} ${id}, revision ${released.revisions.length}`);
}
console.log(`${releases.size} contracts changed, ${report.contracts.size - releases.size} are released as they are`);
if (releases.size > 0 && !dryRun) console.log('the catalogue shows what is released: run `npm run generate`');
if (report.excused.length > 0 && !dryRun) console.log('remove the waivers that this release used: contracts/waivers.json');
