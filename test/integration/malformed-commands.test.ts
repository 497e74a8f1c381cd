/** Whatever arrives on `commands.>` or over HTTP: a coded refusal, nothing changed, the process stays up, no secret in its log. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Scene } from '../faults/scene.js';
import { HttpClient } from '../rig/http-client.js';
import { Supplier } from '../rig/supplier.js';

const RECEIVE = 'procurement.receive-goods.v1';
const tooLarge = JSON.stringify({ note: 'x'.repeat(300 * 1024) });

let scene: Scene;
let supplier: Supplier;
let bridgePid: number | null;
beforeAll(async () => {
  scene = await Scene.open('test-integration');
  supplier = await Supplier.connect(scene.stack.env);
  bridgePid = (await scene.stack.state('bridge')).pid;
}, 20 * 60_000);
afterAll(async () => {
  await supplier.close();
  await scene.close();
});

describe('over NATS', () => {
  const key = (): string => randomUUID();
  test.each([
    ['not JSON', RECEIVE, key(), 'this is not JSON', 'bad-json'],
    ['not UTF-8', RECEIVE, key(), Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), 'bad-json'],
    ['300 KiB', RECEIVE, key(), tooLarge, 'payload-too-large'],
    ['no key', RECEIVE, undefined, '{}', 'missing-idempotency-key'],
    ['another shape', RECEIVE, key(), '{"purchaseOrderId":42}', 'schema-violation'],
    ['an array', RECEIVE, key(), '[]', 'bad-json'],
  ])('%s is refused with its code', async (_, type, idempotencyKey, body, code) => {
    const answer = await supplier.raw(type, idempotencyKey, body);
    expect(answer).toMatchObject({ status: 'refused', refusal: { code } });
  });
  test.each(['procurement.launch-rocket.v1', 'procurement.receive-goods.v9'])('the broker already refuses %s', async (type) => {
    await expect(supplier.raw(type, key(), '{}')).rejects.toThrow(/permissions violation/i);
  });
});

describe('over HTTP', () => {
  const post = (client: HttpClient, type: string, headers: Record<string, string>, body: string) => client.raw(type, headers, body);
  test.each([
    ['not JSON', RECEIVE, { 'idempotency-key': randomUUID() }, '{"half":', 400, 'bad-json'],
    ['300 KiB', RECEIVE, { 'idempotency-key': randomUUID() }, tooLarge, 413, 'payload-too-large'],
    ['no key', RECEIVE, {}, '{}', 400, 'missing-idempotency-key'],
    ['an unknown contract', 'procurement.launch-rocket.v1', { 'idempotency-key': randomUUID() }, '{}', 404, 'unknown-contract'],
    ['another shape', RECEIVE, { 'idempotency-key': randomUUID() }, '{}', 422, 'schema-violation'],
  ])('%s is refused with its code', async (_, type, headers: Record<string, string>, body, http, code) => {
    const answer = await post(scene.warehouse, type, headers, body);
    expect(answer).toMatchObject({ http, body: { code } });
    expect(answer.contentType).toContain('application/problem+json');
  });

  test('a stranger is refused before anything is looked at', async () => {
    const answer = await post(
      new HttpClient(scene.stack.env.BRIDGE_URL, 'a wrong key'),
      RECEIVE,
      { 'idempotency-key': randomUUID() },
      'not even JSON',
    );
    expect(answer).toMatchObject({ http: 401, body: { code: 'unauthenticated' } });
  });

  test("nobody sees another client's command", async () => {
    const { order, line } = await scene.confirmedOrder(2);
    const status = await scene.warehouse.command(RECEIVE, randomUUID(), scene.receiptOf(order, line, '1'));
    expect(status).toMatchObject({ http: 200, status: 'applied' });
    const other = await new HttpClient(scene.stack.env.BRIDGE_URL, scene.stack.env.BUYER_API_KEY).get(
      `/v1/commands/${String(status.commandId)}`,
    );
    expect(other).toMatchObject({ http: 404, body: { code: 'not-found' } });
  });

  test('the same key with another body is a conflict', async () => {
    const { order, line } = await scene.confirmedOrder(3);
    const key = randomUUID();
    expect(await scene.warehouse.command(RECEIVE, key, scene.receiptOf(order, line, '1'))).toMatchObject({ status: 'applied' });
    const again = await scene.warehouse.raw(RECEIVE, { 'idempotency-key': key }, JSON.stringify(scene.receiptOf(order, line, '2')));
    expect(again).toMatchObject({ http: 409, body: { code: 'key-conflict' } });
    expect(await scene.received(order)).toBe(1);
  }, 60_000);
});

test('after all of it the same process is up and its log holds no secret', async () => {
  const { pid, healthy, log } = await scene.stack.state('bridge');
  expect({ pid, healthy }).toEqual({ pid: bridgePid, healthy: true });
  const written = readFileSync(String(log), 'utf8');
  expect(written.length).toBeGreaterThan(0);
  const { env } = scene.stack;
  const secrets = [
    env.SUPPLIER_API_KEY,
    env.OPERATOR_API_KEY,
    env.WAREHOUSE_API_KEY,
    env.BUYER_API_KEY,
    env.WEBHOOK_SECRET,
    env.NATS_BRIDGE_PASSWORD,
    env.NATS_SUPPLIER_PASSWORD,
    env.ODOO_DB_PASSWORD,
  ];
  const keys = Object.values(JSON.parse(readFileSync(env.KEYS_FILE, 'utf8')) as Record<string, string>);
  const databasePassword = new URL(env.BRIDGE_DATABASE_URL).password;
  for (const secret of [...secrets, ...keys, databasePassword].filter((each) => each.length > 0)) expect(written).not.toContain(secret);
});
