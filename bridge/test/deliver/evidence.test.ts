/** Deliveries that share an entry of the audit: each is named, its story is its own, and what is tampered with is told. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { AuditLog, type Link } from '../../src/audit/audit.js';
import { AttemptDays } from '../../src/deliver/attempt-days.js';
import { type Attempt, type AttemptResult, attemptOf } from '../../src/deliver/attempt.js';
import { DeliveryAttempts } from '../../src/deliver/attempts.js';
import { deliveryOf } from '../../src/deliver/delivery.js';
import { MOST_TOGETHER, entriesOf } from '../../src/deliver/evidence.js';
import { emptied, entry, tamper } from '../audit/tamper.js';
import { eventually } from '../rig/eventually.js';
import { eventHeaders } from './event-headers.js';
import { Receiver } from './receiver.js';
import { WebhookScene, webhookOf } from './webhook-scene.js';

jest.setTimeout(60_000);

let scene: WebhookScene;
let audit: AuditLog;
let days: AttemptDays;
let attempts: DeliveryAttempts;

beforeAll(async () => {
  scene = await WebhookScene.open();
  const { store } = scene.database;
  audit = new AuditLog(store);
  days = new AttemptDays(store, { attemptDays: 2 });
  await days.onModuleInit();
  attempts = new DeliveryAttempts(store, audit, days);
});
beforeEach(() => emptied(scene.database));
afterEach(() => emptied(scene.database));
afterAll(async () => {
  days.onApplicationShutdown();
  await scene.close();
});

const DELIVERED = { channel: 'webhook', attempt: 1, outcome: 'delivered', evidence: { kind: 'event.delivered' } } as const;

/** The n-th event is of order n, caused by command n. */
const attemptAt = (n: number, result: AttemptResult = DELIVERED, more: readonly (readonly [string, string])[] = []): Attempt =>
  attemptOf(
    deliveryOf('acme', {
      stream: 'DELIVERIES',
      sequence: 100 + n,
      subject: 'deliver.acme',
      headers: [...eventHeaders(`event-${n}`, { subject: `order-${n}`, correlationid: `command-${n}` }), ...more],
      data: Buffer.from('{}'),
      storedAt: new Date(),
      deliveries: 1,
    }),
    result,
  );
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const kinds = (links: readonly Link[]): string[] => links.map(({ kind }) => kind);

test('deliveries of one group share an entry, and each leads to its own story', async () => {
  await audit.append(numbers(3).map((n) => entry(n, { correlationId: `command-${n}`, subject: { commandId: `command-${n}` } })));
  await attempts.record(numbers(20).map((n) => attemptAt(n)));
  expect(await audit.verify()).toMatchObject({ intact: true, entries: 4 });
  for (const id of ['event-1', 'order-1', 'command-1']) {
    const story = await audit.story(id);
    expect(kinds(story)).toEqual(['command.accepted', 'event.delivered']);
    expect(story[0]).toMatchObject({ subject: { commandId: 'command-1' } });
  }
  const [group] = await audit.story('event-19');
  expect(group).toMatchObject({
    correlationId: 'deliveries:100-119',
    data: { attempt: 1, type: 'procurement.purchase-order.approved.v1' },
  });
  const { eventId, recordId, correlationId, deliverySequence } = group?.subject ?? {};
  expect([eventId, recordId, correlationId]).toMatchObject([{ length: 20, 7: 'event-7' }, { 7: 'order-7' }, { 7: 'command-7' }]);
  expect(String(deliverySequence).split(',')).toEqual(numbers(20).map((n) => String(100 + n)));
  // an id of all of them leads to all
  expect(kinds(await audit.story('acme'))).toHaveLength(4);
  expect(await audit.story('event-20')).toEqual([]);
});

