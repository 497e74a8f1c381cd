import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AuditLog, type Link } from '../../src/audit/audit.js';
import { AttemptDays } from '../../src/deliver/attempt-days.js';
import { type Attempt, attemptOf } from '../../src/deliver/attempt.js';
import { rowsOf } from '../../src/deliver/attempt-rows.js';
import { AttemptSearch } from '../../src/deliver/attempt-search.js';
import { DeliveryAttempts } from '../../src/deliver/attempts.js';
import { deliveryOf } from '../../src/deliver/delivery.js';
import { MOST_TOGETHER } from '../../src/deliver/evidence.js';
import { Retry } from '../../src/failure.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { quiet } from '../rig/quiet.js';
import { eventHeaders } from './event-headers.js';

const DAY_MS = 24 * 60 * 60_000;
let database: TestDatabase;
let days: AttemptDays;
let audit: AuditLog;
let attempts: DeliveryAttempts;
quiet();

beforeAll(async () => {
  database = await testDatabase();
  days = new AttemptDays(database.store, { attemptDays: 2 });
  await days.onModuleInit();
  audit = new AuditLog(database.store);
  attempts = new DeliveryAttempts(database.store, audit, days);
});
afterAll(async () => {
  days.onApplicationShutdown();
  await database.drop();
});

const delivery = (event: string, sequence = 1) =>
  deliveryOf('acme', {
    stream: 'DELIVERIES',
    sequence,
    subject: 'deliver.acme',
    headers: [...eventHeaders(event), ['traceparent', `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01`]],
    data: Buffer.from('{}'),
    storedAt: new Date(),
    deliveries: 1,
  });

const DELIVERED = { channel: 'webhook', attempt: 1, outcome: 'delivered', evidence: { kind: 'event.delivered' } } as const;
const delivered = (event: string): Attempt => attemptOf(delivery(event), DELIVERED);
/** Entries that name the event, alone or among others. */
const entriesAbout = async (event: string): Promise<readonly Link[]> =>
  (await audit.story(event)).filter(({ subject }) => [subject.eventId].flat().includes(event));
const kept = (event: string) => database.query('SELECT * FROM delivery_attempt WHERE $1 = ANY(event_ids)', [event]);

test('an attempt is kept with what its event says, and its answer masked', async () => {
  const response = '{"error":"no such order","contact":"jane@example.com","token":"abc"}';
  const result = { channel: 'webhook', attempt: 3, outcome: 'failed', reason: 'http-422', status: 422, latencyMs: 12.4, response } as const;
  await attempts.record([attemptOf(delivery('kept', 77), result)]);
  expect(await kept('kept')).toMatchObject([
    {
      subscription: 'acme',
      contract: 'procurement.purchase-order.approved.v1',
      record_ids: ['odoo:demo:purchase.order:42'],
      trace_ids: ['a1'.repeat(16)],
      sequences: [77],
      attempt: 3,
      reason: 'http-422',
      latencies_ms: [12],
      responses: ['{"error":"no such order","contact":"***","token":***}'],
    },
  ]);
});

test('two thousand at once are a few statements, each with its audit entry', async () => {
  const before = await transactions();
  await Promise.all(Array.from({ length: 2_000 }, (_, index) => attempts.record([delivered(`many-${index}`)])));
  expect((await transactions()) - before).toBeLessThanOrEqual(10);
  const [row] = await database.query<{ count: string }>(
    `SELECT count(*) FROM delivery_attempt, unnest(event_ids) event WHERE event LIKE 'many-%'`,
  );
  expect(row?.count).toBe(2000);
  expect(await entriesAbout('many-1999')).toHaveLength(1);
  expect(await audit.verify()).toMatchObject({ intact: true });
});

// the chain's entries of one transaction share one time
const transactions = async (): Promise<number> =>
  Number((await database.query<{ count: string }>('SELECT count(DISTINCT xmin::text) FROM delivery_attempt'))[0]?.count);

