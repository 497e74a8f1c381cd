/** Odoo databases of a test's own, beside that of the instance: copies of the template with the addon. */
import { Database } from './databases.js';
import type { StackEnvironment } from './stack.js';

export class OwnDatabase {
  private constructor(
    readonly name: string,
    readonly sql: Database,
    private readonly cluster: Database,
  ) {}

  /** A copy of a template with Odoo's modules and demo data, with the addon or without; its administrator is admin, admin. */
  static async copy(
    env: StackEnvironment,
    name: string,
    template: 'odoo_template_bridge' | 'odoo_template' = 'odoo_template_bridge',
  ): Promise<OwnDatabase> {
    const cluster = await asSuperuser(env, 'postgres');
    await cluster.run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await cluster.run(`CREATE DATABASE "${name}" OWNER odoo TEMPLATE ${template} STRATEGY file_copy`);
    const sql = await asSuperuser(env, name);
    await sql.run("UPDATE ir_config_parameter SET value = gen_random_uuid() WHERE key IN ('database.uuid', 'database.secret')");
    // all of them are due, and some ask the internet
    await sql.run('UPDATE ir_cron SET active = false');
    return new OwnDatabase(name, sql, cluster);
  }

  /** What the bridge would have pushed; takes effect when the registry is loaded. */
  async watch(model: string, spec: object): Promise<void> {
    await this.sql.run("INSERT INTO bridge_watch (model, spec, domain, contracts, active) VALUES ($1, $2, '[]', '[\"a.test.v1\"]', true)", [
      model,
      JSON.stringify(spec),
    ]);
  }

  /** Runs the scheduled action of the relay in a cron thread of whichever server serves this database, as `_trigger` does. */
  async triggerCron(): Promise<void> {
    await this.sql.run(`UPDATE ir_cron SET active = true, nextcall = now() AT TIME ZONE 'UTC' - interval '1 minute'
      WHERE id = (SELECT res_id FROM ir_model_data WHERE module = 'nats_bridge' AND name = 'cron_publish')`);
    await this.cluster.run("SELECT pg_notify('cron_trigger', $1)", [this.name]);
  }

  async drop(): Promise<void> {
    await this.sql.close();
    await this.cluster.run(`DROP DATABASE IF EXISTS "${this.name}" WITH (FORCE)`);
    await this.cluster.close();
  }
}

const asSuperuser = (env: StackEnvironment, database: string): Promise<Database> =>
  Database.open({ host: env.PGHOST, port: env.PGPORT, user: env.PGUSER, password: env.PGPASSWORD, database });
