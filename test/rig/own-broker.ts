/** A nats-server of a test's own, with the stream that the relay fills and the relay's login as nats-server.conf grants it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_CHANGES, ALL_RELAY_CHECKPOINTS, STREAMS } from '@odoo-nats-bridge/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { freePort } from './free-port.js';
import { Streams } from './streams.js';
import { until } from './until.js';

const PASSWORDS = { bridge: 'of-the-bridge', relay: 'of-the-relay' };

export class OwnBroker {
  private constructor(
    readonly url: string,
    readonly streams: Streams,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<OwnBroker> {
    const folder = mkdtempSync(join(tmpdir(), 'own-broker-'));
    const port = await freePort();
    writeFileSync(join(folder, 'nats.conf'), configuration(port, folder));
    const program = process.env.NATS_SERVER;
    if (!program) throw new Error('NATS_SERVER is not set: run Jest through scripts/stack exec');
    const child = spawn(program, ['-c', join(folder, 'nats.conf')], { stdio: 'ignore' });
    const url = `nats://127.0.0.1:${String(port)}`;
    const streams = await until('the broker to answer', () => Streams.connect({ NATS_URL: url, NATS_BRIDGE_PASSWORD: PASSWORDS.bridge }));
    const subjects = [ALL_CHANGES, ALL_RELAY_CHECKPOINTS];
    await (
      await jetstreamManager(streams.connection)
    ).streams.add({ name: STREAMS.changes, subjects, storage: 'file', allow_atomic: true });
    return new OwnBroker(url, streams, child, folder);
  }

  /** The relay's settings, as they stand in the environment. */
  get relayVariables(): Record<string, string> {
    return { NATS_BRIDGE_URL: this.url, NATS_BRIDGE_USER: 'relay', NATS_BRIDGE_PASSWORD: PASSWORDS.relay };
  }

  async stop(): Promise<void> {
    await this.streams.close();
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const configuration = (port: number, folder: string): string => `
listen: 127.0.0.1:${String(port)}
jetstream { store_dir: "${folder}/store" }
authorization {
  users: [
    { user: bridge, password: ${PASSWORDS.bridge} }
    {
      user: relay, password: ${PASSWORDS.relay}
      permissions: {
        publish: [ "odoo.>", "$JS.API.STREAM.INFO.ODOO_CHANGES", "$JS.API.STREAM.MSG.GET.ODOO_CHANGES"
                   "$JS.API.DIRECT.GET.ODOO_CHANGES", "$JS.API.DIRECT.GET.ODOO_CHANGES.>" ]
        subscribe: [ "_INBOX.relay.>" ]
      }
    }
  ]
}
`;
