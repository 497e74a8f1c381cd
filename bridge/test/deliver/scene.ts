/** A broker with the bridge's streams, an audit log in memory, and deliveries to send. */
import { toHeaders } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../../src/audit/audit.js';
import { WebhookPuller, type WebhookSubscription } from '../../src/deliver/webhook-puller.js';
import type { Nats } from '../../src/nats/connection.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { subscriptionOf } from '../../src/subscription/subscription.js';
import { NatsServer } from '../rig/nats-server.js';

export const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;

export class Evidence {
  readonly entries: NewAuditEntry[] = [];
  append(entries: readonly NewAuditEntry[]): Promise<void> {
    this.entries.push(...entries);
    return Promise.resolve();
  }
  kinds(eventId: string): string[] {
    return this.entries.filter((entry) => entry.subject.eventId === eventId).map((entry) => entry.kind);
  }
}

export class Scene {
  readonly audit = new Evidence();
  readonly stopped: string[] = [];
  private readonly pullers: WebhookPuller[] = [];

  private constructor(
    readonly server: NatsServer,
    readonly nats: Nats,
  ) {}

  static async open(): Promise<Scene> {
    const server = await NatsServer.start();
    const nats = await server.connect();
    await ensureStreams(nats.manager);
    return new Scene(server, nats);
  }

  async pull(name: string, url: string): Promise<void> {
    const channel = { kind: 'webhook', url, secret: SECRET, allowHttp: true, allowPrivateAddress: true } as const;
    const subscription = subscriptionOf({ name, client: 'mes', contracts: ['procurement.*'], channel }) as WebhookSubscription;
    const puller = new WebhookPuller(this, subscription, (reason) => this.stopped.push(reason));
    await puller.start();
    this.pullers.push(puller);
  }

  deliver(subscription: string, id: string): Promise<void> {
    const headers = toHeaders({
      specversion: '1.0',
      id,
      source: '/odoo/demo',
      type: 'procurement.purchase-order.approved.v1',
      subject: 'odoo:demo:purchase.order:42',
      time: '2026-11-22T10:00:00Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:x',
      correlationid: 'story-1',
      causationid: 'story-1',
      partitionkey: 'odoo:demo:purchase.order:42',
      recordversion: '1',
      dataclass: 'commercial',
      origin: 'orm',
    });
    return this.nats.store({ subject: `deliver.${subscription}`, headers, data: Buffer.from(JSON.stringify({ number: id })) });
  }

  deadLetters(subscription: string): Promise<number> {
    const subject = `dead-letters.deliver.${subscription}`;
    return this.nats.manager.streams.info('DEAD_LETTERS', { subjects_filter: subject }).then((info) => info.state.subjects?.[subject] ?? 0);
  }

  async unacknowledged(subscription: string): Promise<number> {
    const info = await this.nats.manager.consumers.info('DELIVERIES', subscription);
    return info.num_ack_pending + info.num_pending;
  }

  async stopPullers(): Promise<void> {
    await Promise.all(this.pullers.map((puller) => puller.stop()));
  }

  async close(): Promise<void> {
    await this.stopPullers();
    await this.nats.onApplicationShutdown();
    await this.server.dispose();
  }
}
