import { describe, expect, test } from '@jest/globals';
import { externalKey } from '../src/canonical.js';
import { catalog } from '../src/catalog.js';
import { externalKeyIn, type OdooOperation } from '../src/contract.js';
import { pythonPattern } from '../src/generate/client/python-schemas.js';
import { commandExample } from './examples.js';

const KEY = 'WO 1234/ä';
const commands = [...catalog.commands.values()];
const named = commands.filter(({ external }) => external !== undefined);
const keysIn = (operations: readonly OdooOperation[]) =>
  operations.flatMap((operation) =>
    'external' in operation ? [{ op: operation.op, model: operation.model, external: operation.external }] : [],
  );

test('an input has externalId where the contract says whose key it is, and nowhere else', () => {
  const having = commands.filter(({ input }) => 'externalId' in (input as unknown as { readonly shape: object }).shape);
  expect(having.map(({ id }) => id)).toEqual(named.map(({ id }) => id));
  expect(named.length).toBeGreaterThan(10);
});

describe.each(named.map((command) => [command.id, command] as const))('%s', (id, command) => {
  const golden = commandExample(id).input;
  const existing = command.external?.record === 'existing';
  const without = (name: string, from = golden) => Object.fromEntries(Object.entries(from).filter(([each]) => each !== name));
  const example = without('externalId');
  const withKey = { ...(existing ? without('requestId', example) : example), externalId: KEY };

  test('the key is in exactly one step, that makes or finds the record', () => {
    const input = command.input.parse(withKey);
    const expected = { op: existing ? 'find' : 'create', model: command.external?.model, external: KEY };
    expect(keysIn(command.toOdoo(input))).toEqual([expected]);
    expect(externalKeyIn(command, input)).toBe(KEY);
    expect(command.aggregate(input)).toMatch(/^\S+$/);
  });

  test('without a key nothing is bound', () => {
    const input = command.input.parse(example);
    expect(keysIn(command.toOdoo(input))).toEqual([]);
    expect(externalKeyIn(command, input)).toBeUndefined();
  });

  test('a key that is none is refused', () => {
    for (const wrong of ['', ' WO', 'x'.repeat(101), 'a\nb', null, 7, ['WO'], { ref: 'request' }])
      expect(command.input.safeParse({ ...withKey, externalId: wrong }).success).toBe(false);
  });

  if (existing) {
    test('the record is named once, by id or by key, and policy reads nothing by its id', () => {
      expect(command.input.safeParse(without('requestId', example)).success).toBe(false);
      expect(command.input.safeParse({ ...example, externalId: KEY }).success).toBe(false);
      expect(command.facts).toBeUndefined();
    });
  }
});

test.each([
  ['WO-1234', true],
  ['wo 1234', true],
  ['a.b/c:d_e%20', true],
  ['日本-12', true],
  ['\u{1f527}', true],
  ['x'.repeat(100), true],
  [' WO', false],
  ['WO ', false],
  ['W  O', false],
  ['W\u00a0O', false],
  ['W\u200bO', false],
  ['\u202eOW', false],
  ['W\u00adO', false],
  ['W\tO', false],
  ['W\u2028O', false],
  ['W\ud800', false],
  ['\ufeffWO', false],
  ['W\u{e0041}O', false],
])('%j as a key: %s', (text, good) => {
  expect(externalKey.safeParse(text).success).toBe(good);
});

test("Python's pattern spells the same characters as the categories of Unicode", () => {
  const spelled = (category: string): RegExp =>
    new RegExp(pythonPattern(`[\\p{${category}}]`).replaceAll(/\\U000([0-9a-f]{5})/g, '\\u{$1}'), 'u');
  for (const category of ['Cc', 'Cf', 'Cs', 'Z']) {
    const [ours, unicode] = [spelled(category), new RegExp(`\\p{${category}}`, 'u')];
    const differing = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) => ours.test(character) !== unicode.test(character),
    );
    expect([category, differing]).toEqual([category, []]);
  }
});
