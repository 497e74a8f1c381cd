/** A broker of the sandbox's own, on loopback, with the accounts of a real one: scripts/nats/nats-server.conf. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OnlyLoginJudge } from '../identity/identity.js';
import type { SideConnection } from '../nats/nats.js';

const CONFIGURATION = fileURLToPath(new URL('../../../scripts/nats/nats-server.conf', import.meta.url));
const HOST = '127.0.0.1';
const START_MS = 20_000;
/** the login of the subscriber under development, and what it may pull */
const SUBSCRIBER = { user: 'supplier', subscriptions: ['supplier-orders'] } as const;

export interface BrokerSettings {
  readonly port: number;
  /** of the login `supplier`, which the subscriber under development uses */
  readonly password: string;
}

export class Broker {
  readonly url: string;
  /** of the bridge's own login; nobody is told */
  readonly bridgePassword = randomBytes(18).toString('hex');
  private readonly folder = mkdtempSync(join(tmpdir(), 'sandbox-nats-'));
  private readonly child: ChildProcess;
  private readonly judge = new OnlyLoginJudge();
  private readonly calloutPassword = randomBytes(18).toString('hex');
  private side: SideConnection | undefined;

  private constructor({ port }: BrokerSettings) {
    this.url = `nats://${HOST}:${port}`;
    const secret = (): string => randomBytes(18).toString('hex');
    const passwords = {
      NATS_SYS_PASSWORD: secret(),
      NATS_RELAY_PASSWORD: secret(),
      NATS_BRIDGE_PASSWORD: this.bridgePassword,
      NATS_CALLOUT_PASSWORD: this.calloutPassword,
      NATS_CALLOUT_ISSUER: this.judge.issuer,
    };
    const args = ['-c', CONFIGURATION, '-a', HOST, '-p', String(port), '-sd', this.folder];
    this.child = spawn(process.env.NATS_SERVER ?? 'nats-server', args, { stdio: 'ignore', env: { ...process.env, ...passwords } });
  }

  /** Throws when there is no program, or another server has the port. */
  static async start(settings: BrokerSettings): Promise<Broker> {
    if (await answers(settings.port)) throw new Error(`port ${settings.port} is taken: choose another with --port`);
    const broker = new Broker(settings);
    try {
      await broker.ready(settings.port);
      broker.side = await broker.judge.answerOn(broker.url, broker.calloutPassword, { ...SUBSCRIBER, password: settings.password });
      return broker;
    } catch (error) {
      await broker.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.side?.close();
    if (this.child.pid !== undefined && this.child.exitCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ready(port: number): Promise<void> {
    let failure: unknown;
    this.child.once('error', (error) => (failure = error));
    const end = Date.now() + START_MS;
    while (!(await answers(port))) {
      if (failure !== undefined)
        throw new Error('nats-server cannot be started: run scripts/stack install --only nats', { cause: failure });
      if (this.child.exitCode !== null || Date.now() > end) throw new Error('nats-server did not start');
      await sleep(50);
    }
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial({ host: HOST, port });
    const done = (yes: boolean) => () => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', done(true)).once('error', done(false));
  });
}
