/** From the end of a command to its sender's webhook: real broker, real database, real web servers. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { STREAMS, catalog, outcomeToken } from '@odoo-nats-bridge/contracts';
import { Webhook } from 'standardwebhooks';
import { fileURLToPath } from 'node:url';
import { Queue } from '../../src/apply/queue.js';
import { AuditLog } from '../../src/audit/audit.js';
import { Register } from '../../src/command/register.js';
import { Fanout } from '../../src/fanout/fanout.js';
import { Access } from '../../src/identity/access.js';
import { readPage } from '../../src/nats/nats.js';
import { Health } from '../../src/observe/observe.js';
import { Publisher } from '../../src/outcome/publisher.js';
import { Policy } from '../../src/policy/policy.js';
import { JudgedAgain } from '../../src/replay/judged-again.js';
import { SecretBox } from '../../src/store/store.js';
import { wrongIn } from '../../src/subscription/check.js';
import { Registry, clientDeclaration, clientOf, subscriptionDeclaration } from '../../src/subscription/subscription.js';
import { Receiver } from '../deliver/receiver.js';
import { SECRET, WebhookScene, webhookOf } from '../deliver/webhook-scene.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { eventually } from '../rig/eventually.js';

jest.setTimeout(60_000);

const OUTCOMES = ['outcomes.*'];
const policy = Policy.load(fileURLToPath(new URL('../../policies', import.meta.url)));

let scene: WebhookScene;
let receiver: Receiver;
let access: Access;
let registry: Registry;
let fanout: Fanout;
let orders = 0;

beforeAll(async () => {
  scene = await WebhookScene.open();
  const { store } = scene.database;
  access = new Access([], []);
  registry = new Registry(store, new AuditLog(store), new SecretBox([new Uint8Array(32)]), access);
  await registry.refresh();
  for (const id of ['shop', 'shop-2']) await registry.createClient('ops', clientDeclaration.parse({ id, roles: ['buyer'] }));
  fanout = startFanout();
});
beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => {
  receiver.close();
});
afterAll(async () => {
  await fanout.beforeApplicationShutdown();
  await scene.close();
});

function startFanout(): Fanout {
  const started = new Fanout(scene.nats, access, policy, new Health(), registry);
  started.onApplicationBootstrap();
  return started;
}

/** A command of this client that Odoo applied, and whose outcome is published. */
async function applied(client: string): Promise<string> {
  const { store } = scene.database;
  const audit = new AuditLog(store);
  orders += 1;
  const { command } = await new Register(store, audit).record(confirmIntent(orders, `key-${orders}`, client));
  const queue = new Queue(store, audit);
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  await queue.settle(taken, { status: 'applied', answer: { state: 'approved' }, refusal: null, evidence: {} });
  expect((await new Publisher(store, scene.nats, new Health()).publish()).count).toBe(1);
  return command.id;
}

async function subscribed(name: string, client: string, contracts = OUTCOMES) {
  const { channel } = webhookOf(name, receiver.url);
  await registry.create('ops', subscriptionDeclaration.parse({ name, client, contracts, channel }));
  return webhookOf(name, receiver.url, {}, { client, contracts });
}

const delivered = async (name: string) =>
  (await readPage(scene.nats, { stream: STREAMS.deliveries, filters: [`deliver.${name}`], after: 0, max: 100 })).messages;
const idsOf = async (name: string): Promise<(string | undefined)[]> =>
  (await delivered(name)).map(({ headers }) => new Map(headers).get('ce-id'));

test('a sender’s own outcome arrives signed; nobody else’s, and not at who did not ask for it', async () => {
  const own = await subscribed('own', 'shop');
  await subscribed('theirs', 'shop-2');
  await subscribed('events-only', 'shop', ['procurement.*']);
  const replica = scene.replica();
  replica.webhooks.open(own);
  const foreign = await applied('shop-2');
  const mine = await applied('shop');
  await eventually(() => receiver.received.length === 1);
  const [request] = receiver.received;
  if (request === undefined) throw new Error('nothing was received');
  const { headers, body } = request;
  expect(headers['webhook-id']).toBe(`${mine}:applied`);
  expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({
    id: `${mine}:applied`,
    type: 'command.applied',
    subject: mine,
    data: { commandId: mine, status: 'applied', answer: { state: 'approved' } },
  });
  await eventually(async () => (await scene.kinds(`${mine}:applied`)).includes('event.delivered'));
  expect(await idsOf('own')).toEqual([`${mine}:applied`]);
  expect(await idsOf('theirs')).toEqual([`${foreign}:applied`]);
  expect(await idsOf('events-only')).toEqual([]);
  await replica.stop();
});

test('refused by its endpoint it waits, comes again, and is sent until it is taken', async () => {
  receiver.react = (_, response) => response.writeHead(422).end();
  const again = await subscribed('again', 'shop');
  const replica = scene.replica();
  replica.webhooks.open(again);
  const id = `${await applied('shop')}:applied`;
  await eventually(async () => (await scene.parked('again')).length === 1);
  receiver.react = (_, response) => response.writeHead(200).end();
  await eventually(async () => (await scene.parked('again')).length === 0);
  expect(await scene.kinds(id)).toEqual(['event.attempt-failed', 'event.delivered']);
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
  await replica.stop();
}, 30_000);

test('a fan-out that ends and begins again loses none and writes none twice', async () => {
  await subscribed('once', 'shop');
  const first = `${await applied('shop')}:applied`;
  await eventually(async () => (await idsOf('once')).length === 1);
  await fanout.beforeApplicationShutdown();
  const second = `${await applied('shop')}:applied`;
  fanout = startFanout();
  await eventually(async () => (await idsOf('once')).length >= 2);
  const third = `${await applied('shop')}:applied`;
  await eventually(async () => (await idsOf('once')).length >= 3);
  expect(await idsOf('once')).toEqual([first, second, third]);
});

test('a dead letter of an outcome is retried for as long as its subscription asks for outcomes', async () => {
  await subscribed('letters', 'shop');
  await applied('shop');
  await eventually(async () => (await idsOf('letters')).length === 1);
  const [message] = await delivered('letters');
  if (message === undefined) throw new Error('nothing was delivered');
  const judged = new JudgedAgain(access, policy);
  expect(judged.forOne(message, 'letters')).toMatchObject({ decision: 'deliver', outputs: [{ subject: 'deliver.letters' }] });
  const { name, client, channel } = webhookOf('letters', receiver.url, {}, { client: 'shop' });
  await registry.replace('ops', subscriptionDeclaration.parse({ name, client, channel, contracts: ['procurement.*'] }));
  expect(judged.forOne(message, 'letters')).toMatchObject({ decision: 'left-out', reason: 'not-selected' });
});

test('outcomes may be subscribed to, alone and beside events; no domain of the catalogue has their name', () => {
  const client = clientOf({ id: 'shop', roles: ['buyer'] });
  expect(wrongIn({ contracts: OUTCOMES, scope: {} }, client, catalog)).toBeUndefined();
  expect(wrongIn({ contracts: [...OUTCOMES, 'procurement.*'], scope: {} }, client, catalog)).toBeUndefined();
  expect(wrongIn({ contracts: [...OUTCOMES, 'nowhere.*'], scope: {} }, client, catalog)).toMatchObject({ code: 'no-such-event' });
  expect([...catalog.events.keys()].filter((id) => id.startsWith('outcomes.'))).toEqual([]);
  expect(outcomeToken('shop')).not.toBe(outcomeToken('shop-2'));
});
