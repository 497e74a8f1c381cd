/** The sandbox's broker, and a subscriber as docs/subscribe.md writes it: the ordinary client, the supplier's login. */
import { expect, test } from '@jest/globals';
import { type JsMsg, jetstream } from '@nats-io/jetstream';
import { type NatsConnection, connect } from '@nats-io/transport-node';
import { fromHeaders } from '@odoo-nats-bridge/contracts';
import { Broker } from '../../src/sandbox/broker.js';
import { type Answered, type Attack, reportOf, sendingsOf, toNats } from '../../src/sandbox/sandbox.js';
import { freePort } from '../../../test/rig/free-port.js';
import { findNatsServer } from '../rig/nats-server.js';
import { quiet } from '../rig/quiet.js';
import { fixtures, plain } from './scene.js';

const PASSWORD = 'of-the-sandbox';

async function replay(handle: (message: JsMsg) => void, attack: Partial<Attack> = {}, patienceMs = 20_000) {
  quiet();
  process.env.NATS_SERVER ??= findNatsServer();
  const port = await freePort();
  let subscriber: Promise<NatsConnection> | undefined;
  const ready = (url: string, subscription: string): void => {
    subscriber = subscribe(url, subscription, handle);
  };
  const sendings = sendingsOf(fixtures, { ...plain, ...attack });
  const told: Answered[] = [];
  const answers = await toNats({ port, password: PASSWORD, patienceMs, ready }, sendings, { rate: 500 }, (one) => told.push(one));
  await (await subscriber)?.close();
  return { report: reportOf(fixtures.length, answers), told };
}

async function subscribe(servers: string, subscription: string, handle: (message: JsMsg) => void): Promise<NatsConnection> {
  const login = { user: 'supplier', pass: PASSWORD, inboxPrefix: '_INBOX.supplier' };
  const connection = await connect({ servers, ...login, reconnect: false });
  const consumer = await jetstream(connection, { apiPrefix: 'hub.api' }).consumers.get('DELIVERIES', subscription);
  const messages = await consumer.consume();
  void (async () => {
    for await (const message of messages) handle(message);
  })();
  return connection;
}

const idOf = (message: JsMsg): string => message.headers?.get('ce-id') ?? '';

test('each event is pulled with the headers that the bridge gives it, and its acknowledgement is heard', async () => {
  const taken: JsMsg[] = [];
  const { report, told } = await replay((message) => {
    taken.push(message);
    message.ack();
  });
  expect(report).toEqual({ events: fixtures.length, sent: fixtures.length, failed: 0, answers: { 'event acknowledged': fixtures.length } });
  expect(told.length).toBe(fixtures.length);
  expect(taken.map(idOf)).toEqual(fixtures.map(({ envelope }) => envelope.id));
  for (const [index, message] of taken.entries()) {
    const pairs = [...(message.headers ?? [])].map(([name, values]): [string, string] => [name, values[0] ?? '']);
    expect(fromHeaders(pairs)).toEqual(fixtures[index]?.envelope);
    expect(message.headers?.get('Bridge-Subscription')).toBe('supplier-orders');
    expect(message.json()).toEqual(fixtures[index]?.data);
  }
}, 60_000);

test('duplicates have the id of the first, shuffled or not', async () => {
  const taken: string[] = [];
  const keep = (message: JsMsg): void => {
    taken.push(idOf(message));
    message.ack();
  };
  const { report } = await replay(keep, { duplicate: 1, shuffle: true });
  expect(report).toMatchObject({ sent: 2 * fixtures.length, failed: 0 });
  expect(taken.length).toBe(2 * fixtures.length);
  expect(new Set(taken).size).toBe(fixtures.length);
}, 60_000);

test('what the subscriber terminates or never acknowledges has failed, and it is told which', async () => {
  const [ended, ignored] = fixtures.map(({ envelope }) => envelope.id);
  const handle = (message: JsMsg): void => {
    if (idOf(message) === ended) message.term('cannot read it');
    else if (idOf(message) !== ignored) message.ack();
  };
  const { report } = await replay(handle, {}, 3_000);
  const answers = { 'event terminated: cannot read it': 1, 'event not acknowledged': 1, 'event acknowledged': fixtures.length - 2 };
  expect(report).toEqual({ events: fixtures.length, sent: fixtures.length, failed: 2, answers });
}, 60_000);

test('a port that somebody has is not taken away', async () => {
  process.env.NATS_SERVER ??= findNatsServer();
  const port = await freePort();
  const first = await Broker.start({ port, password: PASSWORD });
  await expect(Broker.start({ port, password: PASSWORD })).rejects.toThrow('--port');
  await first.stop();
}, 30_000);
