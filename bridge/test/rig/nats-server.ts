/** A real nats-server for one suite: own port, own store, stopped by its process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Nats } from '../../src/nats/connection.js';
import { eventually } from './eventually.js';
import { quiet } from './quiet.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** From NATS_SERVER, the stack's programs, or PATH. Throws with what to do when there is none. */
export function findNatsServer(): string {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'nats-server'));
  const found = [process.env.NATS_SERVER ?? '', ...inStack(), ...onPath].find(
    (path) => path !== '' && statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  );
  if (found === undefined) {
    throw new Error('no nats-server: name the binary (2.12 or newer) in NATS_SERVER, or run `scripts/stack up --only nats` once');
  }
  return found;
}

function inStack(): string[] {
  const programs = join(root, '.stack/programs');
  if (statSync(programs, { throwIfNoEntry: false }) === undefined) return [];
  const files = readdirSync(programs, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.name === 'nats-server').map((file) => join(file.parentPath, file.name));
}

export class NatsServer {
  private child: ChildProcess | undefined;
  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<NatsServer> {
    quiet();
    const server = new NatsServer(await freePort(), mkdtempSync(join(tmpdir(), 'bridge-nats-')));
    server.configure();
    await server.launch();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  connect(name = 'test'): Promise<Nats> {
    return Nats.connect({ url: this.url, user: 'bridge', password: 'bridge' }, name);
  }

  async kill(): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    this.child = undefined;
  }

  async launch(): Promise<void> {
    this.child = spawn(findNatsServer(), ['-c', join(this.folder, 'nats.conf')], { stdio: 'ignore' });
    await eventually(() => accepts(this.port));
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private configure(): void {
    const jetstream = `jetstream { store_dir: "${join(this.folder, 'store')}", sync_interval: always }`;
    const users = 'authorization { users: [ { user: bridge, password: bridge } ] }';
    writeFileSync(join(this.folder, 'nats.conf'), `listen: 127.0.0.1:${this.port}\n${jetstream}\n${users}\n`);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}

export const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => {
      resolve(false);
    });
  });
