/** A real nats-server for one measurement: own port, own store, fsync after every write. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const login = (url) => ({ url, user: 'bridge', password: 'bridge' });

export async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-nats-'));
  const port = await freePort();
  const jetstream = `jetstream { store_dir: "${folder}/store", sync_interval: always }`;
  const users = 'authorization { users: [ { user: bridge, password: bridge } ] }';
  writeFileSync(join(folder, 'nats.conf'), `listen: 127.0.0.1:${port}\n${jetstream}\n${users}\n`);
  const child = spawn(process.env.NATS_SERVER ?? 'nats-server', ['-c', join(folder, 'nats.conf')], { stdio: 'ignore' });
  const stop = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  // a measurement that fails must not leave its server behind
  process.once('exit', stop);
  child.once('error', (error) => {
    stop();
    console.error(`no nats-server (${error.message}): name the binary in NATS_SERVER`);
    process.exit(1);
  });
  return { url: `nats://127.0.0.1:${port}`, pid: child.pid, stop };
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
