/**
 * The servers of a soak as processes of their own: one broker with the configuration that customers run, two bridges, a database.
 * Killed with -9, started again on the same data.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccount } from '@nats-io/nkeys';
import pg from 'pg';
import { freePort } from '../../rig/free-port.js';
import { inRepository } from '../../rig/repository.js';
import { Stack } from '../../rig/stack.js';
import { until } from '../../rig/until.js';

const AGAIN_MS = 1_000;

/** Whoever can be killed and comes back on the same data. */
export interface Victim {
  readonly name: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export class Process implements Victim {
  private child: ChildProcess | undefined;
  /** how often it ended by itself and was started again, as a supervisor does */
  endedByItself = 0;

  constructor(
    readonly name: string,
    private readonly command: readonly [string, ...string[]],
    private readonly variables: Readonly<Record<string, string>>,
    private readonly log: string,
  ) {}

  start(): Promise<void> {
    this.launch();
    return Promise.resolve();
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  private launch(): void {
    const [program, ...args] = this.command;
    const output = createWriteStream(this.log, { flags: 'a' });
    this.child = spawn(program, args, { env: { ...process.env, ...this.variables }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.pipe(output);
    this.child.stderr?.pipe(output);
    const { child } = this;
    child.once('exit', () => {
      if (this.child !== child) return;
      this.endedByItself += 1;
      setTimeout(() => {
        if (this.child === child) this.launch();
      }, AGAIN_MS);
    });
  }
}

export class Servers {
  private constructor(
    readonly broker: Process,
    readonly bridges: readonly Process[],
    readonly postgres: Victim,
    readonly natsUrl: string,
    readonly bridgeUrls: readonly string[],
    private readonly folder: string,
    private readonly database: Database,
  ) {}

  static async start(accessFile: unknown): Promise<Servers> {
    const folder = mkdtempSync(join(tmpdir(), 'soak-deliver-'));
    const database = await Database.create();
    const natsPort = await freePort();
    const natsUrl = `nats://127.0.0.1:${String(natsPort)}`;
    const account = createAccount();
    const broker = brokerIn(folder, natsPort, account.getPublicKey());
    const seed = Buffer.from(account.getSeed()).toString();
    writeFileSync(join(folder, 'access.json'), JSON.stringify(accessFile));
    writeFileSync(join(folder, 'keys.json'), '{}');
    const ports = [await freePort(), await freePort()];
    const key = randomBytes(32).toString('base64');
    const bridges = ports.map((port, index) => bridgeIn(folder, index, { port, natsUrl, seed, databaseUrl: database.url, key }));
    const urls = ports.map((port) => `http://127.0.0.1:${String(port)}`);
    const servers = new Servers(broker, bridges, await postgres(), natsUrl, urls, folder, database);
    for (const each of [broker, ...bridges]) await each.start();
    await servers.areUp();
    return servers;
  }

  get logs(): string {
    return this.folder;
  }

  /** Throws when a bridge does not come up. */
  async areUp(): Promise<void> {
    for (const url of this.bridgeUrls)
      await until(`the bridge at ${url}`, async () => ((await fetch(`${url}/healthz`)).ok ? true : undefined), 120_000);
  }

  /** @param keepLogs for whoever looks for the reason */
  async end(keepLogs: boolean): Promise<void> {
    for (const each of [...this.bridges, this.broker]) await each.kill();
    await this.database.drop();
    if (!keepLogs) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** of the users bridge, relay, sys, and of callout and kick; they are the soak's own */
const PASSWORDS = { bridge: 'of-the-bridge', relay: 'of-the-relay', sys: 'of-the-operator', callout: 'of-the-callout' } as const;
/** into the account of the streams, in the translator's place */
export const HUB_LOGIN = { user: 'bridge', pass: PASSWORDS.bridge } as const;

function brokerIn(folder: string, port: number, issuer: string): Process {
  const program = process.env.NATS_SERVER;
  if (!program) throw new Error('NATS_SERVER is not set: run it through scripts/soak-deliver');
  const variables = {
    NATS_BRIDGE_PASSWORD: PASSWORDS.bridge,
    NATS_RELAY_PASSWORD: PASSWORDS.relay,
    NATS_SYS_PASSWORD: PASSWORDS.sys,
    NATS_CALLOUT_PASSWORD: PASSWORDS.callout,
    NATS_CALLOUT_ISSUER: issuer,
  };
  const config = inRepository('scripts', 'nats', 'nats-server.conf');
  const args = ['-c', config, '-a', '127.0.0.1', '-p', String(port), '-sd', join(folder, 'nats')] as const;
  return new Process('broker', [program, ...args], variables, join(folder, 'nats.log'));
}

/** The cluster that scripts/soak-deliver brought up. */
async function postgres(): Promise<Victim> {
  const stack = await Stack.running('soak-deliver');
  return { name: 'postgres', kill: () => stack.kill('postgres'), start: () => stack.start('postgres') };
}

interface BridgePlace {
  readonly port: number;
  readonly natsUrl: string;
  /** signs the logins that the broker asks the bridge about */
  readonly seed: string;
  readonly databaseUrl: string;
  readonly key: string;
}

/** Its Odoo is away: events are told in its place. */
function bridgeIn(folder: string, index: number, { port, natsUrl, seed, databaseUrl, key }: BridgePlace): Process {
  const variables = {
    BRIDGE_HTTP_PORT: String(port),
    BRIDGE_NATS_URL: natsUrl,
    BRIDGE_NATS_PASSWORD: PASSWORDS.bridge,
    BRIDGE_NATS_CALLOUT_SEED: seed,
    BRIDGE_NATS_CALLOUT_PASSWORD: PASSWORDS.callout,
    BRIDGE_DATABASE_URL: databaseUrl,
    BRIDGE_ODOO_URL: 'http://127.0.0.1:9',
    BRIDGE_ODOO_DATABASE: 'golden',
    BRIDGE_ODOO_KEYS_FILE: join(folder, 'keys.json'),
    BRIDGE_ACCESS_FILE: join(folder, 'access.json'),
    BRIDGE_SECRET_KEY: key,
    BRIDGE_AUDIT_KEY: key,
    BRIDGE_LOG_LEVEL: 'info',
  };
  const main = inRepository('bridge', 'dist', 'main.js');
  return new Process(`bridge-${String(index)}`, [process.execPath, main], variables, join(folder, `bridge-${String(index)}.log`));
}

class Database {
  private constructor(
    readonly url: string,
    private readonly name: string,
  ) {}

  static async create(): Promise<Database> {
    const name = `soak_${randomBytes(6).toString('hex')}`;
    const url = new URL(adminUrl());
    await asAdmin(`CREATE DATABASE ${name}`);
    url.pathname = `/${name}`;
    return new Database(url.toString(), name);
  }

  drop(): Promise<void> {
    return asAdmin(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

function adminUrl(): string {
  const url = process.env.BRIDGE_TEST_DATABASE_URL;
  if (!url) throw new Error('BRIDGE_TEST_DATABASE_URL is not set: run it through scripts/soak-deliver');
  return url;
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl() });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
