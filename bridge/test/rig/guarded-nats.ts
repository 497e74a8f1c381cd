/** A real nats-server with the configuration that customers run (scripts/nats/nats-server.conf): accounts, permissions, auth callout. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAccount } from '@nats-io/nkeys';
import type { Config } from '../../src/config/config.js';
import { Nats } from '../../src/nats/connection.js';
import { eventually } from './eventually.js';
import { accepts, findNatsServer, freePort } from './nats-server.js';
import { quiet } from './quiet.js';

const configuration = fileURLToPath(new URL('../../../scripts/nats/nats-server.conf', import.meta.url));
/** of the users bridge, relay, sys, and of callout and kick */
export const PASSWORDS = { bridge: 'of-the-bridge', relay: 'of-the-relay', sys: 'of-the-operator', callout: 'of-the-callout' } as const;

export class GuardedNats {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly key: { readonly seed: string; readonly id: string },
  ) {}

  static async start(): Promise<GuardedNats> {
    quiet();
    const account = createAccount();
    const key = { seed: Buffer.from(account.getSeed()).toString(), id: account.getPublicKey() };
    const server = new GuardedNats(await freePort(), mkdtempSync(join(tmpdir(), 'guarded-nats-')), key);
    await server.launch();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  /** What a bridge needs to know of it. */
  get settings(): Config['nats'] {
    const callout = { seed: this.key.seed, password: PASSWORDS.callout };
    return { url: this.url, user: 'bridge', password: PASSWORDS.bridge, callout };
  }

  /** Into the account of the streams. */
  hub(): Promise<Nats> {
    return Nats.connect(this.settings, 'test');
  }

  async launch(): Promise<void> {
    const env = {
      NATS_BRIDGE_PASSWORD: PASSWORDS.bridge,
      NATS_RELAY_PASSWORD: PASSWORDS.relay,
      NATS_SYS_PASSWORD: PASSWORDS.sys,
      NATS_CALLOUT_PASSWORD: PASSWORDS.callout,
      NATS_CALLOUT_ISSUER: this.key.id,
    };
    const log = join(this.folder, 'log');
    const args = ['-c', configuration, '-a', '127.0.0.1', '-p', String(this.port), '-sd', this.folder, '-l', log];
    this.child = spawn(findNatsServer(), args, { env, stdio: 'ignore' });
    await eventually(() => accepts(this.port));
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    this.child = undefined;
  }

  get logFile(): string {
    return join(this.folder, 'log');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
