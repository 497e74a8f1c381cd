/** A bridge as operators run it: a process of its own of what is built, and the command line that asks it. Odoo is away. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KEYS, access } from './bridge.js';
import { eventually } from './eventually.js';
import { NatsServer, freePort } from './nats-server.js';
import { dropDatabase, emptyDatabase } from './postgres.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const CLI = fileURLToPath(new URL('../../dist/cli/cli.js', import.meta.url));
const SECRET = Buffer.alloc(32, 7).toString('base64');
const START_MS = 60_000;

export interface BridgeProcess {
  readonly url: string;
  /** its log lines so far */
  log(): readonly string[];
  signal(name: NodeJS.Signals): void;
  /** what `scripts/bridge ...` prints to the operator */
  cli(...words: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

export async function bridgeProcess(policyDir: string): Promise<BridgeProcess> {
  const database = await emptyDatabase();
  const server = await NatsServer.start();
  const folder = mkdtempSync(join(tmpdir(), 'bridge-process-'));
  const file = (name: string, content: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      BRIDGE_HTTP_PORT: String(port),
      BRIDGE_NATS_URL: server.url,
      BRIDGE_NATS_PASSWORD: 'bridge',
      BRIDGE_DATABASE_URL: database.url,
      // port 9 discards: nobody listens there
      BRIDGE_ODOO_URL: 'http://127.0.0.1:9',
      BRIDGE_ODOO_DATABASE: 'demo',
      BRIDGE_ODOO_KEYS_FILE: file('keys.json', { 'bridge-projects': 'x', 'bridge-watch': 'x' }),
      BRIDGE_ACCESS_FILE: file('access.json', access),
      BRIDGE_SECRET_KEY: SECRET,
      BRIDGE_AUDIT_KEY: SECRET,
      BRIDGE_POLICY_DIR: policyDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter((line) => line !== '')));
  const stop = async (): Promise<void> => {
    await end(child);
    await server.dispose();
    await dropDatabase(database.name);
    rmSync(folder, { recursive: true });
  };
  const answers = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`the bridge ended: ${lines.slice(-5).join('\n')}`);
    return fetch(`${url}/v1/policy`, { headers: { authorization: `Bearer ${KEYS.ops}` } }).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  await eventually(answers, START_MS).catch(async (thrown: unknown) => {
    await stop();
    throw thrown;
  });
  return {
    url,
    log: () => lines,
    signal: (name) => void child.kill(name),
    cli: async (...words) => {
      const env = { PATH: process.env.PATH, BRIDGE_URL: url, BRIDGE_API_KEY: KEYS.ops };
      return (await promisify(execFile)(process.execPath, [CLI, ...words], { env })).stdout;
    },
    stop,
  };
}
