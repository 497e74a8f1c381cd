/**
 * The typed clients on the running system: the same story for TypeScript and for Python. Each has the supplier's subscription for
 * itself while it runs, as two processes of one subscriber would share it.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type JsMsg, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { STREAMS, deliveryDeadLetters, deliverySubject } from '@odoo-nats-bridge/contracts';
import { Scene } from '../faults/scene.js';
import { CONTRACTS_OF_STORY, type ClientUnderTest, FAILS_ONCE, TAKES_LONG, type Told, typescriptClient } from '../rig/client-under-test.js';
import { pythonClient } from '../rig/python-client.js';
import type { StoredMessage } from '../rig/streams.js';
import { until } from '../rig/until.js';

const { APPROVED, RECEIVED } = CONTRACTS_OF_STORY;
const SUBSCRIPTION = 'supplier-orders';
// several calls into Odoo each, on a machine that may be busy
jest.setTimeout(120_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open('test-integration');
}, 20 * 60_000);
afterAll(() => scene.close());

const number = async (order: number): Promise<string> => String((await scene.person.read('purchase.order', order, ['name'])).name);

/** The event as it lies in the subscription's stream. */
async function delivered(type: string, subject: string): Promise<StoredMessage> {
  return until(`${type} about ${subject} among the deliveries`, async () => {
    const all = await scene.streams.all(STREAMS.deliveries, deliverySubject(SUBSCRIPTION));
    return all.find((message) => message.header('ce-type') === type && message.header('ce-subject') === subject);
  });
}

/** Delivers it once more, as a broker or a replay would; with another id and other data when they are given. */
async function redeliver(message: StoredMessage, id = message.header('ce-id'), data: unknown = message.json): Promise<void> {
  const copied = headers();
  for (const name of 'specversion type source subject time dataschema correlationid causationid partitionkey recordversion dataclass origin'.split(
    ' ',
  ))
    copied.set(`ce-${name}`, message.header(`ce-${name}`));
  copied.set('ce-id', id);
  await jetstream(scene.streams.connection).publish(deliverySubject(SUBSCRIPTION), JSON.stringify(data), { headers: copied });
}

