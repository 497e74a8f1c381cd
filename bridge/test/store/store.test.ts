import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Defect, Retry } from '../../src/failure.js';
import { connect, dataSourceOf } from '../../src/store/data-source.js';
import { signal } from '../../src/store/store.js';
import { type TestDatabase, dropDatabase, emptyDatabase, testDatabase } from '../rig/postgres.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const quiet = (): void => undefined;

describe('the schema', () => {
  test('three replicas that start together migrate once', async () => {
    const empty = await emptyDatabase();
    const sources = await Promise.all([connect(empty.url, quiet), connect(empty.url, quiet), connect(empty.url, quiet)]);
    const applied = await sources[0].query<{ name: string }[]>('SELECT name FROM bridge_migration');
    expect(applied.map((row) => row.name)).toEqual(sources[0].migrations.map((each) => each.constructor.name));
    await Promise.all(sources.map((source) => source.destroy()));
    await dropDatabase(empty.name);
  });

  test('entities name exactly the columns that the migrations made', async () => {
    const source = await dataSourceOf(database.url).initialize();
    const rows = await database.query<{ table_name: string; column_name: string }>(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_name = 'command'`,
    );
    const declared = source.entityMetadatas.flatMap((each) => each.columns.map((column) => `${each.tableName}.${column.databaseName}`));
    expect(declared.sort()).toEqual(rows.map((row) => `${row.table_name}.${row.column_name}`).sort());
    await source.destroy();
  });
});

describe('failures', () => {
  test('a lost connection is a Retry, and the next transaction works again', async () => {
    const killed = database.store.transaction((tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())'));
    await expect(killed).rejects.toBeInstanceOf(Retry);
    await database.store.ping();
  });

  test('a refused statement is a Defect', async () => {
    await expect(database.store.read((tx) => tx.query('SELECT * FROM no_such_table'))).rejects.toBeInstanceOf(Defect);
  });

  test('an unknown database stops the start at once', async () => {
    const url = new URL(database.url);
    url.pathname = '/bridge_test_does_not_exist';
    await expect(connect(url.toString(), quiet)).rejects.toThrow('Postgres refused a statement');
  });
});

test('a signal arrives after the commit, and again after its connection was lost', async () => {
  const heard: string[] = [];
  const stop = database.store.signals.on((payload) => heard.push(payload));
  await database.store.transaction((tx) => signal(tx, 'one'));
  await until(() => heard.includes('one'));
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'odoo-nats-bridge-signals' AND datname = current_database()`,
  );
  await until(async () => {
    await database.store.transaction((tx) => signal(tx, 'two'));
    return heard.includes('two');
  });
  stop();
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
