/** A broker, a database and the webhooks of one or several replicas; deliveries to send, and what became of them. */
import { randomUUID } from 'node:crypto';
import { AuditLog } from '../../src/audit/audit.js';
import { AttemptDays } from '../../src/deliver/attempt-days.js';
import { DeliveryAttempts } from '../../src/deliver/attempts.js';
import type { Surroundings } from '../../src/deliver/connections.js';
import { Places } from '../../src/deliver/places.js';
import { Saving } from '../../src/deliver/saving.js';
import { Sending, type WebhookSubscription } from '../../src/deliver/sending.js';
import { Settling } from '../../src/deliver/settling.js';
import { Trials } from '../../src/deliver/trials.js';
import { type LeaseTimes, Webhooks } from '../../src/deliver/webhooks.js';
import { Access } from '../../src/identity/access.js';
import type { Nats } from '../../src/nats/connection.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { type SubscriptionDeclaration, clientOf, subscriptionOf } from '../../src/subscription/subscription.js';
import { NatsServer } from '../rig/nats-server.js';
import { type TestDatabase, testDatabase } from '../rig/postgres.js';
import { eventHeaders } from './event-headers.js';

export const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;

export interface Replica {
  readonly webhooks: Webhooks;
  readonly places: Places;
  readonly disabled: string[];
  readonly warned: number[];
  stop(): Promise<void>;
}

type Channel = Partial<Extract<SubscriptionDeclaration['channel'], { kind: 'webhook' }>>;
export type Declared = Partial<Omit<SubscriptionDeclaration, 'channel'>>;

export class WebhookScene {
  private readonly replicas: Replica[] = [];

  private constructor(
    readonly server: NatsServer,
    readonly nats: Nats,
    readonly database: TestDatabase,
    private readonly days: AttemptDays,
  ) {}

  static async open(): Promise<WebhookScene> {
    const database = await testDatabase();
    const server = await NatsServer.start();
    const nats = await server.connect();
    await ensureStreams(nats.manager);
    const days = new AttemptDays(database.store, { attemptDays: 2 });
    await days.onModuleInit();
    return new WebhookScene(server, nats, database, days);
  }

  /** `given`: other limits or another resolver than the bridge's own. `store`: a connection of its own, to be cut. */
  replica(given: Partial<Surroundings> = {}, times?: LeaseTimes, store = this.database.store): Replica {
    const places = new Places(store, randomUUID());
    const saving = new Saving(places);
    const settling = new Settling(this.nats, new DeliveryAttempts(store, new AuditLog(store), this.days));
    const disabled: string[] = [];
    const warned: number[] = [];
    const rooms = {
      nats: this.nats,
      places,
      saving,
      settling,
      trials: this.trialsOf([], store),
      onDisable: (name: string, reason: string) => disabled.push(`${name}: ${reason}`),
      onWarning: (_: string, hours: number) => warned.push(hours),
      sendingOf: (subscription: WebhookSubscription) => new Sending(subscription, given),
    };
    const webhooks = new Webhooks(rooms, times);
    webhooks.start();
    const stop = async (): Promise<void> => {
      settling.stop();
      saving.stop();
      await webhooks.stop();
    };
    const replica = { webhooks, places, disabled, warned, stop };
    this.replicas.push(replica);
    return replica;
  }

  /** The operator's desk for these subscriptions. */
  trialsOf(subscriptions: readonly WebhookSubscription[], store = this.database.store): Trials {
    const access = new Access([clientOf({ id: 'mes', roles: ['mes'] })], subscriptions);
    return new Trials(store, new AuditLog(store), access);
  }

  /** Events for this subscription; `record` names the record each belongs to. */
  async deliver(
    subscription: string,
    ids: readonly string[],
    more: { record?: (id: string) => string; lane?: string; bytes?: number } = {},
  ) {
    const padding = 'x'.repeat(more.bytes ?? 0);
    for (const id of ids) {
      const partitionkey = more.record?.(id) ?? `record of ${id}`;
      await this.nats.store({
        subject: `deliver.${subscription}${more.lane ?? ''}`,
        headers: eventHeaders(id, { partitionkey }),
        data: Buffer.from(JSON.stringify({ number: id, padding })),
      });
    }
  }

  /** Of the audit trail, in its order. */
  async kinds(eventId: string): Promise<string[]> {
    const rows = await this.database.query<{ kind: string }>(`SELECT kind FROM audit_entry WHERE subject @@ $1::jsonpath ORDER BY seq`, [
      `$.eventId == ${JSON.stringify(eventId)}`,
    ]);
    return rows.map(({ kind }) => kind);
  }

  async attempts(subscription: string): Promise<{ event_id: string; outcome: string; reason: string | null; attempt: number }[]> {
    return this.database.query(
      `SELECT event_id, outcome, reason, attempt FROM delivery_attempt, unnest(event_ids) event_id WHERE subscription = $1 ORDER BY at`,
      [subscription],
    );
  }

  async parked(subscription: string): Promise<{ sequence: string; attempts: number; waits: boolean; record: string }[]> {
    return this.database.query(`SELECT sequence, attempts, waits, record FROM delivery_parked WHERE subscription = $1 ORDER BY sequence`, [
      subscription,
    ]);
  }

  /** How many of its deliveries lie behind its place. */
  async waiting(subscription: string): Promise<number> {
    const [place] = await this.database.query<{ position: string }>(`SELECT position FROM delivery_place WHERE subscription = $1`, [
      subscription,
    ]);
    const consumer = await this.nats.manager.consumers.add('DELIVERIES', {
      filter_subjects: [`deliver.${subscription}`],
      deliver_policy: 'by_start_sequence',
      opt_start_seq: Number(place?.position ?? 0) + 1,
      ack_policy: 'none',
      inactive_threshold: 1_000_000_000,
    });
    return consumer.num_pending;
  }

  async deadLetters(subscription: string): Promise<{ reason: string; eventId: string }[]> {
    const subject = `dead-letters.deliver.${subscription}`;
    const info = await this.nats.manager.streams.info('DEAD_LETTERS', { subjects_filter: subject });
    if ((info.state.subjects?.[subject] ?? 0) === 0) return [];
    const last = await this.nats.manager.streams.getMessage('DEAD_LETTERS', { last_by_subj: subject });
    return last === null ? [] : [last.json<{ reason: string; eventId: string }>()];
  }

  /** Makes what is parked due now, as if its time had passed; takes effect when a replica takes the subscription up. */
  async due(subscription: string, attempts?: number): Promise<void> {
    await this.database.query(`UPDATE delivery_parked SET due_at = now(), attempts = COALESCE($2, attempts) WHERE subscription = $1`, [
      subscription,
      attempts ?? null,
    ]);
  }

  async close(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.stop()));
    this.days.onApplicationShutdown();
    await this.nats.onApplicationShutdown();
    await this.server.dispose();
    await this.database.drop();
  }
}

export const webhookOf = (name: string, url: string, channel: Channel = {}, more: Declared = {}): WebhookSubscription =>
  subscriptionOf({
    name,
    client: 'mes',
    contracts: ['procurement.*'],
    ...more,
    channel: { kind: 'webhook', url, secrets: [{ value: SECRET }], allowHttp: true, allowPrivateAddress: true, ...channel },
  }) as WebhookSubscription;
