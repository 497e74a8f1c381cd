import { describe, expect, test } from '@jest/globals';
import { catalog } from '@odoo-nats-bridge/contracts';
import { loadPolicies } from '../../src/policy/policy-files.js';
import { readTables, runTables, untested } from '../../src/policy/table-tests.js';
import { SHIPPED, policyDirectory } from './directory.js';

const set = loadPolicies(SHIPPED);
const isQuery = (contract: string): boolean => catalog.queries.has(contract);
const results = runTables(set, SHIPPED, isQuery);

describe('the shipped policies do what their tables say', () => {
  test.each(results.map((result) => [`${result.row.file}:${result.row.line}`, result] as const))('%s', (_where, result) => {
    expect(result.got).toBe(result.wanted);
  });
});

test('every policy decides at least one row', () => {
  expect(untested(set, results)).toEqual([]);
});

test('every row asks for a command or query that exists, or for an event or a class', () => {
  const asked = new Set(readTables(SHIPPED).map(({ cells }) => cells['asks for']));
  expect([...asked].filter((each) => !each.includes(' ') && !catalog.commands.has(each) && !catalog.queries.has(each))).toEqual([]);
});

describe('a table', () => {
  const HEAD = '| who | asks for | with | verdict | policies |\n| --- | --- | --- | --- | --- |\n';
  const run = (table: string) => {
    const directory = policyDirectory({ 'all.cedar': '@id("all") permit (principal, action, resource);', 'all.tests.md': table });
    try {
      const own = loadPolicies(directory.path);
      const found = runTables(own, directory.path, isQuery);
      return { found, untested: untested(own, found) };
    } finally {
      directory.remove();
    }
  };

  test('with a wrong expectation fails and says what came instead', () => {
    const { found, untested: left } = run(`${HEAD}| mes | see public | | refused | |\n`);
    expect(found).toMatchObject([{ passed: false, wanted: 'refused policy-denied by nobody', got: 'allowed by all' }]);
    expect(left).toEqual(['all']);
  });
  test('with other columns is refused with its line', () => {
    expect(() => run('| who | what |\n')).toThrow(/all\.tests\.md:1: the columns are/);
    expect(() => run(`${HEAD}| mes | see public |\n`)).toThrow(/all\.tests\.md:3: a row has 5 cells/);
  });
  test('with a row of a table that is wrong is refused', () => {
    expect(() => run(`given \`limits.json\`: \`{"name": "x"}\`\n\n${HEAD}| mes | crm.create-lead.v1 | | allowed | all |\n`)).toThrow(
      /all\.tests\.md:5: /,
    );
  });
});
