import { describe, expect, test } from '@jest/globals';
import { catalog } from '../src/catalog.js';
import type { OdooOperation } from '../src/contract.js';
import { SnapshotMismatch } from '../src/snapshot.js';
import { REFUSALS } from '../src/refusals.js';
import { uncoveredBy } from './allowance-check.js';
import { namesIn, origin, queryExample } from './examples.js';

const queries = [...catalog.queries.values()];

const codesIn = (operations: readonly OdooOperation[]): string[] =>
  operations.flatMap((operation) => ('refusal' in operation ? [operation.refusal] : []));

test('every query contract has an example, and every example a contract', () => {
  expect(namesIn('queries')).toEqual(queries.map((query) => query.id).sort());
});

describe.each(queries.map((query) => [query.id, query] as const))('%s', (id, query) => {
  const example = queryExample(id);
  const input = query.input.parse(example.input);

  test('its golden input becomes its golden operations, and none of them changes anything', () => {
    expect(query.toOdoo(input)).toEqual(example.operations);
    for (const { op } of example.operations) expect(['find', 'assert', 'read']).toContain(op);
  });

  test("the addon's answer becomes its golden answer, which is valid", () => {
    const answer = query.fromOdoo(example.fromAddon, origin, input);
    expect(answer).toEqual(example.answer);
    expect(query.answer.parse(answer)).toEqual(answer);
  });

  test('an answer that lacks something is a SnapshotMismatch', () => {
    expect(() => query.fromOdoo({}, origin, input)).toThrow(SnapshotMismatch);
  });

  test('the allowances cover every operation, and none is spare', () => {
    expect(uncoveredBy(query.allowances, example.operations)).toEqual([]);
    for (const spare of query.allowances) {
      const others = query.allowances.filter((allowance) => allowance !== spare);
      expect([spare, uncoveredBy(others, example.operations)]).not.toEqual([spare, []]);
    }
  });

  test('each refusal has a code of its own with a meaning', () => {
    for (const code of codesIn(example.operations)) expect(Object.keys(query.refusals)).toContain(code);
    for (const code of Object.keys(query.refusals)) {
      expect(codesIn(example.operations)).toContain(code);
      expect(Object.keys(REFUSALS)).not.toContain(code);
    }
  });

  test('it says what it is about, and an empty question is refused', () => {
    expect(Object.values(example.input)).toContain(query.subject(input));
    expect(query.input.safeParse({}).success).toBe(false);
  });

  test('its facts are flat', () => {
    for (const fact of Object.values(query.facts?.(example.fromAddon, origin, input) ?? {}))
      expect(['string', 'number', 'boolean']).toContain(typeof fact);
  });
});

test('stock of one location asks for what is below it, too', () => {
  const query = catalog.queries.get('inventory.stock-availability.v1');
  const input = { productId: 'odoo:golden:product.product:91', locationId: 'odoo:golden:stock.location:37' };
  expect(query?.toOdoo(query.input.parse(input))).toContainEqual(
    expect.objectContaining({
      as: 'locations',
      domain: [
        ['usage', '=', 'internal'],
        ['id', 'child_of', 37],
      ],
    }),
  );
});
