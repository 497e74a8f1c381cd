import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headers } from '@nats-io/nats-core';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';

let bridge: TestBridge;
beforeAll(async () => {
  bridge = await testBridge();
}, 240_000);
afterAll(() => bridge.stop());

const CONFIRM = 'procurement.confirm-purchase-order.v1';
const body = (order: number): string => JSON.stringify({ purchaseOrderId: `odoo:demo:purchase.order:${order}` });

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly json: Record<string, unknown>;
}

async function call(path: string, init: RequestInit & { key?: string } = {}): Promise<Answer> {
  const { key, headers: more, ...rest } = init;
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(`${bridge.url}${path}`, { ...rest, headers: { ...authorization, ...(more as Record<string, string>) } });
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, type: response.headers.get('content-type'), json };
}

const post = (given: string, idempotencyKey: string | undefined, type = CONFIRM, key: string = KEYS.buyer): Promise<Answer> =>
  call(`/v1/commands/${type}?wait=0`, {
    method: 'POST',
    key,
    body: given,
    ...(idempotencyKey === undefined ? {} : { headers: { 'idempotency-key': idempotencyKey } }),
  });

describe('HTTP, while Odoo is away', () => {
  test('a command is accepted, and a repeat is the same command', async () => {
    const first = await post(body(1), 'a');
    expect(first).toMatchObject({
      status: 202,
      json: { status: 'accepted', replayed: false, refusal: null, answer: null, idempotencyKey: 'a' },
    });
    const again = await post(body(1), 'a');
    expect(again).toMatchObject({ status: 202, json: { commandId: first.json.commandId, replayed: true } });
  });

  test('only its sender may ask for it', async () => {
    const { json } = await post(body(2), 'b');
    const path = `/v1/commands/${String(json.commandId)}`;
    expect(await call(path, { key: KEYS.buyer })).toMatchObject({ status: 202, json: { commandId: json.commandId } });
    expect(await call(path, { key: KEYS.other })).toMatchObject({ status: 404, json: { code: 'not-found' } });
    expect(await call('/v1/commands/nonsense', { key: KEYS.buyer })).toMatchObject({ status: 404, json: { code: 'not-found' } });
  });

  test.each<[string, () => Promise<Answer>, number, string]>([
    ['no credentials', () => call(`/v1/commands/${CONFIRM}`, { method: 'POST', body: body(1) }), 401, 'unauthenticated'],
    ['a wrong key', () => post(body(1), 'x', CONFIRM, 'wrong'), 401, 'unauthenticated'],
    ['no JSON', () => post('hello', 'x'), 400, 'bad-json'],
    ['no body', () => post('', 'x'), 400, 'bad-json'],
    ['300 KiB', () => post(' '.repeat(300 * 1024), 'x'), 413, 'payload-too-large'],
    ['500 KiB, over the transport limit', () => post(' '.repeat(500 * 1024), 'x'), 413, 'payload-too-large'],
    ['no key', () => post(body(1), undefined), 400, 'missing-idempotency-key'],
    ['an unknown contract', () => post(body(1), 'x', 'procurement.burn.v1'), 404, 'unknown-contract'],
    ['a wrong body', () => post('{}', 'x'), 422, 'schema-violation'],
    ['a used key', () => post(body(99), 'a'), 409, 'key-conflict'],
    ['an unknown address', () => call('/v2/nothing'), 404, 'not-found'],
  ])('%s is a problem with a code', async (_what, send, status, code) => {
    const answer = await send();
    expect(answer).toMatchObject({ status, type: expect.stringContaining('application/problem+json'), json: { status, code } });
    expect(JSON.stringify(answer.json)).not.toMatch(/\bat .*:\d+:\d+|node_modules|select |insert /i);
  });
});

describe('NATS, while Odoo is away', () => {
  const ask = async (
    data: string | Uint8Array,
    more: Readonly<Record<string, string>>,
    type = CONFIRM,
  ): Promise<Record<string, unknown>> => {
    const given = headers();
    for (const [name, value] of Object.entries({ Prefer: 'wait=0', ...more })) given.append(name, value);
    const reply = await bridge.nats.connection.request(`commands.${type}`, data, { headers: given, timeout: 5_000 });
    return reply.json();
  };
  // the server writes it when a request crosses accounts; inside the bridge's own account we stand in for it
  const sender = { 'Nats-Request-Info': '{"acc":"PARTNERS","user":"buyer"}' };

  test.each<[string, string | Uint8Array, Readonly<Record<string, string>>, string]>([
    ['not JSON', 'hello', { ...sender, 'Idempotency-Key': 'x' }, 'bad-json'],
    ['300 KiB', new Uint8Array(300 * 1024), { ...sender, 'Idempotency-Key': 'x' }, 'payload-too-large'],
    ['no key', body(1), sender, 'missing-idempotency-key'],
    ['nobody', body(1), { 'Idempotency-Key': 'x' }, 'unauthenticated'],
  ])('%s is refused with a code', async (_what, data, more, code) => {
    expect(await ask(data, more)).toMatchObject({ commandId: null, status: 'refused', refusal: { code } });
  });

  test('an unknown contract is refused, and then a good command is accepted', async () => {
    expect(await ask(body(1), { ...sender, 'Idempotency-Key': 'n' }, 'no.such.v1')).toMatchObject({
      refusal: { code: 'unknown-contract' },
    });
    expect(await ask(body(3), { ...sender, 'Idempotency-Key': 'n' })).toMatchObject({ status: 'accepted', refusal: null });
  });

  test('a command is taken back over NATS', async () => {
    const { commandId } = await ask(body(30), { ...sender, 'Idempotency-Key': 'back' });
    const reply = await ask(JSON.stringify({ commandId }), sender, 'cancel');
    expect(reply).toMatchObject({ commandId, status: 'refused', refusal: { code: 'cancelled' } });
    expect(await ask('{}', sender, 'cancel')).toMatchObject({ status: 'refused', refusal: { code: 'not-found' } });
  });

  test('a key is the client’s over both doors', async () => {
    const overHttp = await post(body(4), 'both');
    expect(await ask(body(4), { ...sender, 'Idempotency-Key': 'both' })).toMatchObject({
      commandId: overHttp.json.commandId,
      replayed: true,
    });
  });
});

