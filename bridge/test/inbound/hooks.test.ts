import { createHmac, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../rig/eventually.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';

const SECRETS = {
  CMMS_WEBHOOK_SECRET: 'the-secret-of-the-cmms',
  MES_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 3).toString('base64')}`,
  SHOP_WEBHOOK_SECRET: 'the-secret-of-the-shop',
  FIELD_APP_KEY: 'the-key-of-the-field-app',
};
let folder: string;
let bridge: TestBridge;
let database: pg.Client;
beforeAll(async () => {
  Object.assign(process.env, SECRETS);
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
  cpSync(fileURLToPath(new URL('../../../docs/examples/inbound', import.meta.url)), folder, { recursive: true });
  const stranger = { meaning: 'x', client: 'nobody', verification: { scheme: 'bearer', secrets: [{ env: 'FIELD_APP_KEY' }] } };
  writeFileSync(join(folder, 'stranger.source.json'), JSON.stringify(stranger));
  const app = { ...stranger, client: 'cmms', messageId: { body: 'id' } };
  writeFileSync(join(folder, 'round.source.json'), JSON.stringify(app));
  writeFileSync(join(folder, 'round.jsonata'), '[body.items]');
  writeFileSync(join(folder, 'stranger.jsonata'), '{ "command": "maintenance.open-request.v1", "input": body }');
  bridge = await testBridge({ inbound: folder });
  database = new pg.Client({ connectionString: bridge.databaseUrl });
  await database.connect();
}, 60_000);
afterAll(async () => {
  await database.end();
  await bridge.stop();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(bridge.url + path, init);
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
const hook = (source: string, body: string, headers: Record<string, string>): Promise<Answer> =>
  call(`/hooks/${source}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const operator = (path: string, body?: unknown, key: string = KEYS.ops): Promise<Answer> =>
  call(path, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${key}` },
  });

/** Signed as Stripe does. */
function cmms(
  message: Record<string, unknown>,
  seconds = Math.floor(Date.now() / 1_000),
  secret = SECRETS.CMMS_WEBHOOK_SECRET,
): Promise<Answer> {
  const body = JSON.stringify(message);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return hook('cmms', body, { 'x-cmms-signature': `t=${seconds},v1=${signature}` });
}
const failure = (number: string, tag: string, sequence: number, id: string = randomUUID()): Record<string, unknown> => ({
  ...{ id, type: 'asset.failure', sequence, asset: { tag } },
  failure: { number, title: 'Broken', severity: 2 },
});
const rows = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await database.query<Row>(sql, values)).rows;
const commandsOf = (key: string) =>
  rows<{ client: string; via: string; status: string }>('SELECT client, via, status FROM command WHERE idempotency_key = $1', [key]);
const stored = (id: unknown) =>
  rows<{ body: Buffer; state: string; headers: Record<string, string> }>('SELECT * FROM inbound_message WHERE id = $1', [id]);

describe('a failure of a machine', () => {
  test('becomes a command of the source’s client; the raw body is kept', async () => {
    const message = failure('F-1', 'PRESS-04', 1);
    const answer = await cmms(message);
    expect(answer).toMatchObject({ status: 202, json: { state: 'handed-over', duplicate: false, messageId: message.id } });
    expect(await commandsOf('cmms-failure-F-1')).toMatchObject([{ client: 'cmms', via: 'inbound' }]);
    const [row] = await stored(answer.json.id);
    expect(row?.body.toString()).toBe(JSON.stringify(message));
    const story = await operator(`/v1/audit?commandId=${String(answer.json.commandId)}`);
    expect(JSON.stringify(story.json)).toContain('inbound.handed-over');
  });

  test('sent again is answered with the first result and runs once, also at the same time', async () => {
    const message = failure('F-2', 'LATHE-11', 1);
    const answers = await Promise.all(Array.from({ length: 10 }, () => cmms(message)));
    expect(new Set(answers.map(({ json }) => json.commandId)).size).toBe(1);
    expect(answers.filter(({ json }) => json.duplicate === false)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    expect(await commandsOf('cmms-failure-F-2')).toHaveLength(1);
  });

  test('that is older than what came is left alone; a gap is taken and told', async () => {
    expect(await cmms(failure('F-3', 'MILL-1', 5))).toMatchObject({ json: { state: 'handed-over' } });
    const late = await cmms(failure('F-4', 'MILL-1', 4));
    expect(late).toMatchObject({ status: 200, json: { state: 'ignored', reason: 'out-of-sequence', commandId: null } });
    expect(await cmms(failure('F-5', 'MILL-1', 5))).toMatchObject({ json: { state: 'ignored', reason: 'out-of-sequence' } });
    expect(await cmms(failure('F-6', 'MILL-1', 9))).toMatchObject({ json: { state: 'handed-over' } });
    expect(await rows("SELECT missing FROM inbound_message WHERE source_key = 'MILL-1' AND sequence = 9")).toEqual([{ missing: 3 }]);
    expect(await cmms(failure('F-7', 'MILL-2', 1))).toMatchObject({ json: { state: 'handed-over' } });
    expect(await commandsOf('cmms-failure-F-4')).toEqual([]);
  });

  test('of ten numbers at once none that is older is taken after a newer one', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => cmms(failure(`G-${n}`, 'RACE-1', n))));
    const taken = await rows<{ sequence: string }>(
      `SELECT m.sequence FROM inbound_message m JOIN command c ON c.id = m.command_id WHERE m.source_key = 'RACE-1' ORDER BY c.seq`,
    );
    const numbers = taken.map(({ sequence }) => Number(sequence));
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    expect(numbers.at(-1)).toBe(9);
  });
});

describe('nothing follows from', () => {
  const count = async (): Promise<unknown> => rows('SELECT count(*)::int FROM command');
  test.each<[string, () => Promise<Answer>, number, Record<string, unknown>]>([
    ['an unknown source', () => hook('nobody', '{}', {}), 404, { code: 'unknown-source' }],
    ['no signature', () => hook('cmms', '{}', {}), 401, { code: 'unproven', detail: 'unsigned' }],
    ['a wrong secret', () => cmms(failure('X-1', 'X', 1), undefined, 'another-secret-123456'), 401, { detail: 'signature-wrong' }],
    ['a stale message', () => cmms(failure('X-2', 'X', 1), Math.floor(Date.now() / 1_000) - 600), 401, { detail: 'too-old' }],
    ['a message of the future', () => cmms(failure('X-3', 'X', 1), Math.floor(Date.now() / 1_000) + 600), 401, { detail: 'too-new' }],
    ['what the mapping leaves alone', () => cmms({ id: randomUUID(), type: 'ping' }), 200, { state: 'ignored', reason: 'no-failure' }],
    [
      'what does not fit the contract',
      () => cmms({ ...failure('X-4', 'X', 1), failure: { title: 'x', severity: 99 } }),
      422,
      { reason: 'schema-violation' },
    ],
    [
      'a client that is not there',
      () => hook('stranger', '{}', { authorization: `Bearer ${SECRETS.FIELD_APP_KEY}` }),
      422,
      { reason: 'client-not-found' },
    ],
    ['no JSON', () => hook('field-app', 'hello', { 'x-api-key': SECRETS.FIELD_APP_KEY }), 422, { reason: 'bad-json' }],
    [
      '300 KiB',
      () => hook('field-app', ' '.repeat(300 * 1024), { 'x-api-key': SECRETS.FIELD_APP_KEY }),
      413,
      { code: 'payload-too-large' },
    ],
  ])('%s', async (_, send, status, json) => {
    const before = await count();
    expect(await send()).toMatchObject({ status, json });
    expect(await count()).toEqual(before);
  });

  test('a signed body under a new id', async () => {
    const body = JSON.stringify({ id: 77, name: '#77', customer: { id: 1001 }, line_items: [{ sku: 'DESK-1', quantity: 1 }] });
    const signature = createHmac('sha256', SECRETS.SHOP_WEBHOOK_SECRET).update(body).digest('base64');
    const send = (id: string) =>
      hook('shop', body, { 'x-shopify-hmac-sha256': signature, 'x-shopify-topic': 'orders/paid', 'x-shopify-webhook-id': id });
    const first = await send('one');
    expect(first).toMatchObject({ status: 202, json: { state: 'handed-over', duplicate: false } });
    expect(await send('two')).toMatchObject({ status: 202, json: { duplicate: true, commandId: first.json.commandId } });
  });

  test('a forged message takes no id from the true one', async () => {
    const message = failure('F-20', 'FORGED', 1);
    expect(await cmms(message, undefined, 'another-secret-123456')).toMatchObject({ status: 401 });
    expect(await cmms(message)).toMatchObject({ status: 202, json: { state: 'handed-over', duplicate: false } });
  });
});

test('an event of a source is on its stream before it is answered', async () => {
  const body = JSON.stringify({ type: 'machine.stopped', timestamp: '2026-03-02T14:00:00Z', data: { machine: 'M7', reason: 'jam' } });
  const seconds = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(SECRETS.MES_WEBHOOK_SECRET.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${seconds}.${body}`).digest('base64');
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
  expect(await hook('mes', body, headers)).toMatchObject({ status: 202, json: { state: 'event', reason: 'machine-stopped' } });
  const kept = await bridge.nats.manager.streams.getMessage('INBOUND', { last_by_subj: 'inbound.mes.machine-stopped' });
  expect(kept?.json()).toMatchObject({ machine: 'M7', reason: 'jam' });
});

