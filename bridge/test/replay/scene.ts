/** The way from EVENTS to a subscriber on NATS, with dead letters and replays, on a real broker and a real Postgres. */
import { type Envelope, eventSubject } from '@odoo-nats-bridge/contracts';
import type { INestMicroservice } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { AuditLog } from '../../src/audit/audit.js';
import { DeadLetters, LetterIndex } from '../../src/deadletter/deadletter.js';
import { Advisories } from '../../src/deliver/advisories.js';
import { AttemptDays } from '../../src/deliver/attempt-days.js';
import { DeliveryAttempts } from '../../src/deliver/attempts.js';
import { LaneBacklog } from '../../src/deliver/lane-backlog.js';
import { durableOf } from '../../src/deliver/subscription-consumer.js';
import { Fanout } from '../../src/fanout/fanout.js';
import { Access, type Subscription } from '../../src/identity/access.js';
import { Nats } from '../../src/nats/connection.js';
import { publishBatch } from '../../src/nats/atomic-batch.js';
import { ensureDurable } from '../../src/nats/durable.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { Health } from '../../src/observe/observe.js';
import { Policy } from '../../src/policy/policy.js';
import { Endings } from '../../src/replay/endings.js';
import { JudgedAgain } from '../../src/replay/judged-again.js';
import { Previews } from '../../src/replay/previews.js';
import { Replays } from '../../src/replay/replay.js';
import { ReplayRunner } from '../../src/replay/runner.js';
import { SecretBox } from '../../src/store/store.js';
import { Registry, clientOf, subscriptionOf } from '../../src/subscription/subscription.js';
import { eventHeaders } from '../deliver/event-headers.js';
import { openDoors } from '../rig/doors.js';
import { eventually } from '../rig/eventually.js';
import { eventExample } from '../rig/golden.js';
import { NatsServer } from '../rig/nats-server.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { quiet } from '../rig/quiet.js';

export const APPROVED = 'procurement.purchase-order.approved.v1';
const policies = fileURLToPath(new URL('../../policies', import.meta.url));
const ORDER = JSON.stringify(eventExample(APPROVED).data);

export const recordOf = (number: number): string => `odoo:demo:purchase.order:${number}`;

export class Scene {
  readonly audit: AuditLog;
  readonly letters: DeadLetters;
  readonly index: LetterIndex;
  readonly replays: Replays;
  readonly attempts: DeliveryAttempts;
  private readonly judged: JudgedAgain;
  private readonly health = new Health();
  private readonly runners: ReplayRunner[] = [];
  private fanout: Fanout | undefined;
  private doors: INestMicroservice | undefined;

  private constructor(
    readonly server: NatsServer,
    readonly nats: Nats,
    readonly database: TestDatabase,
    readonly access: Access,
    readonly policy: Policy,
  ) {
    const { store } = database;
    this.audit = new AuditLog(store);
    this.letters = new DeadLetters(store, nats, this.audit);
    this.index = new LetterIndex(nats, store, this.health);
    this.judged = new JudgedAgain(access, policy);
    this.replays = new Replays(store, nats, access, this.audit, new Previews(nats, this.judged));
    this.attempts = new DeliveryAttempts(store, this.audit, new AttemptDays(store, { attemptDays: 30 }));
  }

  /** `names`: subscriptions of an MES over NATS, to approved orders. */
  static async open(...names: string[]): Promise<Scene> {
    quiet();
    const database = await testDatabase();
    const server = await NatsServer.start();
    const nats = await server.connect();
    await ensureStreams(nats.manager);
    const subscriptions = names.map((name, index) =>
      subscriptionOf({ name, client: 'mes', contracts: [APPROVED], channel: { kind: 'nats' } }, index + 1),
    );
    const access = new Access([clientOf({ id: 'mes', roles: ['mes'] })], subscriptions, 1);
    const scene = new Scene(server, nats, database, access, Policy.load(policies));
    for (const subscription of subscriptions) await ensureDurable(nats, durableOf(subscription));
    return scene;
  }

  /** Fan-out and the reader of acknowledgements, as the bridge runs them. */
  async startFlow(): Promise<void> {
    const box = new SecretBox([randomBytes(32)]);
    const registry = new Registry(this.database.store, this.audit, box, this.access);
    this.fanout = new Fanout(this.nats, this.access, this.policy, this.health, registry);
    this.fanout.onApplicationBootstrap();
    this.doors = await openDoors(this.nats, {
      controllers: [Advisories],
      providers: [
        { provide: Nats, useValue: this.nats },
        { provide: Access, useValue: this.access },
        { provide: DeliveryAttempts, useValue: this.attempts },
      ],
    });
  }

  startRunner(): ReplayRunner {
    const { store } = this.database;
    const runner = new ReplayRunner(
      this.nats,
      store,
      this.judged,
      new LaneBacklog(this.nats, store, this.access),
      new Endings(store, this.audit),
      this.health,
    );
    runner.onApplicationBootstrap();
    this.runners.push(runner);
    return runner;
  }

  /** Events `event-<number>`, each of the record `number % records`. */
  async fill(from: number, count: number, records = 50): Promise<void> {
    const messages = Array.from({ length: count }, (_, index) => {
      const number = from + index;
      const record = recordOf(number % records);
      const about: Partial<Envelope> = { type: APPROVED, subject: record, partitionkey: record, recordversion: String(number + 1) };
      return { subject: eventSubject(APPROVED), headers: eventHeaders(`event-${number}`, about), data: Buffer.from(ORDER) };
    });
    for (let start = 0; start < count; start += 500) await publishBatch(this.nats.connection, messages.slice(start, start + 500));
  }

  /** As the room subscription would, after a change. */
  become(subscriptions: readonly Subscription[], clients = this.access.clients): void {
    this.access.replace({ revision: this.access.revision + 1, clients, subscriptions, deleted: [] });
  }

  async ended(id: string, withinMs = 60_000): Promise<Awaited<ReturnType<Replays['find']>>> {
    await eventually(async () => (await this.replays.find(id)).finishedAt !== null, withinMs);
    return this.replays.find(id);
  }

  async close(): Promise<void> {
    for (const runner of this.runners) await runner.beforeApplicationShutdown();
    await this.fanout?.beforeApplicationShutdown();
    await this.doors?.close();
    await this.nats.onApplicationShutdown();
    await this.server.dispose();
    await this.database.drop();
  }
}
