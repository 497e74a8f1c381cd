/** What stood in delivery_attempt before a row could be about several deliveries stands there afterwards, and the other way round. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AttemptDays } from '../../src/deliver/attempt-days.js';
import { dataSourceOf } from '../../src/store/data-source.js';
import { AttemptsTogether1795305600150 } from '../../src/store/migrations/1795305600150-attempts-together.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await testDatabase();
  source = await dataSourceOf(database.url).initialize();
  const days = new AttemptDays(database.store, { attemptDays: 2 });
  await days.ensure(new Date());
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const migration = new AttemptsTogether1795305600150();
const migrate = (way: 'up' | 'down'): Promise<void> =>
  source.transaction((tx) => migration[way](tx.queryRunner ?? source.createQueryRunner()));
const OWN = 'event_id, record_id, trace_id, sequence, latency_ms, response';

test('rows of one become lists of one, and groups become rows again', async () => {
  const [group, alone, bare] = [randomUUID(), randomUUID(), randomUUID()];
  const shared = `now(), $1, 'acme', 'webhook'`;
  const insert = (columns: string, values: string, id: string) =>
    database.query(
      `INSERT INTO delivery_attempt (at, id, subscription, channel, attempt, outcome, ${columns}) VALUES (${shared}, 1, 'delivered', ${values})`,
      [id],
    );
  await insert(
    'event_ids, record_ids, sequences, latencies_ms, responses',
    `'{a,b,c}', '{one,NULL,two}', '{7,8,9}', '{10,NULL,12}', NULL`,
    group,
  );

  await migrate('down');
  const rows = await database.query(`SELECT ${OWN} FROM delivery_attempt ORDER BY sequence`);
  const none = { trace_id: null, response: null };
  expect(rows).toEqual([
    { event_id: 'a', record_id: 'one', sequence: 7, latency_ms: 10, ...none },
    { event_id: 'b', record_id: null, sequence: 8, latency_ms: null, ...none },
    { event_id: 'c', record_id: 'two', sequence: 9, latency_ms: 12, ...none },
  ]);
  expect(await database.query(`SELECT 1 FROM delivery_attempt WHERE id = $1`, [group])).toHaveLength(1);

  await insert(OWN, `'d', 'three', '${'a1'.repeat(16)}', 10, 3, 'thanks'`, alone);
  await insert('sequence', '11', bare);
  await migrate('up');
  const [found] = await database.query(`SELECT * FROM delivery_attempt WHERE event_ids @> '{d}'`);
  const lists = { record_ids: ['three'], trace_ids: ['a1'.repeat(16)], latencies_ms: [3], responses: ['thanks'] };
  expect(found).toMatchObject({ id: alone, subscription: 'acme', outcome: 'delivered', ...lists });
  const [unknown] = await database.query(`SELECT sequences, event_ids, responses FROM delivery_attempt WHERE id = $1`, [bare]);
  expect(unknown).toEqual({ sequences: [11], event_ids: null, responses: null });
  expect(await database.query('SELECT 1 FROM delivery_attempt')).toHaveLength(5);
});