test('told twice, it is kept once, and so is its evidence', async () => {
  const attempt = delivered('twice');
  await attempts.record([attempt]);
  await attempts.record([attempt]);
  expect(await kept('twice')).toHaveLength(1);
  expect(await entriesAbout('twice')).toHaveLength(1);
});

test('told again beside one that is new, only the new one and its evidence are added', async () => {
  const known = delivered('known');
  await attempts.record([known]);
  await attempts.record([known, delivered('new beside it')]);
  for (const event of ['known', 'new beside it']) {
    expect(await kept(event)).toHaveLength(1);
    expect(await entriesAbout(event)).toHaveLength(1);
  }
});

test('of a group that is told again in other company each is kept once', async () => {
  const group = ['company-1', 'company-2', 'company-3'].map(delivered);
  await attempts.record(group);
  await attempts.record([...group.slice(1), delivered('company-4')]);
  await attempts.record([delivered('company-5'), ...group].reverse());
  for (const event of ['company-1', 'company-2', 'company-3', 'company-4', 'company-5']) {
    expect(await kept(event)).toHaveLength(1);
    expect(await entriesAbout(event)).toHaveLength(1);
  }
});

test('a group told again as it was is kept once, whoever tells beside it', async () => {
  const known = [delivered('known-1'), delivered('known-2')];
  await attempts.record(known);
  await Promise.all([attempts.record([delivered('warm-up')]), attempts.record(known), attempts.record([delivered('new beside them')])]);
  for (const event of ['known-1', 'known-2', 'new beside them']) {
    expect(await kept(event)).toHaveLength(1);
    expect(await entriesAbout(event)).toHaveLength(1);
  }
});

test('news with an id of its own is kept once, in whatever company it is told again', async () => {
  const known = attemptOf(delivery('news'), { ...DELIVERED, id: randomUUID() });
  await attempts.record([known]);
  await attempts.record([delivered('before the news'), known, delivered('behind the news')]);
  for (const event of ['news', 'before the news', 'behind the news']) {
    expect(await kept(event)).toHaveLength(1);
    expect(await entriesAbout(event)).toHaveLength(1);
  }
});

test('the same news twice at once is kept once, and so is its evidence', async () => {
  const news = attemptOf(delivery('stutter'), { ...DELIVERED, id: randomUUID() });
  await attempts.record([news, news]);
  expect(await kept('stutter')).toHaveLength(1);
  expect((await entriesAbout('stutter')).map(({ subject }) => subject.eventId)).toEqual(['stutter']);
});

