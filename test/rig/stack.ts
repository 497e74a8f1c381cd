/**
 * The local stack as tests see it: real Postgres, nats-server, Odoo, relay and bridge, started by scripts/stack.
 * Each suite has an instance of its own (a copy of the template database), so suites never meet.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inRepository } from './repository.js';

const run = promisify(execFile);
const script = inRepository('scripts/stack');

export type Service = 'postgres' | 'nats' | 'odoo' | 'relay' | 'bridge';

const environment = z.looseObject({
  ODOO_URL: z.string(),
  ODOO_DATABASE: z.string(),
  ODOO_ADMIN_LOGIN: z.string(),
  ODOO_ADMIN_PASSWORD: z.string(),
  PGHOST: z.string(),
  PGPORT: z.coerce.number(),
  PGUSER: z.string(),
  PGPASSWORD: z.string(),
  ODOO_DB_USER: z.string(),
  ODOO_DB_PASSWORD: z.string(),
  BRIDGE_URL: z.string(),
  BRIDGE_DATABASE_URL: z.string(),
  NATS_URL: z.string(),
  NATS_BRIDGE_PASSWORD: z.string(),
  /** issued by the bridge, once it runs */
  NATS_SUPPLIER_PASSWORD: z.string().default(''),
  ACCESS_FILE: z.string(),
  KEYS_FILE: z.string(),
  OPERATOR_API_KEY: z.string(),
  SUPPLIER_API_KEY: z.string(),
  WAREHOUSE_API_KEY: z.string(),
  BUYER_API_KEY: z.string(),
  APPLICATIONS_API_KEY: z.string(),
  /** three who may approve; Anna buys as well */
  ANNA_API_KEY: z.string(),
  BERTA_API_KEY: z.string(),
  CARL_API_KEY: z.string(),
  WEBHOOK_SECRET: z.string(),
  WEBHOOK_RECEIVER_PORT: z.coerce.number(),
});
const service = z.looseObject({ pid: z.number().nullable(), healthy: z.boolean(), log: z.string().nullish() });
const status = z.looseObject({ name: z.string(), services: z.record(z.string(), service), env: environment });

export type StackEnvironment = z.infer<typeof environment>;
export type ServiceState = z.infer<typeof service>;

export class Stack {
  private constructor(
    readonly name: string,
    readonly env: StackEnvironment,
  ) {}

  /** Starts what does not run yet; the first time on a machine this installs the programs and takes minutes. */
  static async up(name: string): Promise<Stack> {
    await call('up', '--name', name);
    return Stack.running(name);
  }

  /** The instance as it is; throws when it was never started. */
  static async running(name: string): Promise<Stack> {
    return new Stack(name, (await read(name)).env);
  }

  async state(which: Service): Promise<ServiceState> {
    const found = (await read(this.name)).services[which];
    if (!found) throw new Error(`scripts/stack knows no service ${which}`);
    return found;
  }

  /** SIGKILL to the whole process group: nothing gets a chance to say good-bye. */
  async kill(which: Service): Promise<void> {
    await call('kill', which, '--name', this.name);
  }

  async stop(which: Service): Promise<void> {
    await call('stop', which, '--name', this.name);
  }

  async start(which: Service): Promise<void> {
    await call('start', which, '--name', this.name);
  }

  /** Brings the templates up to date with the addon's files. */
  async template(): Promise<void> {
    await call('template');
  }

  /** Stops the instance and drops its databases. */
  async reset(): Promise<void> {
    await call('reset', '--name', this.name);
  }
}

async function read(name: string): Promise<z.infer<typeof status>> {
  return status.parse(JSON.parse(await call('status', '--name', name, '--json')));
}

async function call(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(script, args, { maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  } catch (cause) {
    const { stderr, stdout } = cause as { stderr?: string; stdout?: string };
    throw new Error(`scripts/stack ${args.join(' ')} failed:\n${stderr ?? ''}${stdout ?? ''}`, { cause });
  }
}
