/** Direct SQL into the two databases of an instance: what an administrator with psql sees and does. */
import pg from 'pg';
import type { StackEnvironment } from './stack.js';

export const odooDatabase = (env: StackEnvironment): Promise<Database> =>
  Database.open({
    host: env.PGHOST,
    port: env.PGPORT,
    user: env.ODOO_DB_USER,
    password: env.ODOO_DB_PASSWORD,
    database: env.ODOO_DATABASE,
  });

export const bridgeDatabase = (env: StackEnvironment): Promise<Database> => Database.open({ connectionString: env.BRIDGE_DATABASE_URL });

export class Database {
  private constructor(private readonly client: pg.Client) {}

  static async open(config: pg.ClientConfig): Promise<Database> {
    const client = new pg.Client(config);
    // a killed Postgres: the query that waits rejects, or the next one does
    client.on('error', () => undefined);
    await client.connect();
    return new Database(client);
  }

  async rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(sql, [...values])).rows;
  }

  async run(sql: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.client.query(sql, [...values])).rowCount ?? 0;
  }

  /** Takes a lock with this statement and keeps it until the returned function is called. */
  async hold(sql: string, values: readonly unknown[] = []): Promise<() => Promise<void>> {
    await this.client.query('BEGIN');
    await this.client.query(sql, [...values]);
    return async () => {
      await this.client.query('ROLLBACK');
    };
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
