import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { catalog } from '../src/catalog.js';
import { odooChange } from '../src/change.js';
import { conforms } from '../src/conforms.js';
import { eventExample } from './examples.js';

const events = [...catalog.events.values()];

/** What may be wrong with a value; `GONE` leaves the field out. */
const GONE = Symbol('gone');
const WRONG: readonly unknown[] = [
  GONE,
  undefined,
  null,
  '',
  'x',
  '2026-02-30',
  '12.',
  '-0',
  'odoo:golden:res.partner:0',
  0,
  1,
  -1,
  1.5,
  NaN,
  Infinity,
  true,
];
const ODD: readonly unknown[] = [
  [],
  [null],
  {},
  { id: 'x' },
  new Date(0),
  new Map(),
  [undefined],
  Object.create(null),
  () => 'x',
  1n,
  new String('x'),
];

type Path = readonly (string | number)[];

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...at, Array.isArray(value) ? Number(key) : key]))];
}

function spoilt(value: unknown, [key, ...rest]: Path, wrong: unknown): unknown {
  if (key === undefined) return wrong;
  if (Array.isArray(value)) return value.map((each: unknown, index) => (index === key ? spoilt(each, rest, wrong) : each));
  const copy: Record<string, unknown> = { ...(value as object) };
  copy[key] = spoilt(copy[key], rest, wrong);
  if (copy[key] === GONE) Reflect.deleteProperty(copy, key);
  return copy;
}

/** An object with a field too many, at each place where there is one. */
const withMore = (value: unknown, path: Path): unknown[] => {
  const found = path.reduce<unknown>((from, key) => (from as Record<string | number, unknown>)[key], value);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return [];
  return [
    { ...found, more: 1 },
    { ...found, more: undefined },
  ].map((each) => spoilt(value, path, each));
};

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The promise: whatever is said yes to, zod takes, and gives back the same JSON. Returns the yes. */
function compared(schema: z.ZodType, value: unknown): boolean {
  const yes = conforms(schema, value);
  if (!yes) return false;
  const parsed = schema.safeParse(value);
  expect([value, parsed.success]).toEqual([value, true]);
  expect(json(parsed.data)).toEqual(json(value));
  return true;
}

describe.each(events.map((event) => [event.id, event] as const))('%s', (id, { data }) => {
  const example = eventExample(id).data;

  test('its golden data has the quick yes', () => {
    expect(compared(data, example)).toBe(true);
  });

  test('it is never said yes where zod says no', () => {
    const values = pathsIn(example).flatMap((path) => [
      ...[...WRONG, ...ODD].map((wrong) => spoilt(example, path, wrong)),
      ...withMore(example, path),
    ]);
    const yes = values.filter((value) => compared(data, value));
    // both answers come: null where it is allowed, an undefined field too many; all else is left to zod
    expect(yes.length).toBeGreaterThan(0);
    expect(yes.length).toBeLessThan(values.length / 2);
  });
});

test.each([
  ['a transformation', z.string().trim(), ' x'],
  ['a refinement', z.string().refine(() => false), 'x'],
  ['a default', z.object({ a: z.string().default('b') }), {}],
  ['an optional element', z.array(z.string().optional()), ['x']],
  ['a choice of nothing', z.enum([]), 'x'],
  ['an optional field with a default inside', z.object({ a: z.string().default('b').optional() }), {}],
  ['a literal that is no text', z.literal(1), 1],
  ['a bound that counts days', z.date().min(new Date(0)), new Date(1)],
  ['a union', z.union([z.string(), z.number()]), 1],
  ['a record', z.record(z.string(), z.string()), { a: 'b' }],
  ['coercion', z.coerce.string(), 1],
  ['a format that is more than its pattern', z.ipv6(), '::1'],
  ['a judge with a refinement', z.custom(() => true).refine(() => false), 'x'],
  ['an upper bound', z.number().max(1), 0],
  ['a longest array', z.array(z.string()).max(1), ['x']],
  ['a number of 32 bits', z.int32(), 1],
  ['a strict object', z.strictObject({ a: z.string() }), { a: 'b' }],
  ['a loose object', z.looseObject({ a: z.string() }), { a: 'b', c: 1 }],
  ['an empty object', z.object({}), {}],
  ['a global pattern', z.string().regex(/x/g), 'x'],
])('%s is left to zod, the object around it too', (_what, schema, value) => {
  expect(conforms(schema, value)).toBe(false);
  expect(conforms(z.object({ inside: schema, plain: z.boolean() }), { inside: value, plain: true })).toBe(false);
});

