import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLog, type Finding } from '../../src/audit/audit.js';
import { erase } from '../../src/audit/erase.js';
import { exportTo, verifyFile } from '../../src/audit/export.js';
import { Numbers } from '../../src/audit/numbers.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { emptied, entry, tamper } from './tamper.js';

let database: TestDatabase;
let audit: AuditLog;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  audit = new AuditLog(database.store);
});
beforeEach(async () => {
  await emptied(database);
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  await audit.append([1, 2, 3, 4, 5, 6].map((n) => entry(n, { subject: { recordId: `odoo:demo:res.partner:${n % 2}` } })));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
afterAll(() => database.drop());

const by = { by: 'dpo', why: 'article 17', dryRun: false };

test('by entry, by correlation, by subject: the payload is gone, the chain holds, and the erasure is an entry itself', async () => {
  expect((await erase(database.store, { ...by, dryRun: true, selection: { subject: 'odoo:demo:res.partner:1' } })).erased.toString()).toBe(
    '1,3,5',
  );
  expect(await audit.verify()).toMatchObject({ intact: true, entries: 6, erased: 0 });
  await erase(database.store, { ...by, selection: { subject: 'odoo:demo:res.partner:1' } });
  await erase(database.store, { ...by, selection: { correlation: 'story-2' } });
  await erase(database.store, { ...by, selection: { entries: Numbers.parse('1-4') } });
  expect(await audit.verify()).toMatchObject({ intact: true, entries: 9, erased: 5 });
  const [first] = await audit.story('story-1');
  expect(first).toMatchObject({ seq: 1, actor: 'supplier', data: null, salt: null });
  expect((await audit.story('story-2')).map(({ kind, subject }) => [kind, subject.erased])).toEqual([
    ['command.accepted', undefined],
    ['audit.erased', '2'],
  ]);
  const [left] = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM audit_entry WHERE data::text LIKE '%quantity%'`);
  expect(left?.n).toBe(1);
});

test('an erasure cannot be erased, and one that was deleted leaves its payload unexplained', async () => {
  await erase(database.store, { ...by, selection: { entries: Numbers.parse('3') } });
  expect((await erase(database.store, { ...by, selection: { entries: Numbers.parse('7') } })).erased.toString()).toBe('');
  await tamper(database, `UPDATE audit_entry SET subject = '{"erased":"4"}' WHERE seq = 7`);
  expect((await audit.verify()).named).toMatchObject([
    { fault: 'payload-removed', seq: 3 },
    { fault: 'edited', seq: 7 },
  ]);
});

async function exported(range: { from?: number; to?: number } = {}): Promise<string> {
  const path = join(folder, 'export.ndjson');
  const lines: string[] = [];
  await exportTo(database.store, { ...range, anchor: undefined, keys: [] }, (line) => Promise.resolve(void lines.push(line)));
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

async function namedIn(path: string): Promise<Finding[]> {
  const named: Finding[] = [];
  await verifyFile(path, [], (finding) => named.push(finding));
  return named;
}

test('an export verifies without the database, whole and in part, with what was erased', async () => {
  await erase(database.store, { ...by, selection: { entries: Numbers.parse('3') } });
  expect(await namedIn(await exported())).toEqual([]);
  const part = await exported({ from: 2, to: 4 });
  expect(await namedIn(part)).toEqual([]);
  const lines = readFileSync(part, 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(['audit-export', 'entry', 'entry', 'entry', 'end']);
});

test('an export that was edited, shortened or cut is named', async () => {
  const path = await exported();
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const write = (changed: readonly string[]): void => {
    writeFileSync(path, changed.map((line) => `${line}\n`).join(''));
  };
  write(lines.map((line, index) => (index === 3 ? line.replace('supplier', 'somebody') : line)));
  expect(await namedIn(path)).toMatchObject([{ fault: 'edited', seq: 3 }]);
  write(lines.filter((_, index) => index !== 2));
  expect(await namedIn(path)).toMatchObject([{ fault: 'missing', seq: 2 }]);
  write(lines.slice(0, 5));
  expect(await namedIn(path)).toMatchObject([{ fault: 'missing', seq: 5, through: 6 }]);
});
