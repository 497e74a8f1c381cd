import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { type Line, portions } from '../../src/bulk/lines.js';
import { eventually } from '../rig/eventually.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';

const CONTRACT = 'projects.log-timesheet.v1';
// each test records hundreds of commands; the machine may be shared
jest.setTimeout(60_000);
let bridge: TestBridge;
let database: pg.Client;
beforeAll(async () => {
  bridge = await testBridge();
  database = new pg.Client({ connectionString: bridge.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await bridge.stop();
});

const line = (number: number, project = 1 + (number % 5)): string =>
  JSON.stringify({
    ...{ projectId: `odoo:demo:project.project:${project}`, employeeId: 'odoo:demo:hr.employee:1', workedOn: '2026-03-02', hours: '1' },
    ...{ description: `entry ${number}`, entry: `e-${number}` },
  });
const file = (count: number): string => Array.from({ length: count }, (_, index) => `${line(index + 1)}\n`).join('');

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}
async function call(path: string, init: RequestInit = {}, key: string = KEYS.fieldApp): Promise<Answer> {
  const response = await fetch(bridge.url + path, {
    ...init,
    headers: { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) },
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
const upload = (key: string, body: string, query = '', contract = CONTRACT): Promise<Answer> =>
  call(`/v1/bulk/${contract}${query}`, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': key, 'content-type': 'application/x-ndjson' },
  });
const commands = async (like: string): Promise<{ idempotency_key: string; lane: string; via: string; description: string }[]> =>
  (
    await database.query<{ idempotency_key: string; lane: string; via: string; description: string }>(
      `SELECT idempotency_key, lane, via, input ->> 'description' AS description FROM command WHERE idempotency_key LIKE $1 ORDER BY seq`,
      [like],
    )
  ).rows;

test('a thousand lines are a thousand commands in their order, in the lane bulk, and the file sent again adds none', async () => {
  const first = await upload('march', file(1_000));
  expect(first).toMatchObject({ status: 202, json: { state: 'complete', lines: 1_000, recorded: 1_000, known: 0, conflicts: [] } });
  const made = await commands('march/%');
  expect(made.map(({ description }) => description)).toEqual(Array.from({ length: 1_000 }, (_, index) => `entry ${index + 1}`));
  expect(new Set(made.map(({ lane, via }) => `${lane} ${via}`))).toEqual(new Set(['bulk bulk']));
  expect(await upload('march', file(1_000))).toMatchObject({ status: 202, json: { bulkId: first.json.bulkId, recorded: 0, known: 1_000 } });
  expect(await commands('march/%')).toHaveLength(1_000);
});

test('each line has a fate of its own', async () => {
  const lines = [line(1), 'no JSON', JSON.stringify({ hours: '99' }), '', line(2).replace('odoo:demo', 'odoo:other'), line(3)];
  const { json } = await upload('mixed', lines.join('\r\n'));
  expect(json).toMatchObject({ recorded: 5, lines: 6 });
  const refused = await call(`/v1/bulk/${String(json.bulkId)}/items?status=refused`);
  expect(refused.json.items).toMatchObject([
    { line: 2, commandId: null, refusal: { code: 'bad-json' } },
    { line: 3, commandId: null, refusal: { code: 'schema-violation' } },
    { line: 5, commandId: null, refusal: { code: 'schema-violation' } },
  ]);
  expect((await commands('mixed/%')).map(({ idempotency_key: key }) => key)).toEqual(['mixed/1', 'mixed/6']);
});

test('a field as the version that was seen: kept for each line, and a line without it is refused', async () => {
  const seen = { ...(JSON.parse(line(1)) as object), seen: 4 };
  const { json } = await upload('seen', `${JSON.stringify(seen)}\n${line(2)}`, '?versionField=seen');
  const { rows } = await database.query(`SELECT expected_version FROM command WHERE idempotency_key = 'seen/1'`);
  expect(rows).toEqual([{ expected_version: 4 }]);
  const refused = await call(`/v1/bulk/${String(json.bulkId)}/items?status=refused`);
  expect(refused.json.items).toMatchObject([{ line: 2, refusal: { code: 'bad-expected-version' } }]);
  expect(await upload('seen', line(1))).toMatchObject({ status: 409, json: { code: 'key-conflict' } });
});

test('a field as the key: the same entry in another file is the same command, another one under its key is refused', async () => {
  await upload('by-field-1', `${line(7001)}\n${line(7002)}`, '?keyField=entry');
  const { json } = await upload(
    'by-field-2',
    `${line(7002)}\n${line(7001).replace('"hours":"1"', '"hours":"2"')}\n{"no":"key"}`,
    '?keyField=entry',
  );
  const items = (await call(`/v1/bulk/${String(json.bulkId)}/items`)).json.items as { refusal: { code: string } | null }[];
  expect(items.map(({ refusal }) => refusal?.code ?? 'recorded')).toEqual(['recorded', 'key-conflict', 'missing-idempotency-key']);
  expect(await commands('e-700%')).toHaveLength(2);
});

test('a cut connection loses no line that was recorded, doubles none, and half a line is no line', async () => {
  const whole = file(900);
  const cutAt = whole.indexOf('"entry 700"');
  const url = new URL(`${bridge.url}/v1/bulk/${CONTRACT}`);
  const headers = { authorization: `Bearer ${KEYS.fieldApp}`, 'idempotency-key': 'cut', 'content-type': 'application/x-ndjson' };
  const sending = request({ host: url.hostname, port: url.port, path: url.pathname, method: 'POST', headers });
  sending.on('error', () => undefined);
  sending.write(whole.slice(0, cutAt));
  await eventually(async () => (await commands('cut/%')).length >= 200);
  sending.destroy();
  await eventually(async () => {
    const { rows } = await database.query<{ waiting: number }>(
      "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE state <> 'idle' AND query LIKE '%bulk_item%' AND pid <> pg_backend_pid()",
    );
    return rows[0]?.waiting === 0;
  });
  expect((await commands('cut/%')).length).toBeLessThan(700);
  expect(await upload('cut', whole)).toMatchObject({ status: 202, json: { state: 'complete', lines: 900 } });
  expect((await commands('cut/%')).map(({ description }) => description)).toEqual(
    Array.from({ length: 900 }, (_, index) => `entry ${index + 1}`),
  );
});

test('a line that changed is told; the recorded one counts', async () => {
  await upload('changed', `${line(1)}\n${line(2)}`);
  expect(await upload('changed', `${line(1)}\n${line(3)}\n${line(4)}`)).toMatchObject({ json: { recorded: 1, known: 2, conflicts: [2] } });
  expect((await commands('changed/%')).map(({ description }) => description)).toEqual(['entry 1', 'entry 2', 'entry 4']);
});

test('two uploads of one file at once record it once', async () => {
  const both = await Promise.all([upload('twice', file(600)), upload('twice', file(600))]);
  expect(both.map(({ status }) => status)).toEqual([202, 202]);
  expect(await commands('twice/%')).toHaveLength(600);
});

test('the rest is cancelled: what nobody began is refused, and no more is taken in', async () => {
  const { json } = await upload('cancelled', file(300));
  const path = `/v1/bulk/${String(json.bulkId)}`;
  const { json: after } = await call(`${path}/cancel`, { method: 'POST' });
  // workers may hold some of the oldest
  expect(after).toMatchObject({ state: 'cancelled' });
  expect(Number(after.cancelled)).toBeGreaterThan(280);
  expect((after.counts as Record<string, number>).refused).toBe(after.cancelled);
  expect(await upload('cancelled', file(301))).toMatchObject({ status: 409, json: { code: 'bulk-cancelled' } });
  const text = await (
    await fetch(`${bridge.url}${path}/items.ndjson?status=refused`, { headers: { authorization: `Bearer ${KEYS.fieldApp}` } })
  ).text();
  const items = text
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each) as { refusal: { code: string } });
  expect(items).toHaveLength(Number(after.cancelled));
  expect(new Set(items.map(({ refusal }) => refusal.code))).toEqual(new Set(['cancelled']));
});

