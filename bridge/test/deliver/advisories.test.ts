import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { INestMicroservice } from '@nestjs/common';
import type { Consumer } from '@nats-io/jetstream';
import type { AuditLog } from '../../src/audit/audit.js';
import { AttemptDays } from '../../src/deliver/attempt-days.js';
import { DeliveryAttempts } from '../../src/deliver/attempts.js';
import { Advisories } from '../../src/deliver/advisories.js';
import { durableOf } from '../../src/deliver/subscription-consumer.js';
import { Access } from '../../src/identity/access.js';
import { Nats } from '../../src/nats/connection.js';
import { ensureDurable } from '../../src/nats/durable.js';
import { openDoors } from '../rig/doors.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { eventually } from '../rig/eventually.js';
import { Scene } from './scene.js';

let scene: Scene;
let app: INestMicroservice;
let consumer: Consumer;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const days = new AttemptDays(database.store, { attemptDays: 30 });
  scene = await Scene.open();
  const attempts = new DeliveryAttempts(database.store, scene.audit as unknown as AuditLog, days);
  app = await openDoors(scene.nats, {
    controllers: [Advisories],
    providers: [
      { provide: Nats, useValue: scene.nats },
      { provide: Access, useValue: new Access([], []) },
      { provide: DeliveryAttempts, useValue: attempts },
    ],
  });
  await ensureDurable(scene.nats, durableOf({ name: 'puller', status: 'active', order: 'none' }));
  consumer = await scene.nats.jetstream.consumers.get('DELIVERIES', 'puller');
});

afterAll(async () => {
  await app.close();
  await scene.close();
  await database.drop();
});

const next = async () => {
  const message = await consumer.next({ expires: 5_000 });
  if (message === null) throw new Error('no delivery came');
  return message;
};

test('a subscriber’s acknowledgement becomes evidence', async () => {
  await scene.deliver('puller', 'taken');
  (await next()).ack();
  await eventually(() => scene.audit.kinds('taken').length === 1);
  const [entry] = scene.audit.entries;
  expect(entry).toMatchObject({
    kind: 'event.delivered',
    correlationId: 'story-1',
    subject: { subscription: 'puller', eventId: 'taken', recordId: 'odoo:demo:purchase.order:42' },
  });
  expect(await scene.deadLetters('puller')).toBe(0);
});

test('what a subscriber terminates becomes a dead letter with its reason', async () => {
  await scene.deliver('puller', 'refused');
  (await next()).term('cannot read it');
  await eventually(() => scene.audit.kinds('refused').length === 1);
  expect(scene.audit.entries.at(-1)).toMatchObject({ kind: 'event.dead-lettered', data: { reason: 'cannot read it' } });
  expect(await scene.deadLetters('puller')).toBe(1);
});

test('what is never acknowledged becomes a dead letter after max_deliver', async () => {
  await scene.deliver('puller', 'poison');
  for (let attempt = 1; attempt <= 10; attempt += 1) (await next()).nak();
  await consumer.next({ expires: 1_000 });
  await eventually(() => scene.audit.kinds('poison').length === 1);
  expect(scene.audit.entries.at(-1)).toMatchObject({ kind: 'event.dead-lettered', data: { attempt: 10, reason: 'not acknowledged' } });
  expect(await scene.deadLetters('puller')).toBe(2);
});

test('acknowledgements of subscribers on NATS are attempts that can be found', async () => {
  await eventually(async () => (await database.query('SELECT 1 FROM delivery_attempt')).length === 3);
  const kept = await database.query('SELECT event_ids, channel, outcome, attempt, reason, detail FROM delivery_attempt ORDER BY at');
  const of = { channel: 'nats' };
  expect(kept).toEqual([
    { ...of, event_ids: ['taken'], outcome: 'delivered', attempt: 1, reason: null, detail: null },
    { ...of, event_ids: ['refused'], outcome: 'dead-lettered', attempt: 1, reason: 'terminated', detail: 'cannot read it' },
    { ...of, event_ids: ['poison'], outcome: 'dead-lettered', attempt: 10, reason: 'not-acknowledged', detail: 'not acknowledged' },
  ]);
});
