import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditLog, type NewAuditEntry } from '../../src/audit/audit.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
let audit: AuditLog;

beforeEach(async () => {
  database = await testDatabase();
  audit = new AuditLog(database.store);
});
afterEach(() => database.drop());

const entry = (n: number, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  kind: 'command.accepted',
  actor: 'supplier',
  correlationId: `story-${String(n)}`,
  subject: { commandId: `command-${String(n)}` },
  data: { quantity: '3', nested: { b: 1.5, a: ['ü', null] } },
  ...more,
});
const five = (): Promise<void> => audit.append([1, 2, 3, 4, 5].map((n) => entry(n)));

/** What an intruder with the owner's rights would do: switch the guard off first. */
async function tamper(sql: string): Promise<void> {
  await database.query('ALTER TABLE audit_entry DISABLE TRIGGER ALL');
  await database.query(sql);
  await database.query('ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_change');
}

describe('the chain', () => {
  test('an intact chain verifies and tells its head', async () => {
    await five();
    await audit.append([entry(6)]);
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 6, head: { seq: 6 } });
  });

  test('twenty writers at once make one chain', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => audit.append([entry(n), entry(n)])));
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 40 });
  });

  test('an entry commits with its change or not at all', async () => {
    const failing = database.store.transaction(async (tx) => {
      await audit.append([entry(1)], tx);
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    await audit.append([entry(2)]);
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 1 });
  });

  test('text that jsonb cannot hold does not lose the evidence', async () => {
    await audit.append([entry(1, { data: { odd: 'nul \u0000 half \ud800' } })]);
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 1 });
  });

  test('a batch larger than a statement is appended as one', async () => {
    await audit.append(Array.from({ length: 4_500 }, (_, n) => entry(n)));
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 4_500 });
  });
});

describe('tampering is refused', () => {
  test.each(['UPDATE audit_entry SET actor = $$other$$', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])('%s', async (sql) => {
    await five();
    await expect(database.query(sql)).rejects.toThrow('append-only');
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 5 });
  });

  test('also in a session that replays replication', async () => {
    await five();
    await database.query(`SET session_replication_role = 'replica'`);
    await expect(database.query('DELETE FROM audit_entry')).rejects.toThrow('append-only');
  });
});

describe('tampering past the triggers is named', () => {
  test.each([
    ['an edited actor', `UPDATE audit_entry SET actor = 'other' WHERE seq = 3`, 3, 'edited'],
    ['an edited time', `UPDATE audit_entry SET at = at + interval '1 ms' WHERE seq = 2`, 2, 'edited'],
    ['an edited value deep in the data', `UPDATE audit_entry SET data = jsonb_set(data, '{nested,b}', '2') WHERE seq = 4`, 4, 'edited'],
    ['a deleted entry', `DELETE FROM audit_entry WHERE seq = 3`, 3, 'missing'],
    ['a deleted first entry', `DELETE FROM audit_entry WHERE seq = 1`, 1, 'missing'],
    [
      'two entries in exchanged order',
      `UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN 40 WHEN 3 THEN 2 END WHERE seq IN (2, 3);
       UPDATE audit_entry SET seq = 3 WHERE seq = 40`,
      2,
      'reordered',
    ],
    [
      'a hole closed by renumbering',
      `DELETE FROM audit_entry WHERE seq = 2; UPDATE audit_entry SET seq = 2 WHERE seq = 3;
       UPDATE audit_entry SET seq = 3 WHERE seq = 4; UPDATE audit_entry SET seq = 4 WHERE seq = 5`,
      2,
      'replaced',
    ],
  ])('%s', async (_what, sql, seq, reason) => {
    await five();
    await tamper(sql);
    expect(await audit.verify()).toEqual({ intact: false, entries: seq - 1, seq, reason: expect.stringContaining(reason) });
  });
});

describe('the story', () => {
  test('any id leads to everything that shares its correlation, in order', async () => {
    await audit.append([
      entry(1, { correlationId: 'c1', subject: { commandId: 'c1', recordId: 'odoo:demo:purchase.order:42' } }),
      entry(2, { correlationId: 'other', subject: { commandId: 'other' } }),
      entry(3, { kind: 'event.delivered', correlationId: 'c1', subject: { eventId: 'uuid:7:x.v1', subscription: 'supplier-orders' } }),
      entry(4, { correlationId: 'c9', subject: { recordId: 'odoo:demo:purchase.order:42' } }),
    ]);
    const seqs = async (id: string): Promise<number[]> => (await audit.story(id)).map((link) => link.seq);
    expect(await seqs('c1')).toEqual([1, 3]);
    expect(await seqs('uuid:7:x.v1')).toEqual([1, 3]);
    expect(await seqs('odoo:demo:purchase.order:42')).toEqual([1, 3, 4]);
    expect(await seqs(`it's "nothing"`)).toEqual([]);
  });
});
