/**
 * Both clients judge alike: every golden example of every contract, whole and broken in every field, is put to the Python client
 * and compared with zod's own verdict.
 */
import { beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { catalog } from '@odoo-nats-bridge/contracts';
import type { z } from 'zod';
import { CONTRACTS, dataOf, readExample } from './examples.js';

interface Put {
  readonly name: string;
  readonly value: unknown;
}
interface Verdict {
  readonly valid: boolean;
  readonly value?: unknown;
}
type Golden = readonly [string, z.ZodType, unknown];

const PYTHON = ['python/src', '../.stack/programs/python'].map((path) => join(CONTRACTS, path)).join(':');
const WRONG = [null, true, 0, -1.5, '', 'x', 'a\u0000b', '2026-02-30T00:00:00Z', '١٢', '5\n', [], [1], {}] as const;

const golden = (): readonly Golden[] => {
  const requests = [...catalog.commands.values(), ...catalog.queries.values()].flatMap((contract): readonly Golden[] => {
    const { input, answer } = readExample(contract.kind === 'command' ? 'commands' : 'queries', `${contract.id}.json`) as Record<
      string,
      unknown
    >;
    return [
      [contract.id, contract.input, input],
      [`${contract.id}.answer`, contract.answer, answer],
    ];
  });
  return [...[...catalog.events.values()].map(({ id, data }): Golden => [id, data, dataOf(id)]), ...requests];
};

/** The value with each part of it replaced by this, one at a time; with `undefined`, left out. */
function* broken(value: unknown, by: unknown): Generator {
  yield by;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const other of broken(part, by)) {
      if (Array.isArray(value)) yield value.map((each: unknown, at) => (String(at) === key ? (other ?? null) : each));
      else yield { ...value, [key]: other };
    }
  }
}

/** Undefined for a rule between fields, which JSON Schema cannot say; the bridge judges it, clients send what they are given. */
function known(shape: z.ZodType, value: unknown): Verdict | undefined {
  // as it would travel: without what is undefined
  const { success, data, error } = shape.safeParse(JSON.parse(JSON.stringify(value ?? null)));
  if (success) return { valid: true, value: data };
  return error.issues.every(({ code }) => code === 'custom') ? undefined : { valid: false };
}

async function byPython(put: readonly Put[]): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'same-verdict-'));
  try {
    const file = join(folder, 'put.json');
    writeFileSync(file, JSON.stringify(put.map(({ name, value }) => ({ name, value: value ?? null }))));
    const program = join(CONTRACTS, 'python/tests/verdicts.py');
    const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-B', program, file], {
      env: { ...process.env, PYTHONPATH: PYTHON },
      maxBuffer: 512 * 1024 * 1024,
    });
    return JSON.parse(stdout) as Verdict[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let put: (Put & { readonly verdict: Verdict })[];
beforeAll(() => {
  const examples = golden();
  // every way of being wrong for every contract would be half a million: each contract meets one of them, in every field
  put = examples.flatMap(([name, shape, value], at) =>
    [value, ...broken(value, WRONG[at % WRONG.length]), ...broken(value, undefined)].flatMap((each) => {
      const verdict = known(shape, each);
      return verdict === undefined ? [] : [{ name, value: each, verdict }];
    }),
  );
});

test('both clients give the same verdict, and read the same', async () => {
  const verdicts = await byPython(put);

  const different = put.flatMap((each, at) =>
    JSON.stringify(sorted(each.verdict)) === JSON.stringify(sorted(verdicts[at])) ? [] : [[each, verdicts[at]]],
  );
  expect(different.slice(0, 3)).toEqual([]);
  // the comparison was one: there were both kinds, many of each
  const valid = put.filter(({ verdict }) => verdict.valid).length;
  expect(valid).toBeGreaterThan(catalog.events.size);
  expect(put.length - valid).toBeGreaterThan(5_000);
}, 120_000);

/** Keys in one order: the languages keep the one that they met. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