describe('operators', () => {
  test('find what was rejected, with its reason, and run it again when it is mended', async () => {
    const message = failure('F-30', 'AGAIN', 1);
    const rejected = await cmms({ ...message, failure: { ...(message.failure as object), severity: 42 } });
    expect(rejected).toMatchObject({ status: 422, json: { state: 'rejected', reason: 'schema-violation' } });
    const id = String(rejected.json.id);
    const list = await operator('/v1/inbound?source=cmms&state=rejected&reason=schema-violation');
    expect(JSON.stringify(list.json)).toContain(id);
    expect(await operator(`/v1/inbound/${id}`)).toMatchObject({
      status: 200,
      json: { id, state: 'rejected', body: { type: 'asset.failure' } },
    });
    expect(await operator(`/v1/inbound/${id}/rerun`, { why: 'looked at' })).toMatchObject({
      status: 200,
      json: { state: 'rejected', reason: 'schema-violation' },
    });
    // as if the mapping had been mended: the stored message is another one
    await database.query('UPDATE inbound_message SET body = $2 WHERE id = $1', [id, Buffer.from(JSON.stringify(message))]);
    expect(await operator(`/v1/inbound/${id}/rerun`, { why: 'mended' })).toMatchObject({ status: 200, json: { state: 'handed-over' } });
    expect(await commandsOf('cmms-failure-F-30')).toHaveLength(1);
    expect(await operator(`/v1/inbound/${id}/rerun`, { why: 'once more' })).toMatchObject({
      status: 409,
      json: { code: 'inbound-settled' },
    });
  });

  test('run an unproven one again only when it proves itself', async () => {
    const wrong = await cmms(failure('F-31', 'AGAIN', 2), undefined, 'another-secret-123456');
    expect(wrong.status).toBe(401);
    const list = await operator('/v1/inbound?source=cmms&state=rejected&reason=signature-wrong');
    const [newest] = list.json.messages as { id: string }[];
    expect(await operator(`/v1/inbound/${String(newest?.id)}/rerun`, { why: 'try' })).toMatchObject({
      status: 401,
      json: { code: 'unproven' },
    });
  });

  test('try a message without a trace', async () => {
    const before = await rows('SELECT count(*)::int FROM inbound_message');
    const tried = await operator('/v1/inbound/sources/cmms/try', { body: failure('F-40', 'PRESS-04', 3) });
    expect(tried).toMatchObject({ status: 200, json: { command: 'maintenance.open-request.v1', key: 'cmms-failure-F-40' } });
    expect(await operator('/v1/inbound/sources/cmms/try', { body: { type: 'asset.failure' } })).toMatchObject({
      status: 200,
      json: { rejected: 'schema-violation' },
    });
    expect(await rows('SELECT count(*)::int FROM inbound_message')).toEqual(before);
  });

  test('nobody else does', async () => {
    for (const key of [KEYS.buyer, 'wrong'])
      for (const path of ['/v1/inbound', '/v1/inbound/sources'])
        expect([401, 403]).toContain((await operator(path, undefined, key)).status);
    expect(await operator('/v1/inbound/sources/cmms/try', { body: {} }, KEYS.viewer)).toMatchObject({ status: 403 });
  });

  test('no secret lies in the database', async () => {
    await hook('field-app', JSON.stringify({ entry: 'e1', revision: 2 }), { 'x-api-key': SECRETS.FIELD_APP_KEY });
    const all = JSON.stringify(await rows('SELECT headers FROM inbound_message'));
    for (const secret of Object.values(SECRETS)) expect(all).not.toContain(secret);
  });
});