describe.each([
  ['TypeScript', typescriptClient],
  ['Python', pythonClient],
])('the %s client', (_, open) => {
  let client: ClientUnderTest;
  let order: { readonly order: number; readonly line: number };
  beforeAll(async () => {
    client = await open(scene.stack.env, { url: scene.stack.env.BRIDGE_URL, apiKey: scene.stack.env.WAREHOUSE_API_KEY });
  }, 60_000);
  afterAll(() => client.close());

  const told = (about: (each: Told) => boolean, what: string): Promise<Told> => until(what, () => client.told.find(about), 60_000);
  const toldOf = (id: string): readonly string[] => client.told.filter((each) => each.id === id).map((each) => each.what);
  const approvalOf = async (of: number): Promise<Told> => {
    const name = await number(of);
    return told((each) => each.what === 'handled' && each.number === name, `the approval of ${name}`);
  };

  test('receives an event, typed', async () => {
    order = await scene.confirmedOrder(4);
    expect(await approvalOf(order.order)).toMatchObject({ what: 'handled' });
  });

  test('sends a command over NATS and over HTTP; the same key is the same command', async () => {
    const key = randomUUID();
    const input = scene.receiptOf(order.order, order.line, '1');
    const came = await client.send('nats', input, key);
    expect(came).toMatchObject({ status: 'applied', replayed: false });
    expect(await client.send('nats', input, key)).toEqual({ ...came, replayed: true });
    const other = await client.send('http', scene.receiptOf(order.order, order.line, '2'), randomUUID());
    expect(other).toMatchObject({ status: 'applied', replayed: false });
    expect(await scene.received(order.order)).toBe(3);
    await told((each) => each.what === 'handled' && each.id.endsWith(RECEIVED), 'the receipt that the command caused');
  });

  test('refusals of the door, of the contract and of policy are outcomes', async () => {
    expect(await client.send('nats', {}, randomUUID())).toMatchObject({ status: 'refused', commandId: null, code: 'schema-violation' });
    expect(await client.send('http', {}, randomUUID())).toMatchObject({ status: 'refused', commandId: null, code: 'schema-violation' });
    const nothing = { purchaseOrderId: scene.id('purchase.order', 999_999_999) };
    expect(await client.query('nats', nothing)).toMatchObject({ status: 'refused', code: 'purchase-order-not-found' });
    const missing = { ...(scene.receiptOf(999_999_999, order.line, '1') as object) };
    expect(await client.send('http', missing, randomUUID())).toMatchObject({ status: 'refused', code: 'record-not-found' });
  });

  test('asks a query', async () => {
    const input = { purchaseOrderId: scene.id('purchase.order', order.order) };
    const answer = { state: 'approved', lines: [{ received: { value: '3.00' } }] };
    expect(await client.query('nats', input)).toMatchObject({ status: 'answered', answer });
    expect(await client.query('http', input)).toMatchObject({ status: 'answered', answer });
  });

  test('a redelivered event is dropped; a poison one and a failing one stop nobody', async () => {
    const message = await delivered(APPROVED, scene.id('purchase.order', order.order));
    const run = randomUUID();
    const [poison, failing, good] = ['poison', FAILS_ONCE, 'good'].map((name) => `${name}:${run}`) as [string, string, string];
    await redeliver(message, poison, { ...message.json, lines: 'none' });
    await redeliver(message, failing);
    await redeliver(message);
    await redeliver(message, good);
    await told((each) => each.id === failing && each.what === 'handled', 'the failing event at its second attempt');
    expect(toldOf(failing)).toEqual(['failed', 'handled']);
    expect(toldOf(message.header('ce-id'))).toEqual(['handled', 'dropped']);
    expect(client.told.filter(({ id }) => id === poison)).toEqual([{ what: 'invalid', id: poison, reason: 'schema-violation' }]);
    const whole = client.told.map(({ id, what }) => `${what} ${id}`);
    expect(whole.indexOf(`handled ${good}`)).toBeLessThan(whole.indexOf(`handled ${failing}`));
    const letter = await until('the dead letter of the poison', async () => {
      const letters = await scene.streams.all(STREAMS.deadLetters, deliveryDeadLetters(SUBSCRIPTION));
      return letters.find((each) => JSON.stringify(each.json).includes(poison));
    });
    expect(JSON.stringify(letter.json)).toContain('schema-violation');
  });

  test('a handler that takes longer than the broker waits keeps its message: another process of the subscriber does not get it', async () => {
    const message = await delivered(APPROVED, scene.id('purchase.order', order.order));
    const long = `${TAKES_LONG}:${randomUUID()}`;
    const consumer = await jetstream(scene.streams.connection).consumers.get(STREAMS.deliveries, SUBSCRIPTION);
    await redeliver(message, long);
    await until('the client to have the message', async () => ((await consumer.info()).num_ack_pending === 1 ? true : undefined));
    // the broker waits for 30 s; who asks now gets what it takes back then, and what else may come for the subscription
    const taken: JsMsg[] = [];
    for (const end = Date.now() + 32_000; Date.now() < end;) {
      const message = await consumer.next({ expires: Math.max(1_000, end - Date.now()) });
      if (message !== null) taken.push(message);
    }
    for (const message of taken) message.nak();
    expect(taken.map(({ headers }) => headers?.get('ce-id'))).not.toContain(long);
    await told((each) => each.id === long, 'the end of the long handler');
    expect(toldOf(long)).toEqual(['handled']);
  });

  test('verifies what the bridge signed for a webhook', async () => {
    const { request, close } = await nextWebhook(scene.stack.env.WEBHOOK_RECEIVER_PORT);
    try {
      await scene.confirmedOrder(1);
      const { body, headers: signed } = await request;
      expect(await client.verify(body, signed)).toMatch(/^procurement\./);
      await expect(client.verify(`${body} `, signed)).rejects.toThrow(/signature/);
    } finally {
      await close();
    }
  });

  test('survives a restart of the broker: goes on where it stood, each event once', async () => {
    await scene.stack.stop('nats');
    const during = (await scene.confirmedOrder(2)).order;
    await scene.stack.start('nats');
    const { id } = await approvalOf(during);
    const { id: after } = await approvalOf((await scene.confirmedOrder(3)).order);
    expect([toldOf(id), toldOf(after)]).toEqual([['handled'], ['handled']]);
    const input = { purchaseOrderId: scene.id('purchase.order', during) };
    expect(await until('a query after the restart', () => client.query('nats', input))).toMatchObject({ status: 'answered' });
  });

  test('closes when it has settled what it had', async () => {
    await client.close();
    const manager = await jetstreamManager(scene.streams.connection);
    const { num_ack_pending: unsettled, num_pending: left } = await manager.consumers.info(STREAMS.deliveries, SUBSCRIPTION);
    expect({ unsettled, left }).toEqual({ unsettled: 0, left: 0 });
  });
});

interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The first request of the bridge to a subscriber's web server, as it came. */
async function nextWebhook(port: number): Promise<{ readonly request: Promise<Signed>; readonly close: () => Promise<void> }> {
  let take: (signed: Signed) => void;
  const request = new Promise<Signed>((resolve) => (take = resolve));
  const server: Server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      take({ body: Buffer.concat(chunks).toString(), headers: incoming.headers as Record<string, string> });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { request, close };
}
