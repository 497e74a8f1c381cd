/** Two roles: the bridge's may append and read, its owner's alone may migrate and erase. And nothing proceeds without evidence. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { AuditLog } from '../../src/audit/audit.js';
import { erase } from '../../src/audit/erase.js';
import { mayEdit } from '../../src/audit/rights.js';
import { Numbers } from '../../src/audit/numbers.js';
import { AttemptDays } from '../../src/deliver/attempt-days.js';
import { Store, prepareDatabase } from '../../src/store/store.js';
import { dropDatabase, emptyDatabase } from '../rig/postgres.js';
import { entry } from './tamper.js';

const suffix = randomBytes(4).toString('hex');
const [owner, bridge] = [`test_owner_${suffix}`, `test_bridge_${suffix}`];
let database: { url: string; name: string };
let admin: pg.Client;
let store: Store;
let audit: AuditLog;

const as = (role: string): string => {
  const url = new URL(database.url);
  url.username = role;
  url.password = 'secret';
  return url.toString();
};
const quiet = (): void => undefined;

beforeAll(async () => {
  database = await emptyDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(
    `CREATE ROLE ${owner} LOGIN PASSWORD 'secret'; CREATE ROLE ${bridge} LOGIN PASSWORD 'secret'; GRANT ${bridge} TO ${owner}`,
  );
  await admin.query(`ALTER DATABASE ${database.name} OWNER TO ${owner}`);
}, 60_000);
afterAll(async () => {
  await store.onApplicationShutdown();
  await admin.end();
  await dropDatabase(database.name);
  const cleaner = new pg.Client({ connectionString: process.env.BRIDGE_TEST_DATABASE_URL });
  await cleaner.connect();
  await cleaner.query(`DROP ROLE ${owner}; DROP ROLE ${bridge}`);
  await cleaner.end();
});

describe('the two roles', () => {
  test('the bridge does not start on a database that its owner has not migrated', async () => {
    await expect(Store.open(as(bridge))).rejects.toThrow('migrate-cli.js');
    await prepareDatabase(as(owner), bridge, quiet);
    await prepareDatabase(as(owner), bridge, quiet);
    store = await Store.open(as(bridge));
    audit = new AuditLog(store);
    await audit.append([1, 2, 3].map((n) => entry(n)));
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 3 });
  }, 60_000);

  test.each([
    `INSERT INTO audit_entry SELECT * FROM audit_entry`,
    `UPDATE audit_entry SET actor = 'other'`,
    `DELETE FROM audit_entry`,
    `TRUNCATE audit_entry`,
    `UPDATE audit_head SET count = 99`,
    `DELETE FROM audit_head`,
    `ALTER TABLE audit_entry DISABLE TRIGGER ALL`,
    `ALTER TABLE audit_entry OWNER TO ${bridge}`,
    `DROP TABLE audit_entry`,
    `DROP SCHEMA public CASCADE`,
    `SET ROLE ${owner}`,
    `GRANT ${owner} TO ${bridge}`,
    `CREATE OR REPLACE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'`,
    `CREATE OR REPLACE FUNCTION audit_append(entries jsonb) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`,
  ])('a hijacked bridge may not: %s', async (sql) => {
    await expect(store.read((tx) => tx.query(sql))).rejects.toThrow();
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 3 });
  });

  test('it does its own work: tables, their days, their emptying', async () => {
    const days = new AttemptDays(store, { attemptDays: 30 });
    await days.keep(new Date());
    await store.read((tx) => tx.query('TRUNCATE dead_letter'));
    expect(await mayEdit(store)).toBe(false);
  });

  test('only the owner erases', async () => {
    const request = { by: 'dpo', why: 'asked to', selection: { entries: Numbers.parse('2') }, dryRun: false };
    await expect(erase(store, request)).rejects.toThrow();
    const owners = await Store.open(as(owner));
    expect((await erase(owners, request)).erased.toString()).toBe('2');
    await owners.onApplicationShutdown();
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 4, erased: 1 });
  });
});