test('what a killed process left undecided is decided later', async () => {
  const answer = await cmms(failure('F-50', 'LEFT', 1));
  await database.query(
    `UPDATE inbound_message SET state = 'received', command_id = NULL, changed_at = now() - interval '1 minute' WHERE id = $1`,
    [answer.json.id],
  );
  await eventually(async () => (await stored(answer.json.id))[0]?.state === 'handed-over', 30_000);
}, 40_000);

describe('a message that says several things', () => {
  interface Told {
    readonly ordinal: number;
    readonly state: string;
    readonly reason: string | null;
    readonly commandId: string | null;
  }
  const request = (tag: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    command: 'maintenance.open-request.v1',
    input: { subject: `Broken: ${tag}`, kind: 'corrective', priority: 'high', ...more },
  });
  const round = (id: string, items: unknown): Promise<Answer> =>
    hook('round', JSON.stringify({ id, items }), { authorization: `Bearer ${SECRETS.FIELD_APP_KEY}` });
  const itemsOf = ({ json }: Answer): Told[] => json.items as Told[];
  const commandsLike = (like: string) =>
    rows<{ idempotency_key: string }>('SELECT idempotency_key FROM command WHERE idempotency_key LIKE $1 ORDER BY seq', [like]);

  test('is as many commands, each under a key of its own; the message again adds none', async () => {
    const items = [request('P-1'), request('P-2'), { ignore: 'nothing-wrong' }];
    const first = await round('round-1', items);
    expect(first).toMatchObject({ status: 202, json: { state: 'handed-over', commandId: null, duplicate: false } });
    expect(itemsOf(first).map(({ state }) => state)).toEqual(['handed-over', 'handed-over', 'ignored']);
    const again = await round('round-1', items);
    expect(again).toMatchObject({ status: 202, json: { duplicate: true, items: itemsOf(first) } });
    expect((await commandsLike('inbound:round:round-1/%')).map(({ idempotency_key: key }) => key)).toEqual([
      'inbound:round:round-1/0',
      'inbound:round:round-1/1',
    ]);
  });

  test('twenty times at once it is decided once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => round('round-2', [request('P-3'), request('P-4')])));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await commandsLike('inbound:round:round-2/%')).toHaveLength(2);
  });

  test('an item that is refused takes nobody with it, is found by its reason, and only what did not go is decided anew', async () => {
    const items = [request('P-5'), request('P-6', { priority: 'no such word' }), { command: 'no.such.v1', input: {} }];
    const answer = await round('round-3', items);
    expect(answer).toMatchObject({ status: 202, json: { state: 'partly', reason: 'items-rejected' } });
    expect(itemsOf(answer).map(({ state, reason }) => [state, reason])).toEqual([
      ['handed-over', null],
      ['rejected', 'schema-violation'],
      ['rejected', 'unknown-contract'],
    ]);
    const found = await operator('/v1/inbound?source=round&reason=unknown-contract');
    expect(found.json.messages).toMatchObject([{ id: answer.json.id, state: 'partly' }]);
    const rerun = await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'the mapping was mended' });
    expect(rerun).toMatchObject({ status: 200, json: { state: 'partly', items: itemsOf(answer) } });
    expect(await commandsLike('inbound:round:round-3/%')).toHaveLength(1);
    const shown = await operator(`/v1/inbound/${String(answer.json.id)}`);
    expect(shown.json).toMatchObject({ reruns: 1, items: [{ ordinal: 0, commandId: itemsOf(answer)[0]?.commandId }, {}, {}] });
  });

  test('a rejected item that is good by now goes on its second run; the others stay as they are', async () => {
    const taken = { ...request('P-7'), key: 'round-4-taken' };
    await round('round-4a', [taken, request('P-8')]);
    // another request under a used key
    const answer = await round('round-4b', [{ ...request('P-9'), key: 'round-4-taken' }, request('P-10')]);
    expect(itemsOf(answer).map(({ reason }) => reason)).toEqual(['key-conflict', null]);
    await database.query(`DELETE FROM command WHERE idempotency_key = 'round-4-taken'`);
    const rerun = await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'the key is free' });
    expect(rerun).toMatchObject({ status: 200, json: { state: 'handed-over' } });
    expect(itemsOf(rerun)[1]).toEqual(itemsOf(answer)[1]);
    expect(await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'again' })).toMatchObject({
      status: 409,
      json: { code: 'inbound-settled' },
    });
  });

  test('a message of which something went stays a message of several, whatever its mapping makes of it later', async () => {
    const answer = await round('round-9', [request('P-11'), { command: 'no.such.v1', input: {} }]);
    expect(answer.json).toMatchObject({ state: 'partly' });
    // as by another mapping: one command instead of the list
    await database.query('UPDATE inbound_message SET source = $2, body = $3 WHERE id = $1', [
      answer.json.id,
      'field-app',
      JSON.stringify({ entry: 'e-9', revision: 1, project: 3, employee: 5, day: '2026-03-02', minutes: 60, text: 'Formwork' }),
    ]);
    const rerun = await operator(`/v1/inbound/${String(answer.json.id)}/rerun`, { why: 'another mapping' });
    expect(rerun).toMatchObject({ status: 200, json: { state: 'handed-over', commandId: null } });
    expect(itemsOf(rerun)).toEqual([itemsOf(answer)[0]]);
    expect(await commandsOf('field-app-e-9')).toEqual([]);
  });

  test('numbers count within a message and between messages', async () => {
    const numbered = (sequence: number): Record<string, unknown> => ({ ...request(`S-${sequence}`), sourceKey: 'gate', sequence });
    const first = await round('round-5', [numbered(2), numbered(1), numbered(5)]);
    expect(itemsOf(first).map(({ state, reason }) => reason ?? state)).toEqual(['handed-over', 'out-of-sequence', 'handed-over']);
    const later = await round('round-6', [numbered(4), numbered(6)]);
    expect(itemsOf(later).map(({ state, reason }) => reason ?? state)).toEqual(['out-of-sequence', 'handed-over']);
  });

  test('with nothing in it, or too much, it is a mistake of the mapping', async () => {
    for (const [id, items] of [
      ['round-7', []],
      ['round-8', Array.from({ length: 101 }, () => ({ ignore: 'x' }))],
    ] as const)
      expect(await round(id, items)).toMatchObject({ status: 422, json: { reason: 'mapping-failed' } });
  });
});
