import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { eventually } from '../rig/eventually.js';
import { KEYS } from '../rig/bridge.js';
import { type Answer, HooksScene, SECRETS } from './scene.js';

let scene: HooksScene;
beforeAll(async () => {
  scene = await HooksScene.open();
}, 60_000);
afterAll(() => scene.close());

const hook: HooksScene['hook'] = (...given) => scene.hook(...given);
const operator: HooksScene['operator'] = (...given) => scene.operator(...given);
const rows = <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]> => scene.rows<Row>(sql, values);

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
  const kept = await scene.bridge.nats.manager.streams.getMessage('INBOUND', { last_by_subj: 'inbound.mes.machine-stopped' });
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
    await scene.database.query('UPDATE inbound_message SET body = $2 WHERE id = $1', [id, Buffer.from(JSON.stringify(message))]);
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
  await scene.database.query(
    `UPDATE inbound_message SET state = 'received', command_id = NULL, changed_at = now() - interval '1 minute' WHERE id = $1`,
    [answer.json.id],
  );
  await eventually(async () => (await stored(answer.json.id))[0]?.state === 'handed-over', 30_000);
}, 40_000);