describe('a sender, while Odoo is away', () => {
  const cancel = (id: unknown, key: string = KEYS.buyer): Promise<Answer> =>
    call(`/v1/commands/${String(id)}/cancel`, { method: 'POST', key });

  test('takes a command back, and nobody else does', async () => {
    const { json } = await post(body(20), 'taken back');
    expect(await cancel(json.commandId, KEYS.other)).toMatchObject({ status: 404, json: { code: 'not-found' } });
    expect(await cancel(json.commandId)).toMatchObject({ status: 200, json: { status: 'refused', refusal: { code: 'cancelled' } } });
    expect(await post(body(20), 'taken back')).toMatchObject({ status: 409, json: { replayed: true, refusal: { code: 'cancelled' } } });
  });

  test('names the version of the record that it saw, which is kept', async () => {
    const seen = (version: string, key: string): Promise<Answer> =>
      call(`/v1/commands/${CONFIRM}?wait=0`, {
        method: 'POST',
        key: KEYS.buyer,
        body: body(22),
        headers: { 'idempotency-key': key, 'if-match': version },
      });
    expect(await seen('*', 'v1')).toMatchObject({ status: 400, json: { code: 'bad-expected-version' } });
    const { json } = await seen('"7"', 'v2');
    const accepted = await call(`/v1/audit?commandId=${String(json.commandId)}`, { key: KEYS.ops });
    expect(accepted.json.entries).toMatchObject([{ kind: 'command.accepted', data: { expectedVersion: 7 } }]);
  });

  test('names a deadline, which is kept', async () => {
    const late = (deadline: string, key: string): Promise<Answer> =>
      call(`/v1/commands/${CONFIRM}?wait=20`, {
        method: 'POST',
        key: KEYS.buyer,
        body: body(21),
        headers: { 'idempotency-key': key, deadline },
      });
    expect(await late('soon', 'd1')).toMatchObject({ status: 400, json: { code: 'bad-deadline' } });
    expect(await late('2020-01-01T00:00:00Z', 'd2')).toMatchObject({ status: 409, json: { refusal: { code: 'deadline-passed' } } });
  });

  test('lists its own commands', async () => {
    const { status, json } = await call('/v1/commands?limit=2', { key: KEYS.buyer });
    expect({ status, commands: json.commands }).toMatchObject({ status: 200, commands: [{ client: 'buyer' }, { client: 'buyer' }] });
    expect(await call('/v1/commands', { key: KEYS.other })).toMatchObject({ json: { commands: [], next: null } });
    expect(await call('/v1/commands?all=true', { key: KEYS.buyer })).toMatchObject({ status: 403, json: { code: 'policy-denied' } });
    expect(await call('/v1/approvals', { key: KEYS.buyer })).toMatchObject({ status: 200, json: { approvals: [], next: null } });
  });
});

describe('operators', () => {
  test('read the story of a command; others do not', async () => {
    const { json } = await post(body(5), 'story');
    const path = `/v1/audit?commandId=${String(json.commandId)}`;
    expect(await call(path, { key: KEYS.ops })).toMatchObject({
      status: 200,
      json: { entries: [{ kind: 'command.accepted', actor: 'buyer' }] },
    });
    expect(await call(path, { key: KEYS.buyer })).toMatchObject({ status: 403, json: { code: 'policy-denied' } });
    expect(await call('/v1/audit?other=1', { key: KEYS.ops })).toMatchObject({ status: 400, json: { code: 'bad-request' } });
    expect(await call('/v1/audit', { key: KEYS.ops })).toMatchObject({ status: 400 });
  });
});

describe('health', () => {
  test('the process lives', async () => {
    expect(await call('/healthz')).toMatchObject({ status: 200, json: { alive: true } });
  });
  test('work does not flow, and what is in its way is named', async () => {
    const { status, json } = await call('/readyz');
    expect(status).toBe(503);
    expect(json).toMatchObject({
      ready: false,
      components: { odoo: { state: 'failing' }, watches: { state: 'failing' }, postgres: { state: 'ok' }, nats: { state: 'ok' } },
    });
  });
});
