/** A broker with the bridge's streams, an audit log in memory, and deliveries to send. */
import type { NewAuditEntry } from '../../src/audit/audit.js';
import type { Nats } from '../../src/nats/connection.js';
import { ensureStreams } from '../../src/nats/streams.js';
import { NatsServer } from '../rig/nats-server.js';
import { eventHeaders } from './event-headers.js';

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

  deliver(subscription: string, id: string): Promise<void> {
    return this.nats.store({
      subject: `deliver.${subscription}`,
      headers: eventHeaders(id),
      data: Buffer.from(JSON.stringify({ number: id })),
    });
  }

  deadLetters(subscription: string): Promise<number> {
    const subject = `dead-letters.deliver.${subscription}`;
    return this.nats.manager.streams.info('DEAD_LETTERS', { subjects_filter: subject }).then((info) => info.state.subjects?.[subject] ?? 0);
  }

  async close(): Promise<void> {
    await this.nats.onApplicationShutdown();
    await this.server.dispose();
  }
}