describe('a raw change of Odoo', () => {
  const folder = fileURLToPath(new URL('../examples/changes', import.meta.url));
  const changes = readdirSync(folder).map((file): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8')));

  test('each recorded one has the quick yes', () => {
    expect(changes.filter((change) => !compared(odooChange, change))).toEqual([]);
  });

  test('it is never said yes where zod says no', () => {
    const [update] = changes;
    const passed = { ...(update as object), op: 'passed', passed: { moment: 'overdue', dates: ['2026-11-22'] } };
    expect(compared(odooChange, passed)).toBe(true);
    // a snapshot's and a column's own fields are nobody's business here
    const paths = pathsIn(passed).filter((path) => !path.slice(0, -1).some((key) => ['snapshot', 'old', 'new'].includes(String(key))));
    const values = paths.flatMap((path) => [...[...WRONG, ...ODD].map((wrong) => spoilt(passed, path, wrong)), ...withMore(passed, path)]);
    const yes = values.filter((value) => compared(odooChange, value));
    expect(yes.length).toBeGreaterThan(0);
    expect(yes.length).toBeLessThan(values.length / 2);
  });
});

test.each([
  ['a literal', z.literal('x'), 'x', 'y'],
  ['one of several literals', z.literal(['x', 'y']), 'y', 'z'],
  ['a lower bound', z.number().positive(), 0.5, 0],
  ['a lower bound that counts itself', z.int().min(3), 3, 2],
  ['a judge', z.custom((value) => value === 'x'), 'x', 'y'],
  ['an optional field that is there', z.object({ a: z.string().optional(), b: z.string() }), { a: 'x', b: 'y' }, { a: 1, b: 'y' }],
  ['an optional field that is not', z.object({ a: z.string().optional(), b: z.string() }), { b: 'y' }, { b: 'y', c: 'z' }],
  ['a field that must be left out or have a value', z.object({ a: z.string().exactOptional() }), {}, { a: undefined }],
  ['a whole number', z.int(), 1, 1.5],
  ['a whole number said otherwise', z.number().int(), 1, 2 ** 60],
  ['a number', z.number(), 1.5, NaN],
  ['a shortest array', z.array(z.string()).min(1), ['x'], []],
  ['a shortest text', z.string().min(2), 'xy', 'x'],
  ['a day', z.iso.date(), '2026-02-28', '2026-02-30'],
  ['a time', z.iso.datetime(), '2026-11-22T10:00:00Z', '2026-11-22T10:00:00+01:00'],
])('%s is written out', (_what, schema, right, wrong) => {
  expect(compared(schema, right)).toBe(true);
  expect(conforms(schema, wrong)).toBe(false);
});

test('a judge is not asked about what is missing', () => {
  const schema = z.object({ a: z.custom(() => true), b: z.string() });
  expect(compared(schema, { a: 1, b: 'x' })).toBe(true);
  expect(conforms(schema, { b: 'x', c: 1 })).toBe(false);
  expect(conforms(schema, { b: 'x', c: undefined })).toBe(false);
});

test('a judge who takes his time is left to zod', () => {
  expect(
    conforms(
      z.custom(() => Promise.resolve(false)),
      'x',
    ),
  ).toBe(false);
});

test('keys and words of a schema are data in the written text, whatever they are', () => {
  const key = `"];throw new Error('run');//\u2028`;
  const schema = z.object({ [key]: z.enum([`');throw new Error('run');//`]) });
  expect(conforms(schema, { [key]: `');throw new Error('run');//` })).toBe(true);
  expect(conforms(schema, { [key]: 'else' })).toBe(false);
});
