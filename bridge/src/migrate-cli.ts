/**
 * `node bridge/dist/migrate-cli.js`: brings the schema up to date as its owner, gives the tables to the role of the bridge, and keeps the
 * audit for itself (docs/audit.md). Needs BRIDGE_DATABASE_OWNER_URL and BRIDGE_DATABASE_ROLE, the name of the bridge's own role.
 * Exit code 2: wrong use, or the database refuses.
 */
import 'reflect-metadata';
import { explain } from './failure.js';
import { prepareDatabase } from './store/store.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const { BRIDGE_DATABASE_OWNER_URL: url, BRIDGE_DATABASE_ROLE: role } = process.env;
  if (url === undefined || role === undefined) throw new Error('set BRIDGE_DATABASE_OWNER_URL and BRIDGE_DATABASE_ROLE');
  await prepareDatabase(url, role, print);
  print(`the schema is up to date; the audit is the owner's, all other tables are those of ${role}`);
} catch (error) {
  process.stderr.write(`migrate: ${explain(error)}\n`);
  process.exitCode = 2;
}
