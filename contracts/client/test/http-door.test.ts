/** Over HTTP: what is sent, and what is nobody reached. The bridge itself answers in test/integration/clients.test.ts. */
import { afterEach, expect, test } from '@jest/globals';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '../src/connect.js';
import { Unreachable } from '../src/outcome.js';

const STATUS = 'procurement.purchase-order-status.v1';
const RECEIVE = 'procurement.receive-goods.v1';
const ORDER = { purchaseOrderId: 'odoo:demo:purchase.order:12' };
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A client of a server that always answers so, and what it was asked. */
async function clientOf(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  const asked: IncomingMessage[] = [];
  const answering = createServer((request, response) => {
    asked.push(request);
    response.writeHead(status, headers).end(body);
  });
  server = answering;
  await new Promise<void>((resolve) => answering.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((answering.address() as AddressInfo).port)}`;
  return { asked, client: await connect({ url, apiKey: 'the key' }) };
}

test('a command travels with its key, its wait and the version that was seen', async () => {
  const refused = { commandId: 'c', status: 'refused', replayed: true, answer: null, refusal: { code: 'odoo-refused', message: 'no' } };
  const { asked, client } = await clientOf(422, JSON.stringify(refused));
  const outcome = await client.send(
    RECEIVE,
    { ...ORDER, lines: [], backOrder: true },
    { idempotencyKey: 'k-1', wait: 3, expectedVersion: 12 },
  );
  expect(outcome).toMatchObject({ status: 'refused', commandId: 'c', replayed: true, refusal: { code: 'odoo-refused' } });
  expect(asked).toMatchObject([{ method: 'POST', url: `/v1/commands/${RECEIVE}` }]);
  expect(asked[0]?.headers).toMatchObject({
    authorization: 'Bearer the key',
    'idempotency-key': 'k-1',
    prefer: 'wait=3',
    'if-match': '"12"',
  });
});

test('a page of a proxy, a redirect and a closed port are nobody reached', async () => {
  for (const [status, headers] of [
    [502, {}],
    [302, { location: '/elsewhere' }],
  ] as const) {
    const { asked, client } = await clientOf(status, '<html>Bad Gateway</html>', headers);
    await expect(client.query(STATUS, ORDER)).rejects.toThrow(Unreachable);
    expect(asked).toHaveLength(1);
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    await expect(client.query(STATUS, ORDER)).rejects.toThrow(Unreachable);
  }
});
