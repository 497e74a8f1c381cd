/** A database of its own on the Postgres of BRIDGE_TEST_DATABASE_URL, whose role may create databases. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export async function throwAwayDatabase(prefix) {
  const base = process.env.BRIDGE_TEST_DATABASE_URL;
  if (!base) throw new Error('BRIDGE_TEST_DATABASE_URL is not set: run it by npm, or in scripts/stack exec');
  const name = `${prefix}_${randomBytes(4).toString('hex')}`;
  const asAdmin = async (sql) => {
    const client = new pg.Client({ connectionString: base });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await asAdmin(`CREATE DATABASE ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
