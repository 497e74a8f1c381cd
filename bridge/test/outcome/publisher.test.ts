import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { STREAMS, outcomeSubject, outcomeToken } from '@odoo-nats-bridge/contracts';
import { Queue } from '../../src/apply/queue.js';
import { AuditLog } from '../../src/audit/audit.js';
import { Register } from '../../src/command/register.js';
import { type Nats, ensureStreams, readPage } from '../../src/nats/nats.js';
import { Health } from '../../src/observe/observe.js';
import { Publisher } from '../../src/outcome/publisher.js';
import { confirmIntent, takeOne } from '../rig/commands.js';
import { NatsServer } from '../rig/nats-server.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
let server: NatsServer;
let nats: Nats;
beforeEach(async () => {
  database = await testDatabase();
  server = await NatsServer.start();
  nats = await server.connect();
  await ensureStreams(nats.manager);
});
afterEach(async () => {
  await nats.onApplicationShutdown();
  await server.dispose();
  await database.drop();
});

const publisher = (): Publisher => new Publisher(database.store, nats, new Health());

async function applied(key: string): Promise<string> {
  const audit = new AuditLog(database.store);
  const { command } = await new Register(database.store, audit).record(confirmIntent(Number(key), key));
  const queue = new Queue(database.store, audit);
  const taken = await takeOne(queue);
  if (taken === undefined) throw new Error('nothing to take');
  await queue.settle(taken, { status: 'applied', answer: { state: 'approved' }, refusal: null, evidence: {} });
  return command.id;
}

const page = () => readPage(nats, { stream: STREAMS.outcomes, filters: ['outcomes.>'], after: 0, max: 100 });

test('an outcome is a CloudEvent under its sender’s own subject, and is forgotten once it is stored', async () => {
  const id = await applied('1');
  expect(await publisher().publish()).toEqual({ count: 1 });
  expect(await publisher().publish()).toEqual({ count: 0 });
  const { messages } = await page();
  expect(messages.map(({ subject }) => subject)).toEqual(['outcomes.buyer.applied']);
  const [message] = messages;
  expect(Object.fromEntries(message?.headers ?? [])).toMatchObject({
    'ce-type': 'command.applied',
    'ce-subject': id,
    'ce-id': `${id}:applied`,
  });
  const told = JSON.parse(Buffer.from(message?.data ?? []).toString()) as Record<string, unknown>;
  expect(told).toMatchObject({ commandId: id, status: 'applied', answer: { state: 'approved' }, refusal: null });
  expect(told.finishedAt).toEqual((await new Register(database.store, new AuditLog(database.store)).byId(id))?.finishedAt?.toISOString());
});

test('killed between storing and forgetting, it is told once', async () => {
  const id = await applied('1');
  // what the killed one had done: the message is stored, its row is still there
  const [row] = await database.query<{ subject: string; headers: [string, string][]; data: unknown; id: string }>(
    'SELECT * FROM notice_outbox',
  );
  if (row === undefined) throw new Error('nothing to tell');
  await nats.store({ id: row.id, subject: row.subject, headers: row.headers, data: Buffer.from(JSON.stringify(row.data)) });
  await applied('2');
  expect(await publisher().publish()).toEqual({ count: 2 });
  const { messages } = await page();
  expect(messages).toHaveLength(2);
  expect(messages[0]?.headers).toContainEqual(['ce-subject', id]);
});

test('the broker away: nothing is lost, and it is told when it is back', async () => {
  await applied('1');
  await server.kill();
  expect((await publisher().publish()).failure).toBeDefined();
  expect(await database.query('SELECT 1 FROM notice_outbox')).toHaveLength(1);
  await server.launch();
  let told = 0;
  for (let attempt = 0; attempt < 20 && told === 0; attempt += 1) told = (await publisher().publish()).count;
  expect(told).toBe(1);
  expect((await page()).messages).toHaveLength(1);
}, 60_000);

test('two publishers at once tell each outcome once, in order', async () => {
  const ids: string[] = [];
  for (let n = 1; n <= 20; n += 1) ids.push(await applied(String(n)));
  await Promise.all([publisher().publish(), publisher().publish(), publisher().publish()]);
  expect((await page()).messages.map(({ headers }) => headers.find(([name]) => name === 'ce-subject')?.[1])).toEqual(ids);
});

test('no two clients have one subject', () => {
  const clients = ['a.b', 'a_b', 'a=2e=b', 'a b', 'ä', 'a-b', 'https://id.example/anna'];
  expect(new Set(clients.map(outcomeToken)).size).toBe(clients.length);
  for (const client of clients) expect(outcomeSubject(client, 'applied')).toMatch(/^outcomes\.[A-Za-z0-9_=-]+\.applied$/);
});
