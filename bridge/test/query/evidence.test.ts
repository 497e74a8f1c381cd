import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AuditLog, type NewAuditEntry } from '../../src/audit/audit.js';
import { QueryEvidence } from '../../src/query/evidence.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

const entry = (n: number): NewAuditEntry => ({
  kind: 'query.answered',
  actor: 'buyer',
  correlationId: `query-${String(n)}`,
  subject: { queryId: `query-${String(n)}` },
});

test('what is kept is committed when it resolves, in few transactions and one whole chain', async () => {
  const audit = new AuditLog(database.store);
  const transactions: number[] = [];
  const counted = {
    append: (entries: readonly NewAuditEntry[]) => {
      transactions.push(entries.length);
      return audit.append(entries);
    },
  };
  const evidence = new QueryEvidence(counted);
  await Promise.all(Array.from({ length: 100 }, (_, n) => evidence.keep(entry(n))));
  const [row] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM audit_entry');
  expect(row?.count).toBe(100);
  expect(transactions.length).toBeLessThan(5);
  expect(await audit.verify()).toMatchObject({ intact: true, entries: 100 });
  await evidence.keep(entry(100));
  expect(await audit.verify()).toMatchObject({ intact: true, entries: 101 });
});

test('a failure is told to those it concerns, and the next ones go through', async () => {
  const audit = new AuditLog(database.store);
  let fails = true;
  const evidence = new QueryEvidence({
    append: (entries) => (fails ? Promise.reject(new Error('away')) : audit.append(entries)),
  });
  await expect(evidence.keep(entry(1))).rejects.toThrow('away');
  fails = false;
  await evidence.keep(entry(2));
  expect(await audit.verify()).toMatchObject({ intact: true, entries: 1 });
});
