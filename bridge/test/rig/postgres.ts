/**
 * A database of its own for each suite, on the Postgres named by BRIDGE_TEST_DATABASE_URL
 * (a URL whose role may create databases; the database it names is only used to create others).
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Store } from '../../src/store/store.js';

const HOW = `BRIDGE_TEST_DATABASE_URL is not set. These suites need a real Postgres:
  scripts/test starts one and sets it; or start any Postgres 15+ and run
  BRIDGE_TEST_DATABASE_URL=postgres://user:password@127.0.0.1:5432/postgres npm run test:unit`;

export interface TestDatabase {
  readonly url: string;
  readonly store: Store;
  /** a connection beside the store's own: the intruder, the observer */
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

async function asAdmin(sql: string, url = adminUrl()): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function adminUrl(): string {
  const url = process.env.BRIDGE_TEST_DATABASE_URL;
  if (url === undefined || url === '') throw new Error(HOW);
  return url;
}

/** An empty database; its URL. Dropped by the suite that made it. */
export async function emptyDatabase(): Promise<{ url: string; name: string }> {
  const name = `bridge_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(`CREATE DATABASE ${name}`);
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return { url: url.toString(), name };
}

export const dropDatabase = (name: string): Promise<void> => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);

/** A migrated database with an open store. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, name } = await emptyDatabase();
  const store = await Store.open(url);
  const beside = new pg.Client({ connectionString: url });
  await beside.connect();
  return {
    url,
    store,
    query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await beside.query<Row>(sql, [...values])).rows,
    drop: async () => {
      await beside.end();
      await store.onApplicationShutdown();
      await dropDatabase(name);
    },
  };
}
