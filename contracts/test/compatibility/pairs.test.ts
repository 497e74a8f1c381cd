/**
 * The check's verdicts on a table of schema pairs, beside those of json-schema-diff (an independent library that calculates
 * sets), and proved by values that Ajv accepts under the one schema and refuses under the other.
 */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import differ from 'json-schema-diff';
import type { Schema } from '../../src/compatibility/keywords.js';
import { CONTRACTS } from '../examples.js';
import { changesOf, ourVerdict, type Verdict, verdictOf } from './verdict.js';

interface Pair {
  readonly name: string;
  readonly before: Schema;
  readonly after: Schema;
  /** `rule path`, in the order of the check */
  readonly rules: readonly string[];
  readonly ours: Verdict;
  readonly library: Verdict;
  /** why the two verdicts differ */
  readonly reason?: string;
  /** a value that is valid before and not after, and one the other way round */
  readonly lost?: unknown;
  readonly gained?: unknown;
}

const pairs = JSON.parse(readFileSync(join(CONTRACTS, 'test', 'compatibility', 'pairs.json'), 'utf8')) as readonly Pair[];

async function libraryVerdict(before: Schema, after: Schema): Promise<Verdict> {
  try {
    // it resolves references in place
    const found = await differ.diffSchemas({ sourceSchema: structuredClone(before), destinationSchema: structuredClone(after) });
    return verdictOf(found.removalsFound, found.additionsFound);
  } catch {
    return 'unable';
  }
}

const ajv = new Ajv2020({ strict: false });
// the package is CommonJS: its default export is the module
addFormats.default(ajv);

const accepts = (schema: Schema, value: unknown): boolean => ajv.validate(schema, value);

test('the table is large enough and names each pair once', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(100);
  expect(new Set(pairs.map((pair) => pair.name)).size).toBe(pairs.length);
});

test('where our verdict and the library differ, the table says why; where they agree, it does not', () => {
  const wrong = pairs.filter((pair) => (pair.ours === pair.library) === (pair.reason !== undefined));
  expect(wrong.map((pair) => pair.name)).toEqual([]);
  expect(pairs.filter((pair) => pair.ours === pair.library).length).toBeGreaterThanOrEqual(98);
});

test('every break of values is proved by a value, or the table says why there is none', () => {
  const unproved = pairs.filter(({ ours, lost, gained, reason }) => {
    const missing =
      (['narrows', 'both'].includes(ours) && lost === undefined) || (['widens', 'both'].includes(ours) && gained === undefined);
    return missing && reason === undefined;
  });
  expect(unproved.map((pair) => pair.name)).toEqual([]);
});

test('the check misses nothing: where it sees no difference, no value proves one', () => {
  const missed = pairs.filter(
    ({ ours, lost, gained }) => ['same', 'meaning'].includes(ours) && (lost !== undefined || gained !== undefined),
  );
  expect(missed.map((pair) => pair.name)).toEqual([]);
});

describe.each(pairs.map((pair) => [pair.name, pair] as const))('%s', (_name, pair) => {
  test('our rules and verdict', () => {
    expect(changesOf(pair.before, pair.after).map(({ rule, path }) => `${rule} ${path}`)).toEqual(pair.rules);
    expect(ourVerdict(pair.before, pair.after)).toBe(pair.ours);
  });

  test("the library's verdict is the one written down", async () => {
    expect(await libraryVerdict(pair.before, pair.after)).toBe(pair.library);
  });

  test('its values are valid on one side only', () => {
    const proofs: boolean[] = [];
    if (pair.lost !== undefined) proofs.push(accepts(pair.before, pair.lost), !accepts(pair.after, pair.lost));
    if (pair.gained !== undefined) proofs.push(!accepts(pair.before, pair.gained), accepts(pair.after, pair.gained));
    expect(proofs).not.toContain(false);
  });
});
