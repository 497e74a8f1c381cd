import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { CHANNEL, Signals } from '../../src/store/signals.js';
import { dropDatabase, emptyDatabase } from '../rig/postgres.js';

/** Stands before Postgres; can refuse as Postgres does while it recovers from a crash. */
class Gate {
  attempts = 0;
  refuses = false;
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  static async before(url: URL): Promise<Gate> {
    const server = createServer();
    const gate = new Gate(server);
    server.on('connection', (socket) => {
      gate.attempts += 1;
      gate.sockets.add(socket.on('error', () => undefined));
      if (gate.refuses) socket.once('data', () => socket.end(startingUp()));
      else socket.pipe(createConnection(Number(url.port), url.hostname).on('error', () => undefined)).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}

function startingUp(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0');
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

test('a Postgres that is starting up is asked once a second, and heard again afterwards', async () => {
  const database = await emptyDatabase();
  undo.push(() => dropDatabase(database.name));
  const gate = await Gate.before(new URL(database.url));
  undo.push(() => {
    gate.close();
  });
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(gate.port);
  const signals = new Signals(url.toString());
  undo.push(() => signals.close());
  await signals.open();

  gate.refuses = true;
  gate.attempts = 0;
  gate.cut();
  await sleep(5_500);
  expect(gate.attempts).toBeGreaterThanOrEqual(3);
  expect(gate.attempts).toBeLessThanOrEqual(6);

  gate.refuses = false;
  const heard = new Promise<string>((resolve) => {
    const stop = signals.on((signal) => {
      stop();
      resolve(signal);
    });
  });
  const sender = new pg.Client({ connectionString: database.url });
  await sender.connect();
  undo.push(() => sender.end());
  const ringing = setInterval(() => void sender.query(`NOTIFY ${CHANNEL}, 'accepted'`).catch(() => undefined), 100);
  undo.push(() => {
    clearInterval(ringing);
  });
  expect(await heard).toBe('accepted');
}, 30_000);
