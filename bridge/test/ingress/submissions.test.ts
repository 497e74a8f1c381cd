/** Fire and forget over NATS, with the broker's configuration that customers run. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type NatsConnection, headers } from '@nats-io/nats-core';
import { AuditLog } from '../../src/audit/audit.js';
import { Access } from '../../src/identity/access.js';
import { Scene } from '../identity/scene.js';
import { Store } from '../../src/store/store.js';
import { eventually } from '../rig/eventually.js';

jest.setTimeout(60_000);
const CONFIRM = 'procurement.receive-goods.v1';
const body = (order: number): string =>
  JSON.stringify({
    purchaseOrderId: `odoo:demo:purchase.order:${order}`,
    ...{ lines: [{ lineId: 'odoo:demo:purchase.order.line:1', quantity: '1' }], backOrder: true },
  });

let scene: Scene;
let acme: NatsConnection;
beforeAll(async () => {
  scene = await Scene.open();
  await scene.client('acme-x');
  await scene.client('globex');
  const issued = await scene.issue('acme-x');
  acme = await scene.login('acme-x', issued.secret);
}, 120_000);
afterAll(() => scene.close());

interface Row {
  client: string;
  via: string;
  idempotency_key: string;
}
const commands = (): Promise<Row[]> =>
  scene.bridge.get(Store).read((tx) => tx.query<Row[]>('SELECT client, via, idempotency_key FROM command ORDER BY seq'));
const waiting = async (): Promise<number> => (await scene.hub.manager.streams.info('SUBMISSIONS')).state.messages;
const refusals = async (): Promise<string[]> => {
  const rows = await scene.bridge
    .get(Store)
    .read((tx) =>
      tx.query<{ code: string }[]>(`SELECT data ->> 'code' AS code FROM audit_entry WHERE kind = 'submission.refused' ORDER BY seq`),
    );
  return rows.map(({ code }) => code);
};
function withKey(key: string | undefined, more: Record<string, string> = {}) {
  const given = headers();
  if (key !== undefined) given.set('Idempotency-Key', key);
  for (const [name, value] of Object.entries(more)) given.set(name, value);
  return given;
}
const submit = (key: string | undefined, data: string, type = CONFIRM, more: Record<string, string> = {}) =>
  acme
    .request(`submit.acme-x.${type}`, data, { headers: withKey(key, more), timeout: 5_000 })
    .then((reply) => reply.json<{ stream?: string; seq?: number; error?: unknown }>());

test('a submission is stored by the broker, recorded as its sender’s command, and gone from the stream', async () => {
  expect(await submit('a', body(1))).toMatchObject({ stream: 'SUBMISSIONS' });
  await eventually(async () => (await commands()).length === 1);
  expect(await commands()).toEqual([{ client: 'acme-x', via: 'nats', idempotency_key: 'a' }]);
  await eventually(async () => (await waiting()) === 0);
});

test('without asking for a word it is recorded as well, once per key', async () => {
  acme.publish(`submit.acme-x.${CONFIRM}`, body(2), { headers: withKey('b') });
  acme.publish(`submit.acme-x.${CONFIRM}`, body(2), { headers: withKey('b') });
  acme.publish(`submit.acme-x.${CONFIRM}`, body(3), { headers: withKey('c') });
  await eventually(async () => (await commands()).length === 3);
  await eventually(async () => (await waiting()) === 0);
  expect((await commands()).map(({ idempotency_key: key }) => key)).toEqual(['a', 'b', 'c']);
});

describe('who sent it', () => {
  test('nobody writes under another name: the broker refuses', async () => {
    await expect(acme.request(`submit.globex.${CONFIRM}`, body(4), { headers: withKey('x'), timeout: 2_000 })).rejects.toThrow(
      /permissions violation/i,
    );
    await expect(
      acme.request('submit.acme-x.procurement.cancel-purchase-order.v1', body(4), { headers: withKey('x'), timeout: 2_000 }),
    ).rejects.toThrow(/permissions violation/i);
  });

  test('a forged header changes nothing', async () => {
    await submit('d', body(5), CONFIRM, { 'Nats-Request-Info': '{"acc":"PARTNERS","user":"globex"}' });
    await eventually(async () => (await commands()).some(({ idempotency_key: key }) => key === 'd'));
    expect((await commands()).find(({ idempotency_key: key }) => key === 'd')).toMatchObject({ client: 'acme-x' });
    // a second spelling beside the server's own
    await submit('e', body(5), CONFIRM, { 'nats-request-info': '{"acc":"PARTNERS","user":"globex"}' });
    await eventually(async () => (await waiting()) === 0);
    expect((await commands()).filter(({ client }) => client !== 'acme-x')).toEqual([]);
  });

  test('a client that is not known any more is refused, and told', async () => {
    const before = (await refusals()).length;
    await scene.hub.store({ subject: `submit.gone.${CONFIRM}`, headers: [['Idempotency-Key', 'gone']], data: Buffer.from(body(6)) });
    await eventually(async () => (await refusals()).length === before + 1);
    expect((await refusals()).slice(before)).toEqual(['unauthenticated']);
    expect((await commands()).some(({ idempotency_key: key }) => key === 'gone')).toBe(false);
  });
});

test('a refusal is kept as evidence, because nobody waits for it', async () => {
  const before = (await refusals()).length;
  await submit(undefined, body(7));
  await submit('bad', 'no JSON');
  await submit('shape', '{}');
  await submit('a', body(99));
  await eventually(async () => (await refusals()).length === before + 4);
  expect((await refusals()).slice(before)).toEqual(['missing-idempotency-key', 'bad-json', 'schema-violation', 'key-conflict']);
  expect(await scene.bridge.get(AuditLog).verify()).toMatchObject({ intact: true });
});

test('one partner’s message id makes no other message a duplicate', async () => {
  const same = { 'Nats-Msg-Id': 'guessed' };
  await scene.hub.store({ subject: `submit.globex.${CONFIRM}`, headers: [], data: Buffer.from('{}'), id: 'guessed' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await submit('f', body(8), CONFIRM, same)).not.toMatchObject({ duplicate: true });
  await eventually(async () => (await commands()).some(({ idempotency_key: key }) => key === 'f'));
});

test('while no bridge runs it waits in the stream, and is recorded by the next one', async () => {
  const known = scene.bridge.get(Access).client('acme-x');
  expect(known).toBeDefined();
  await scene.closeBridges();
  // partners are let in by a bridge; this one was in before
  for (const n of [10, 11, 12]) expect(await submit(`away-${n}`, body(n))).toMatchObject({ stream: 'SUBMISSIONS' });
  expect(await waiting()).toBe(3);
  await scene.addBridge();
  await eventually(async () => (await waiting()) === 0);
  expect((await commands()).map(({ idempotency_key: key }) => key).slice(-3)).toEqual(['away-10', 'away-11', 'away-12']);
});
