import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { catalog } from '../src/catalog.js';
import { clientFiles } from '../src/generate/client-files.js';
import { judgedPart } from '../src/generate/client/keywords.js';
import { pythonPattern } from '../src/generate/client/python-schemas.js';
import { driftOf } from '../src/generate/generated.js';
import { CONTRACTS } from './examples.js';

test("the clients' generated files are what the contracts say; else run `npm run generate`", () => {
  const expected = clientFiles(catalog);
  const there = [...expected.keys()].filter((path) => existsSync(join(CONTRACTS, path)));
  expect(driftOf(expected, new Map(there.map((path) => [path, readFileSync(join(CONTRACTS, path), 'utf8')])))).toEqual([]);
});

test('every contract is in both languages', () => {
  const [typescript = '', python = ''] = [...clientFiles(catalog).values()];
  for (const id of [...catalog.events.keys(), ...catalog.commands.keys(), ...catalog.queries.keys()]) {
    // written out, or the same as one that is
    const same = typescript.split(`  readonly '${id}': Events['`)[1]?.split(`'];`)[0];
    expect(typescript).toContain(`  readonly '${same ?? id}': {`);
    expect(python).toContain(`Contract("${id}")`);
  }
});

test('a keyword that the clients cannot judge stops the generator', () => {
  const schema = z.toJSONSchema(z.object({ share: z.number().multipleOf(0.5) }));
  expect(() => judgedPart(schema as Record<string, unknown>, (pattern) => pattern)).toThrow('multipleOf');
});

test('prose is left out, and a field may be called like a keyword', () => {
  const schema = { description: 'd', type: 'object', properties: { title: { type: 'string', description: 'd' }, items: { const: 1 } } };
  expect(judgedPart(schema, (pattern) => pattern)).toEqual({
    type: 'object',
    properties: { title: { type: 'string' }, items: { const: 1 } },
  });
});

test("patterns are spelled as Python's re reads them", () => {
  expect(pythonPattern('^[^\\p{Cc}\\p{Cs}]+$')).toBe('^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]+\\Z');
  expect(pythonPattern('^costs\\$')).toBe('^costs\\$');
  expect(() => pythonPattern('^\\p{Lu}$')).toThrow('\\p{Lu}');
});
