import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../src/compatibility/rules.js';
import { rulesTable } from '../../src/compatibility/rules-table.js';
import { CONTRACTS } from '../examples.js';

const read = (...path: readonly string[]): string => readFileSync(join(CONTRACTS, ...path), 'utf8');

test('the page has the table of the rules as they are; else put rulesTable() between its marks', () => {
  const [, table] = /<!-- rules: [^>]+-->\n([^]*?)\n<!-- end of rules -->/.exec(read('..', 'docs', 'versions-and-compatibility.md')) ?? [];
  expect(table).toBe(rulesTable());
});

test('there are at least 30 rules, and each is provoked in a test', () => {
  const tests = read('test', 'compatibility', 'pairs.json') + read('test', 'compatibility', 'check.test.ts');
  const unproved = Object.keys(RULES).filter((rule) => !tests.includes(rule));
  expect(Object.keys(RULES).length).toBeGreaterThanOrEqual(30);
  expect(unproved).toEqual([]);
});