test('what went another way has an entry of its own', () => {
  const failed = { ...DELIVERED, outcome: 'failed', evidence: { kind: 'event.attempt-failed', reason: 'http-500' } } as const;
  const second = { ...DELIVERED, attempt: 2 };
  const made = entriesOf([
    attemptAt(1),
    attemptAt(2, failed),
    attemptAt(3, failed),
    attemptAt(4),
    attemptAt(5, second),
    attemptAt(6, DELIVERED, [['Bridge-Letter', '12.1']]),
    attemptAt(7, DELIVERED, [['ce-replay', 'c0ffee00-0000-4000-8000-000000000001']]),
    { ...attemptAt(8), evidence: undefined },
  ]);
  expect(made.map(({ subject, data }) => [subject.eventId, data?.reason ?? data?.letter ?? data?.replay ?? data?.attempt])).toEqual([
    ['event-2', 'http-500'],
    ['event-3', 'http-500'],
    ['event-6', '12.1'],
    [['event-1', 'event-4'], 1],
    ['event-5', 2],
    ['event-7', 'c0ffee00-0000-4000-8000-000000000001'],
  ]);
});

test('an entry names so many at most', () => {
  const made = entriesOf(numbers(2 * MOST_TOGETHER + 1).map((n) => attemptAt(n)));
  expect(made.map(({ subject }) => [subject.eventId].flat().length)).toEqual([MOST_TOGETHER, MOST_TOGETHER, 1]);
  expect(made.at(-1)?.subject).toMatchObject({ eventId: `event-${2 * MOST_TOGETHER}`, deliverySequence: 100 + 2 * MOST_TOGETHER });
});

test.each([
  ['edited', `UPDATE audit_entry SET subject = jsonb_set(subject, '{eventId,7}', '"event-of-another"') WHERE seq = 2`],
  ['edited', `UPDATE audit_entry SET subject = subject #- '{recordId,3}' WHERE seq = 2`],
  ['edited', `UPDATE audit_entry SET subject = jsonb_set(subject, '{deliverySequence}', '"100"') WHERE seq = 2`],
  ['payload-edited', `UPDATE audit_entry SET data = jsonb_set(data, '{attempt}', '9') WHERE seq = 2`],
  ['missing', 'DELETE FROM audit_entry WHERE seq = 2'],
])('%s: one of the deliveries an entry names', async (fault, sql) => {
  await audit.append([entry(1)]);
  await attempts.record(numbers(20).map((n) => attemptAt(n)));
  await audit.append([entry(3)]);
  expect(await audit.verify()).toMatchObject({ intact: true, entries: 3 });
  await tamper(scene.database, sql);
  expect((await audit.verify()).named).toMatchObject([{ fault, seq: 2 }]);
});

test('killed between the requests and their commit: delivered again, and each is told', async () => {
  const receiver = await Receiver.open();
  const held: ServerResponse[] = [];
  receiver.react = (_, response) => void held.push(response);
  const subscription = webhookOf('killed', receiver.url, {}, { limits: { inFlight: 20, perSecond: 500 } });
  const ids = numbers(20).map((n) => `killed-${n}`);
  const first = scene.replica();
  first.webhooks.open(subscription);
  await scene.deliver('killed', ids);
  await eventually(() => held.length === ids.length);

  // nobody may append: the group's transaction stands between its attempts and its evidence
  await scene.database.store.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(7281990002)');
    for (const response of held) response.writeHead(200).end();
    await eventually(async () => (await appending()).length > 0);
    const ended = first.stop();
    await scene.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY($1::int[])`, [await appending()]);
    await ended;
  });
  expect(await scene.attempts('killed')).toEqual([]);
  expect(await audit.story('killed-7')).toEqual([]);
  expect(await scene.waiting('killed')).toBe(ids.length);

  receiver.react = (_, response) => response.writeHead(200).end();
  const second = scene.replica();
  second.webhooks.open(subscription);
  await eventually(async () => (await scene.waiting('killed')) === 0);
  await second.stop();
  expect(receiver.received.map(({ headers }) => headers['webhook-id']).sort()).toEqual([...ids, ...ids].sort());
  expect((await scene.attempts('killed')).map(({ event_id }) => event_id).sort()).toEqual([...ids].sort());
  for (const id of ids) expect(await scene.kinds(id)).toEqual(['event.delivered']);
  expect(await audit.verify()).toMatchObject({ intact: true });
  receiver.close();
});

const appending = async (): Promise<number[]> => {
  const rows = await scene.database.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory' AND query LIKE '%audit_append%'`,
  );
  return rows.map(({ pid }) => pid);
};
