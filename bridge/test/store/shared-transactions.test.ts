import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Transaction } from '../../src/store/store.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.query('CREATE TABLE piece (number int PRIMARY KEY, xact text NOT NULL DEFAULT pg_current_xact_id()::text)');
}, 60_000);
afterAll(() => database.drop());

const insert = (number: number) => (tx: Transaction) => tx.query(`INSERT INTO piece (number) VALUES (${String(number)})`);
const stored = (numbers: string) => database.query(`SELECT number, xact FROM piece WHERE number IN (${numbers}) ORDER BY number`);

test('what comes while a transaction is under way shares the next one', async () => {
  await Promise.all([1, 2, 3, 4].map((number) => database.store.sharedTransaction(insert(number))));
  const rows = (await stored('1, 2, 3, 4')) as { number: number; xact: string }[];
  expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  // the first was alone
  expect(new Set(rows.slice(1).map(({ xact }) => xact)).size).toBe(1);
  expect(rows[0]?.xact).not.toBe(rows[1]?.xact);
});

test("nobody fails by another's fault", async () => {
  const work = [10, 11, 11, 12].map((number) => database.store.sharedTransaction(insert(number)));
  const outcomes = await Promise.allSettled(work);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await stored('10, 11, 12')).toHaveLength(3);
});
