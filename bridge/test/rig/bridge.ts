/**
 * The whole bridge in this process, as main.ts starts it, on a real Postgres and a real nats-server. Its Odoo is away:
 * the address answers nothing. What needs an Odoo that works is tested across processes, in test/.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { NestMicroservice } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { BridgeModule } from '../../src/bridge.module.js';
import type { Config } from '../../src/config/config.js';
import { JetStreamStrategy } from '../../src/nats/jetstream.strategy.js';
import { Nats } from '../../src/nats/nats.js';
import { NatsServer } from './nats-server.js';
import { quiet } from './quiet.js';
import { dropDatabase, emptyDatabase } from './postgres.js';

export const KEYS = {
  buyer: 'key-of-the-buyer',
  ops: 'key-of-the-operator',
  other: 'key-of-another-buyer',
  viewer: 'key-of-a-viewer',
  support: 'key-of-support',
  fieldApp: 'key-of-the-field-app',
} as const;
const digest = (key: string): string => createHash('sha256').update(key).digest('hex');

export const access = {
  clients: [
    { id: 'buyer', roles: ['buyer'], apiKeySha256: digest(KEYS.buyer), natsUser: 'buyer' },
    { id: 'other', roles: ['buyer'], apiKeySha256: digest(KEYS.other) },
    { id: 'ops', roles: ['operator'], apiKeySha256: digest(KEYS.ops) },
    { id: 'viewer', roles: ['viewer'], apiKeySha256: digest(KEYS.viewer) },
    { id: 'support', roles: ['support'], apiKeySha256: digest(KEYS.support) },
    { id: 'acme', roles: ['supplier'], supplier: 'odoo:golden:res.partner:69' },
    { id: 'mes', roles: ['mes'] },
    { id: 'cmms', roles: ['cmms'] },
    { id: 'shop', roles: ['shop'] },
    { id: 'field-app', roles: ['field-app'], apiKeySha256: digest(KEYS.fieldApp) },
  ],
  subscriptions: [{ name: 'mes-orders', client: 'mes', contracts: ['procurement.purchase-order.approved.v1'], channel: { kind: 'nats' } }],
};

export interface TestBridge {
  readonly url: string;
  readonly databaseUrl: string;
  /** a connection into the bridge's own account */
  readonly nats: Nats;
  readonly config: Config;
  /** a second process of the same installation; stop it before the first */
  replica(): Promise<{ readonly url: string; stop(): Promise<void> }>;
  stop(): Promise<void>;
}

/** `oidc`: what its BRIDGE_OIDC_FILE holds; `clients`: beside those of `access`; `inbound`: a folder of sources of inbound webhooks. */
export interface With {
  readonly oidc?: object;
  readonly clients?: readonly object[];
  readonly inbound?: string;
}

export async function testBridge({ oidc, clients = [], inbound }: With = {}): Promise<TestBridge> {
  // the database first: when there is none, no server is left running behind the error
  const database = await emptyDatabase();
  const server = await NatsServer.start();
  const folder = mkdtempSync(join(tmpdir(), 'bridge-'));
  const accessFile = join(folder, 'access.json');
  writeFileSync(accessFile, JSON.stringify({ ...access, clients: [...access.clients, ...clients] }));
  const oidcFile = oidc === undefined ? undefined : join(folder, 'oidc.json');
  if (oidcFile !== undefined) writeFileSync(oidcFile, JSON.stringify(oidc));
  const plain = configOf({ url: server.url, user: 'bridge', password: 'bridge' }, database.url, accessFile);
  const config: Config = { ...plain, oidcFile, inbound: { days: 30, directory: inbound } };
  const app = await startBridge(config);
  const nats = await server.connect();
  return {
    url: await app.getUrl(),
    databaseUrl: database.url,
    nats,
    config,
    replica: async () => {
      const second = await startBridge(config);
      return { url: await second.getUrl(), stop: () => second.close() };
    },
    stop: async () => {
      await nats.onApplicationShutdown();
      await app.close();
      await server.dispose();
      await dropDatabase(database.name);
      rmSync(folder, { recursive: true });
    },
  };
}

/** One replica. */
export async function startBridge(config: Config): Promise<NestFastifyApplication> {
  quiet();
  const http = new FastifyAdapter({ bodyLimit: 320 * 1024 });
  const app = await NestFactory.create<NestFastifyApplication>(BridgeModule.of(config), http);
  const messages = app.connectMicroservice({ strategy: new JetStreamStrategy(app.get(Nats)) }, { deferInitialization: true });
  if (messages instanceof NestMicroservice) messages.setIsInitHookCalled(true);
  await app.init();
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  return app;
}

export const configOf = (nats: Config['nats'], databaseUrl: string, accessFile: string): Config => ({
  http: { host: '127.0.0.1', port: 0 },
  nats,
  databaseUrl,
  // port 9 discards: nobody listens there
  odoo: { url: 'http://127.0.0.1:9', database: 'demo', keys: { 'bridge-procurement': 'x', 'bridge-watch': 'x' } },
  accessFile,
  environment: 'test',
  secretKeys: [new Uint8Array(32)],
  policyDir: fileURLToPath(new URL('../../policies', import.meta.url)),
  inbound: { days: 30 },
  attemptDays: 30,
  approvals: { expiresAfterMs: 3_600_000, escalatesAfterMs: 1_800_000, escalatesTo: ['admin'] },
  audit: { key: new Uint8Array(32), oldKeys: [], file: undefined, everyEntries: 1_000, everyMs: 300_000 },
  // a thread runs what is built, not these sources; test/translate has tests of its own
  translateThread: false,
  logLevel: 'error',
});