describe('refused before anything is recorded', () => {
  test.each<[string, () => Promise<Answer>, number, string]>([
    ['an unknown contract', () => upload('x', file(1), '', 'no.such.v1'), 404, 'unknown-contract'],
    [
      'no key',
      () => call(`/v1/bulk/${CONTRACT}`, { method: 'POST', body: file(1), headers: { 'content-type': 'application/x-ndjson' } }),
      400,
      'missing-idempotency-key',
    ],
    ['a key with blanks', () => upload('a b', file(1)), 400, 'missing-idempotency-key'],
    [
      'another type of body',
      () =>
        call(`/v1/bulk/${CONTRACT}`, {
          method: 'POST',
          body: '[]',
          headers: { 'idempotency-key': 'x', 'content-type': 'application/json' },
        }),
      400,
      'bad-json',
    ],
    [
      'a wrong API key',
      () =>
        call(
          `/v1/bulk/${CONTRACT}`,
          { method: 'POST', body: file(1), headers: { 'idempotency-key': 'x', 'content-type': 'application/x-ndjson' } },
          'wrong',
        ),
      401,
      'unauthenticated',
    ],
    ['a line without an end', () => upload('endless', 'x'.repeat(600 * 1024)), 413, 'payload-too-large'],
    ['a name that is no field', () => upload('x', file(1), '?keyField=__proto__%00'), 400, 'bad-json'],
  ])('%s', async (_, send, status, code) => {
    expect(await send()).toMatchObject({ status, json: { code } });
  });

  test('another contract under the key of a file', async () => {
    await upload('of-timesheets', file(1));
    expect(await upload('of-timesheets', file(1), '', 'maintenance.open-request.v1')).toMatchObject({
      status: 409,
      json: { code: 'key-conflict' },
    });
  });

  test("another client's file", async () => {
    const { json } = await upload('mine', file(1));
    for (const rest of ['', '/items', '/items.ndjson'])
      expect((await call(`/v1/bulk/${String(json.bulkId)}${rest}`, {}, KEYS.buyer)).status).toBe(404);
    expect((await call(`/v1/bulk/${String(json.bulkId)}/cancel`, { method: 'POST' }, KEYS.buyer)).status).toBe(404);
    expect(await call(`/v1/bulk/${String(json.bulkId)}`)).toMatchObject({ status: 200, json: { state: 'complete' } });
  });
});

test('lines are cut where they end, however the bytes come, and memory holds a portion only', async () => {
  const text = `\uFEFF{"a":"ä"}\r\n\n{"b":2}\n`;
  const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
  const found: Line[] = [];
  for await (const portion of portions(Readable.from(bytes))) found.push(...portion);
  expect(found).toEqual([
    { number: 1, text: '{"a":"ä"}' },
    { number: 3, text: '{"b":2}' },
  ]);
  const sizes: number[] = [];
  for await (const portion of portions(Readable.from([Buffer.from('{}\n'.repeat(1_000))]))) sizes.push(portion.length);
  expect(Math.max(...sizes)).toBe(200);
});
