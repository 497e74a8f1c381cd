import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/audit/audit.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { emptied, entry, tamper } from './tamper.js';

let database: TestDatabase;
let audit: AuditLog;

beforeAll(async () => {
  database = await testDatabase();
  audit = new AuditLog(database.store);
});
beforeEach(() => emptied(database));
afterAll(() => database.drop());

const five = (): Promise<void> => audit.append([1, 2, 3, 4, 5].map((n) => entry(n)));

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

  test('numbers at the edge and keys that look like numbers are the same when they are read again', async () => {
    const data = { '10': 1, '9': 2, '': 3, tiny: 5e-324, huge: 1.7976931348623157e308, exact: 9007199254740993, minus: -0, third: 1 / 3 };
    await audit.append([entry(1, { data })]);
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 1 });
  });

  test('a batch larger than a statement is appended as one', async () => {
    await audit.append(Array.from({ length: 4_500 }, (_, n) => entry(n)));
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 4_500 });
  });
});

describe('tampering is refused', () => {
  test.each([
    'UPDATE audit_entry SET actor = $$other$$',
    'UPDATE audit_entry SET data = NULL, salt = NULL',
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    'UPDATE audit_head SET count = 3',
    'INSERT INTO audit_head SELECT * FROM audit_head',
    'DELETE FROM audit_head',
    'TRUNCATE audit_head',
  ])('%s', async (sql) => {
    await five();
    await expect(database.query(sql)).rejects.toThrow(/append-only|only grows/);
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 5 });
  });

  test('also in a session that replays replication', async () => {
    await five();
    await database.query(`SET session_replication_role = 'replica'`);
    await expect(database.query('DELETE FROM audit_entry')).rejects.toThrow('append-only');
    await expect(database.query('DELETE FROM audit_head')).rejects.toThrow('only grows');
  });

  test('a session that erases payloads can change nothing else', async () => {
    await five();
    await database.query(`SET bridge.audit_erasure = 'on'`);
    await expect(database.query(`UPDATE audit_entry SET data = NULL, salt = NULL, actor = 'other'`)).rejects.toThrow('append-only');
    await expect(database.query(`UPDATE audit_entry SET data = '{}'`)).rejects.toThrow('append-only');
    await expect(database.query('DELETE FROM audit_entry')).rejects.toThrow('append-only');
  });
});

