/**
 * `scripts/bridge policy check [DIRECTORY]`  reads the policies as a start does; names the file and the mistake
 * `scripts/bridge policy test [DIRECTORY]`   runs the tables beside them, and names policies that no row decides
 * Needs no bridge. Exit code 1: a mistake or a failed row; 2: wrong use.
 */
import { catalog } from '@odoo-nats-bridge/contracts';
import { fileURLToPath } from 'node:url';
import { explain } from './failure.js';
import { type PolicySet, loadPolicies, runTables, untested } from './policy/policy.js';

const USAGE = 'usage: scripts/bridge policy check|test [DIRECTORY] [--json]';
const shipped = fileURLToPath(new URL('../policies', import.meta.url));

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function check(set: PolicySet, directory: string, json: boolean): number {
  const { digest, notes, tables } = set;
  const missing = [...catalog.commands.keys()].filter((id) => !set.schema.includes(`"${id}"`));
  if (json) print(JSON.stringify({ directory, digest, policies: [...notes.keys()].sort(), commandsWithoutAction: missing }));
  else {
    const { thresholds, limits, ownership, blackouts } = tables;
    print(`${String(notes.size)} policies in ${directory} are sound; digest ${digest}`);
    print(
      `tables: ${String(thresholds.length)} thresholds, ${String(limits.length)} limits, ${String(Object.keys(ownership).length)} contracts with owned fields, ${String(blackouts.length)} blackouts`,
    );
    for (const id of missing) print(`no action for ${id}: it is refused to everybody`);
  }
  return 0;
}

function test(set: PolicySet, directory: string, json: boolean): number {
  const results = runTables(set, directory, (contract) => catalog.queries.has(contract));
  const failed = results.filter(({ passed }) => !passed);
  const left = untested(set, results);
  const rows = failed.map(({ row, wanted, got }) => ({ at: `${row.file}:${String(row.line)}`, asks: row.cells['asks for'], wanted, got }));
  if (json) print(JSON.stringify({ directory, rows: results.length, failed: rows, untested: left }));
  else {
    for (const { at, asks, wanted, got } of rows) print(`${at}: ${asks}\n  wanted ${wanted}\n  got    ${got}`);
    for (const id of left) print(`no row is decided by ${id}`);
    print(`${String(results.length)} rows, ${String(failed.length)} failed, ${String(left.length)} policies without a row`);
  }
  return failed.length + left.length === 0 ? 0 : 1;
}

const args = process.argv.slice(2);
const json = args.includes('--json');
const [verb, directory = process.env.BRIDGE_POLICY_DIR ?? shipped] = args.filter((each) => each !== '--json');
if (verb !== 'check' && verb !== 'test') {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  try {
    const set = loadPolicies(directory);
    process.exitCode = (verb === 'check' ? check : test)(set, directory, json);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}
