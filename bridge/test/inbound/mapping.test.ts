import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { check, resultOf } from '../../src/inbound/cases.js';
import { Mapping } from '../../src/inbound/mapping.js';
import { readSources } from '../../src/inbound/sources.js';

const variables = { source: 'x', database: 'demo', receivedAt: '2026-01-01T00:00:00.000Z', tables: {} };
const apply = (text: string, body: unknown = {}): Promise<unknown> =>
  Mapping.compile(text, 'x.jsonata').apply({ body, headers: {}, variables });
const examples = fileURLToPath(new URL('../../../docs/examples/inbound', import.meta.url));

test('the worked examples hold what their tests say', async () => {
  const verdicts = await check(examples);
  expect(verdicts.filter(({ failure }) => failure !== undefined)).toEqual([]);
  expect(new Set(verdicts.map(({ source }) => source))).toEqual(new Set(['cmms', 'field-app', 'mes', 'shop']));
});

describe('a mapping that would not end', () => {
  test.each([
    ['a loop', '( $f := function($n) { $f($n + 1) }; $f(1) )', 'JSONata D1012'],
    ['a recursion', '( $f := function($n) { 1 + $f($n + 1) }; $f(1) )', 'JSONata D101[12]'],
    ['a range', '[1..9999999].{"a": $}', 'JSONata'],
  ])('%s is stopped', async (_, text, code) => {
    const startedAt = Date.now();
    await expect(apply(text)).rejects.toThrow(new RegExp(code));
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });
});

describe('refused when the file is read, with its line', () => {
  test.each([
    ['a mistake', '{\n  "ignore": a ++ b\n}', /x\.jsonata:2: /],
    ['a regular expression', '{\n\n "ignore": $replace(body.a, /(a+)+$/, "") }', /x\.jsonata:3: .*no regular expressions/],
    ['$eval', '$eval(body.program)', /x\.jsonata:1: .*no \$eval/],
    ['$eval by another name', '( $f := $eval;\n $f(body.program) )', /no \$eval/],
    ['the clock', '{ "ignore": $now() }', /no \$now/],
    ['chance', '{ "ignore": $string($random()) }', /no \$random/],
  ])('%s', (_, text, message) => {
    expect(() => Mapping.compile(text, 'x.jsonata')).toThrow(message);
  });
});

test.each([
  ['nothing', 'body.nothing'],
  ['another shape', '{ "commands": [] }'],
  ['a command that does not exist', '{ "command": "no.such.v1", "input": {} }'],
  ['a client of its own', '{ "command": "projects.log-timesheet.v1", "input": {}, "client": "operator" }'],
])('a result that is %s is no result', async (_, text) => {
  await expect(apply(text)).rejects.toThrow(/mapping|command/);
});

test('a failure tells no value of the message', async () => {
  await expect(apply('{ "ignore": body.secret + 1 }', { secret: 'hunter2' })).rejects.toThrow(/^(?!.*hunter2)JSONata T2001/);
});

test('what a message holds is data, never a way into the program', async () => {
  const hostile: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
  await apply('{ "ignore": "x" & $string($exists(body.__proto__.polluted)) }', hostile).catch(() => undefined);
  await apply('body ~> | $ | {"polluted": true} |', hostile).catch(() => undefined);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

describe('a folder with a mistake stops the start', () => {
  const declared = { meaning: 'x', client: 'x', verification: { scheme: 'bearer', secrets: [{ env: 'X_KEY' }] } };
  test.each([
    ['no mapping', { 'x.source.json': declared }, /x\.jsonata is missing/],
    ['a mapping alone', { 'x.jsonata': '1' }, /has no \.source\.json/],
    ['a secret that is not set', { 'x.source.json': declared, 'x.jsonata': '1' }, /X_KEY holds no secret/],
    ['an unknown word', { 'x.source.json': { ...declared, role: 'admin' }, 'x.jsonata': '1' }, /role/],
    [
      'a secret in the file',
      { 'x.source.json': { ...declared, verification: { scheme: 'bearer', secrets: ['abc'] } }, 'x.jsonata': '1' },
      /secrets/,
    ],
  ])('%s', (_, files, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'inbound-'));
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    expect(() => readSources(folder, {})).toThrow(message);
    rmSync(folder, { recursive: true });
  });
});

test('a list of one is a list, where the mapping says so; an empty one is a mistake', async () => {
  const list = '[body.entries.{ "ignore": $ }]';
  expect(await apply(list, { entries: ['one'] })).toEqual([{ ignore: 'one' }]);
  expect(await apply(list, { entries: ['one', 'two'] })).toEqual([{ ignore: 'one' }, { ignore: 'two' }]);
  await expect(apply(list, { entries: [] })).rejects.toThrow(/a list/);
});

test('tried, each item of a list says what would become of it', async () => {
  const wrong = { command: 'maintenance.open-request.v1', input: {} };
  const found = await resultOf(() => Promise.resolve([{ ignore: 'nothing' }, wrong, { ...wrong, command: 'no.such.v1' }]));
  expect(found).toMatchObject([{ ignore: 'nothing' }, { rejected: 'schema-violation' }, { rejected: 'unknown-contract' }]);
});
