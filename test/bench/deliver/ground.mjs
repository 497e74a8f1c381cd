/** What the parts of the bench stand on: broker, database, endpoints, feeder, and the bridge's own webhooks in this process. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { AuditLog } from '../../../bridge/dist/audit/audit.js';
import { AttemptDays } from '../../../bridge/dist/deliver/attempt-days.js';
import { DeliveryAttempts } from '../../../bridge/dist/deliver/attempts.js';
import { Places } from '../../../bridge/dist/deliver/places.js';
import { Saving } from '../../../bridge/dist/deliver/saving.js';
import { Settling } from '../../../bridge/dist/deliver/settling.js';
import { Trials } from '../../../bridge/dist/deliver/trials.js';
import { Webhooks } from '../../../bridge/dist/deliver/webhooks.js';
import { Access } from '../../../bridge/dist/identity/access.js';
import { Nats } from '../../../bridge/dist/nats/connection.js';
import { ensureStreams } from '../../../bridge/dist/nats/streams.js';
import { Store } from '../../../bridge/dist/store/store.js';
import { subscriptionOf } from '../../../bridge/dist/subscription/model.js';
import { login, startServer } from '../nats-server.mjs';
import { Child } from './child.mjs';

export const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

async function newDatabase() {
  const admin = process.env.BRIDGE_TEST_DATABASE_URL;
  if (!admin) throw new Error('BRIDGE_TEST_DATABASE_URL is not set; scripts/bench-deliver sets it');
  const name = `bench_deliver_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: async () => {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.end();
    },
  };
}

export class Ground {
  static async open() {
    Logger.overrideLogger(false);
    const ground = new Ground();
    ground.database = await newDatabase();
    ground.server = await startServer();
    ground.nats = await Nats.connect(login(ground.server.url ?? ground.server.port), 'bench');
    await ensureStreams(ground.nats.manager);
    ground.store = await Store.open(ground.database.url);
    ground.days = new AttemptDays(ground.store, { attemptDays: 2 });
    await ground.days.onModuleInit();
    ground.receiver = new Child('receiver.mjs');
    ground.port = (await ground.receiver.ask('open')).port;
    ground.feeder = await new Child('feeder.mjs', ground.server.url ?? ground.server.port).ready();
    return ground;
  }

  /** The bridge's webhooks, as one replica has them. */
  webhooks() {
    const places = new Places(this.store, randomUUID());
    const saving = new Saving(places);
    const audit = new AuditLog(this.store);
    const settling = new Settling(this.nats, new DeliveryAttempts(this.store, audit, this.days));
    const trials = new Trials(this.store, audit, new Access([], []));
    const nothing = () => undefined;
    const webhooks = new Webhooks({ nats: this.nats, places, saving, settling, trials, onDisable: nothing, onWarning: nothing });
    webhooks.start();
    return webhooks;
  }

  subscription(name, kind, limits) {
    const channel = {
      kind: 'webhook',
      url: `http://127.0.0.1:${this.port}/${kind}/${name}`,
      secrets: [{ value: SECRET }],
      allowHttp: true,
      allowPrivateAddress: true,
    };
    return subscriptionOf({ name, client: 'bench', contracts: ['procurement.*'], channel, ...(limits ? { limits } : {}) });
  }

  stats(name) {
    return this.receiver.ask('stats', { name });
  }

  async until(condition) {
    while (!(await condition())) await sleep(20);
  }

  async close() {
    this.feeder.end();
    this.receiver.end();
    this.days.onApplicationShutdown();
    await this.nats.onApplicationShutdown();
    await this.server.stop?.();
    await this.store.onApplicationShutdown();
    await this.database.drop();
  }
}

export const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
export const percentile = (values, share) =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))];
