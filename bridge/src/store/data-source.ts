/** Connects, waits for Postgres when it is away, and brings the schema up to date. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { Defect, explain, Retry } from '../failure.js';
import { Command } from './command.entity.js';
import { Audit1795305600001 } from './migrations/1795305600001-audit.js';
import { CommandLife1795305600060 } from './migrations/1795305600060-command-life.js';
import { Commands1795305600000 } from './migrations/1795305600000-commands.js';
import { Credentials1795305600100 } from './migrations/1795305600100-credentials.js';
import { ExpectedVersion1795305600130 } from './migrations/1795305600130-expected-version.js';
import { InboundItems1795305600131 } from './migrations/1795305600131-inbound-items.js';
import { PeopleSeen1795305600132 } from './migrations/1795305600132-people-seen.js';
import { ExternalKeys1795305600140 } from './migrations/1795305600140-external-keys.js';
import { DeliveryTrials1795305600141 } from './migrations/1795305600141-delivery-trials.js';
import { AttemptsTogether1795305600150 } from './migrations/1795305600150-attempts-together.js';
import { DeliveryPlaces1795305600020 } from './migrations/1795305600020-delivery-places.js';
import { NatsCredentials1795305600030 } from './migrations/1795305600030-nats-credentials.js';
import { Subscriptions1795305600010 } from './migrations/1795305600010-subscriptions.js';
import { DeadLetters1795305600041 } from './migrations/1795305600041-dead-letters.js';
import { DeliveryAttempts1795305600040 } from './migrations/1795305600040-delivery-attempts.js';
import { Policy1795305600070 } from './migrations/1795305600070-policy.js';
import { Replays1795305600042 } from './migrations/1795305600042-replays.js';
import { Inbound1795305600080 } from './migrations/1795305600080-inbound.js';
import { Bulk1795305600081 } from './migrations/1795305600081-bulk.js';
import { AuditHead1795305600050 } from './migrations/1795305600050-audit-head.js';
import { asFailure } from './postgres-errors.js';

/** 4 workers, their settlements, the doors, and health; a pool of Postgres' default 100 connections feeds nine replicas */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const LONGEST_WAIT_MS = 10_000;
/** any constant that nobody else uses: two replicas that start together must not migrate together */
const MIGRATION_LOCK = 7_281_990_001;

export const dataSourceOf = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [Command],
    migrations: [
      Commands1795305600000,
      Audit1795305600001,
      Subscriptions1795305600010,
      DeliveryPlaces1795305600020,
      NatsCredentials1795305600030,
      DeliveryAttempts1795305600040,
      DeadLetters1795305600041,
      Replays1795305600042,
      AuditHead1795305600050,
      CommandLife1795305600060,
      Policy1795305600070,
      Inbound1795305600080,
      Bulk1795305600081,
      Credentials1795305600100,
      ExpectedVersion1795305600130,
      InboundItems1795305600131,
      PeopleSeen1795305600132,
      ExternalKeys1795305600140,
      DeliveryTrials1795305600141,
      AttemptsTogether1795305600150,
    ],
    migrationsTableName: 'bridge_migration',
    synchronize: false,
    logging: false,
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    parseInt8: true,
    applicationName: 'odoo-nats-bridge',
  });

/** Brings the schema up to date when this role may; throws a Defect that says who has to when it may not. */
async function bringUpToDate(source: DataSource): Promise<void> {
  const missing = await missingMigrations(source);
  if (missing.length === 0) return;
  if (await belongsToAnother(source))
    throw new Defect(`the database lacks ${missing.join(', ')}: its owner has to run node bridge/dist/migrate-cli.js (docs/audit.md)`);
  await migrate(source);
}

async function missingMigrations(source: DataSource): Promise<string[]> {
  const names = source.migrations.map((each) => each.constructor.name);
  const [{ there }] = await source.query<[{ there: boolean }]>(`SELECT to_regclass('bridge_migration') IS NOT NULL AS there`);
  if (!there) return names;
  const done = new Set((await source.query<{ name: string }[]>('SELECT name FROM bridge_migration')).map(({ name }) => name));
  return names.filter((name) => !done.has(name));
}

/** The audit tables have another owner, or, where there are none yet, tables may not be made. */
async function belongsToAnother(source: DataSource): Promise<boolean> {
  const [{ foreign }] = await source.query<[{ foreign: boolean }]>(
    `SELECT coalesce((SELECT NOT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('audit_entry')),
       NOT has_schema_privilege(current_schema(), 'CREATE')) AS foreign`,
  );
  return foreign;
}

/** Runs what is missing; of several replicas one does and the others find it done. */
export async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}

/**
 * Tries until Postgres answers: a bridge that starts first must not crash-loop.
 * Throws at once on anything that waiting cannot mend (wrong password, unknown database).
 */
export async function connect(url: string, tell: (line: string) => void): Promise<DataSource> {
  for (let attempt = 1; ; attempt += 1) {
    const source = dataSourceOf(url);
    try {
      await source.initialize();
      await bringUpToDate(source);
      return source;
    } catch (thrown) {
      if (source.isInitialized) await source.destroy();
      const failure = asFailure(thrown);
      if (!(failure instanceof Retry)) throw failure;
      const waitMs = Math.min(500 * 2 ** attempt, LONGEST_WAIT_MS);
      tell(`Postgres is away, attempt ${String(attempt)}; next in ${String(waitMs)} ms: ${explain(thrown)}`);
      await sleep(waitMs);
    }
  }
}