test('deliveries of one way share a row, and whatever went another way has one of its own', () => {
  const failed = { ...DELIVERED, outcome: 'failed', reason: 'http-500', status: 500 } as const;
  const letter = deliveryOf('acme', { ...delivery('letter').message, headers: [...eventHeaders('letter'), ['Bridge-Letter', '12.1']] });
  const rows = rowsOf([
    delivered('one'),
    attemptOf(delivery('failed'), failed),
    attemptOf(delivery('failed as well'), failed),
    delivered('two'),
    attemptOf(delivery('accepted'), { ...DELIVERED, status: 202 }),
    attemptOf(delivery('second try'), { ...DELIVERED, attempt: 2 }),
    attemptOf(letter, DELIVERED),
    attemptOf(delivery('news'), { ...DELIVERED, id: randomUUID() }),
    delivered('three'),
  ]);
  const events = rows.map(({ members }) => members.map(({ eventId }) => eventId));
  const alone = [['failed'], ['failed as well'], ['accepted'], ['second try'], ['letter'], ['news']];
  expect(events).toEqual([['one', 'two', 'three'], ...alone]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('a row is about so many at most', () => {
  const many = Array.from({ length: 2 * MOST_TOGETHER + 1 }, (_, n) => delivered(`crowd-${n}`));
  expect(rowsOf(many).map(({ members }) => members.length)).toEqual([MOST_TOGETHER, MOST_TOGETHER, 1]);
});

test('each of a group is found by what is its own, and pages go through all of them once', async () => {
  const search = new AttemptSearch(database.store, days);
  const group = Array.from({ length: 7 }, (_, n) =>
    attemptOf(delivery(`page-${n}`, 500 + n), { ...DELIVERED, status: 200, latencyMs: n, response: `answer ${n} to jane@example.com` }),
  );
  await attempts.record(group);
  await attempts.record([attemptOf(delivery('page-odd', 507), { ...DELIVERED, outcome: 'failed', reason: 'http-500' })]);
  const one = await search.find({ event: 'page-3' }, { limit: 10 });
  expect(one).toMatchObject({
    attempts: [{ eventId: 'page-3', sequence: 503, latencyMs: 3, status: 200, response: 'answer 3 to ***', traceId: 'a1'.repeat(16) }],
    next: null,
  });
  const seen: (string | null)[] = [];
  const since = group[0]?.at.toISOString();
  for (let after: string | undefined, page = 0; page < 10; page += 1) {
    const found = await search.find({ subscription: 'acme', since }, { limit: 3, after });
    expect(found.attempts.length).toBeLessThanOrEqual(3);
    seen.push(...found.attempts.map(({ eventId }) => eventId));
    if (found.next === null) break;
    after = found.next;
  }
  expect(seen).toEqual(['page-odd', ...Array.from({ length: 7 }, (_, n) => `page-${6 - n}`)]);
  expect((await search.find({ event: 'page-3', record: 'another' }, { limit: 3 })).attempts).toEqual([]);
});

test('one that Postgres refuses does not take its neighbours along', async () => {
  const odd = { ...delivered('odd'), attempt: 2 ** 40 };
  const results = await Promise.allSettled([
    attempts.record([delivered('warm')]),
    attempts.record([odd]),
    attempts.record([delivered('good')]),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await kept('good')).toHaveLength(1);
});

test('text that Postgres cannot hold is kept with replacement characters', async () => {
  await attempts.record([attemptOf(delivery('nul'), { channel: 'webhook', attempt: 1, outcome: 'failed', detail: 'a\0b\ud800' })]);
  expect(await kept('nul')).toMatchObject([{ detail: 'a\uFFFDb\uFFFD' }]);
});

test('while Postgres is away nothing is said to be kept, and told again it is', async () => {
  const attempt = delivered('away');
  const killed = database.store.transaction(async (tx) => {
    // holds the partition, so that the write under way is killed and not an idle connection
    await tx.query('LOCK TABLE delivery_attempt IN ACCESS EXCLUSIVE MODE');
    const telling = attempts.record([attempt]);
    const ended = expect(telling).rejects.toBeInstanceOf(Retry);
    await until(async () => (await killWriters()) > 0);
    await ended;
  });
  await killed;
  expect(await kept('away')).toHaveLength(0);
  await attempts.record([attempt]);
  expect(await kept('away')).toHaveLength(1);
});

async function killWriters(): Promise<number> {
  const rows = await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO delivery_attempt%'`,
  );
  return rows.length;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('days are made ahead, dropped when their retention is over, and never deleted row by row', async () => {
  const now = Date.now();
  await attempts.record([{ ...delivered('old'), at: new Date(now - 2 * DAY_MS) }]);
  // older than what is kept: it stands on the oldest day
  await attempts.record([{ ...delivered('older'), id: randomUUID(), at: new Date(now - 9 * DAY_MS) }]);
  expect(await partitions()).toHaveLength(5);
  const dropped = await days.keep(new Date(now + DAY_MS));
  expect(dropped).toEqual([`delivery_attempt_${new Date(now - 2 * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '')}`]);
  expect([...(await kept('old')), ...(await kept('older'))]).toEqual([]);
  expect(await kept('kept')).toHaveLength(1);
  expect(await partitions()).toHaveLength(5);
});

const partitions = () => database.query(`SELECT relid FROM pg_partition_tree('delivery_attempt') WHERE isleaf AND level = 1`);
