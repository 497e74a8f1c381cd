/**
 * npm run contracts:check [-- --json]
 * Compares contracts/generated with every released revision; exits 1 when a change breaks somebody (docs/versions-and-compatibility.md).
 */
import { checkContracts } from '../compatibility.js';
import { printed } from '../compatibility/finding.js';
import { contractFiles, today } from './contract-files.js';
import { flagsOf } from './flags.js';

const { json } = flagsOf('usage: npm run contracts:check [-- --json]', ['json']);

const { findings, excused, contracts, released } = checkContracts(contractFiles(), today());
const unreleased = [...contracts.keys()].filter((id) => !released.has(id));
const compared = [...released.values()].reduce((sum, { revisions }) => sum + revisions.length, 0);
const summary = {
  contracts: contracts.size,
  unreleased: unreleased.length,
  revisions: compared,
  waived: excused.length,
  findings: findings.length,
};

if (json) console.log(JSON.stringify({ ...summary, unreleased, findings }));
else {
  for (const { finding, waiver } of excused)
    console.log(`waived until ${waiver.expires}: ${finding.contract}: ${finding.rule} at ${finding.path}`);
  for (const finding of findings) console.error(`${printed(finding)}\n`);
  console.log(
    `${summary.contracts} contracts (${summary.unreleased} not released yet) compared with ${compared} released revisions: ` +
      `${summary.findings} findings, ${summary.waived} waived`,
  );
}
if (findings.length > 0) process.exitCode = 1;