describe('tampering past the triggers is named', () => {
  const renumbered = (seq: number, by: number): string => `UPDATE audit_entry SET seq = ${seq + by} WHERE seq = ${seq}`;
  test.each<[string, string, Record<string, unknown>[]]>([
    ['an edited actor', `UPDATE audit_entry SET actor = 'other' WHERE seq = 3`, [{ fault: 'edited', seq: 3 }]],
    ['an edited time', `UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE seq = 2`, [{ fault: 'edited', seq: 2 }]],
    ['an edited subject', `UPDATE audit_entry SET subject = '{"commandId":"x"}' WHERE seq = 1`, [{ fault: 'edited', seq: 1 }]],
    ['an edited hash', `UPDATE audit_entry SET hash = repeat('a', 64) WHERE seq = 3`, [{ fault: 'edited', seq: 3 }]],
    ['an edited link', `UPDATE audit_entry SET previous_hash = repeat('a', 64) WHERE seq = 3`, [{ fault: 'edited', seq: 3 }]],
    [
      'an edited value deep in the data',
      `UPDATE audit_entry SET data = jsonb_set(data, '{nested,b}', '2') WHERE seq = 4`,
      [{ fault: 'payload-edited', seq: 4 }],
    ],
    ['a removed payload', `UPDATE audit_entry SET data = NULL, salt = NULL WHERE seq = 4`, [{ fault: 'payload-removed', seq: 4 }]],
    ['a deleted entry', `DELETE FROM audit_entry WHERE seq = 3`, [{ fault: 'missing', seq: 3 }]],
    ['a deleted first entry', `DELETE FROM audit_entry WHERE seq = 1`, [{ fault: 'missing', seq: 1 }]],
    ['a cut tail', `DELETE FROM audit_entry WHERE seq > 3`, [{ fault: 'missing', seq: 4, through: 5 }]],
    ['everything', `DELETE FROM audit_entry`, [{ fault: 'missing', seq: 1, through: 5 }]],
    ['a head set back', `UPDATE audit_head SET count = 4`, [{ fault: 'inserted', seq: 5 }]],
    ['a removed head', `DELETE FROM audit_head`, [{ fault: 'head-missing' }]],
    ['an edited head', `UPDATE audit_head SET hash = repeat('a', 64)`, [{ fault: 'replaced', seq: 5 }]],
    ['two entries in exchanged order', `${renumbered(2, 40)}; ${renumbered(5, -3)}; ${renumbered(42, -37)}`, [{ seq: 2 }, { seq: 5 }]],
    [
      'two neighbours in exchanged order',
      `${renumbered(2, 40)}; ${renumbered(3, -1)}; ${renumbered(42, -39)}`,
      [
        { fault: 'moved', seq: 2 },
        { fault: 'moved', seq: 3 },
      ],
    ],
    [
      'a hole closed by renumbering',
      `DELETE FROM audit_entry WHERE seq = 2; ${renumbered(3, -1)}; ${renumbered(4, -1)}; ${renumbered(5, -1)}`,
      [
        { fault: 'moved', seq: 2, through: 4 },
        { fault: 'missing', seq: 2 },
      ],
    ],
    [
      'an entry inserted by renumbering',
      `${renumbered(5, 1)}; ${renumbered(4, 1)}; ${renumbered(3, 1)};
       INSERT INTO audit_entry SELECT 3, at, kind, 'other', correlation_id, subject, data, hash, hash, salt, payload_digest FROM audit_entry WHERE seq = 2`,
      [
        { fault: 'edited', seq: 3 },
        { fault: 'moved', seq: 4, through: 5 },
        { fault: 'inserted', seq: 6 },
        { fault: 'moved', seq: 6 },
      ],
    ],
    [
      'several at once',
      `UPDATE audit_entry SET actor = 'other' WHERE seq IN (1, 5); DELETE FROM audit_entry WHERE seq = 3`,
      [
        { fault: 'edited', seq: 1 },
        { fault: 'missing', seq: 3 },
        { fault: 'edited', seq: 5 },
      ],
    ],
  ])('%s', async (_what, sql, named) => {
    await five();
    await tamper(database, sql);
    const found = await audit.verify();
    expect(found.named).toEqual(named.map((each) => expect.objectContaining(each)));
    expect(found).toMatchObject({ intact: false, findings: named.length });
  });

  test('an entry replaced with its hash recomputed is named, not the one behind it', async () => {
    await five();
    await tamper(
      database,
      `UPDATE audit_entry SET hash = encode(sha256(convert_to('{"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
         || '","content":"' || encode(sha256(convert_to('{"actor":"other","correlationId":"' || correlation_id || '","kind":"' || kind
         || '","payload":"' || payload_digest || '","subject":{"commandId":"command-3"}}', 'UTF8')), 'hex')
         || '","previousHash":"' || previous_hash || '","seq":3}', 'UTF8')), 'hex'), actor = 'other' WHERE seq = 3`,
    );
    expect((await audit.verify()).named).toMatchObject([{ fault: 'replaced', seq: 3 }]);
  });

  test('after a cut tail the chain goes on behind the gap, where everybody sees it', async () => {
    await five();
    await tamper(database, 'DELETE FROM audit_entry WHERE seq > 3');
    await audit.append([entry(6), entry(7)]);
    const found = await audit.verify();
    expect(found).toMatchObject({ entries: 5, head: { seq: 7 }, findings: 1 });
    expect(found.named).toMatchObject([{ fault: 'missing', seq: 4, through: 5 }]);
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
