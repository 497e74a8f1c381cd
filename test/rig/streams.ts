/** The streams as the bridge's operator sees them: everything a subject holds, in order. */
import { jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { StackEnvironment } from './stack.js';

export interface StoredMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly header: (name: string) => string;
  readonly json: Record<string, unknown>;
}

export class Streams {
  private constructor(readonly connection: NatsConnection) {}

  static async connect(env: Pick<StackEnvironment, 'NATS_URL' | 'NATS_BRIDGE_PASSWORD'>): Promise<Streams> {
    const given = { servers: env.NATS_URL, user: 'bridge', pass: env.NATS_BRIDGE_PASSWORD, inboxPrefix: '_INBOX.bridge' };
    return new Streams(await connect({ ...given, maxReconnectAttempts: -1, reconnectTimeWait: 250 }));
  }

  /** All messages now in the stream whose subject matches. */
  async all(stream: string, filter: string): Promise<StoredMessage[]> {
    const { state } = await (await jetstreamManager(this.connection)).streams.info(stream, { subjects_filter: filter });
    const expected = Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
    const found: StoredMessage[] = [];
    if (expected === 0) return found;
    const consumer = await jetstream(this.connection).consumers.get(stream, { filter_subjects: filter });
    const messages = await consumer.consume();
    for await (const message of messages) {
      found.push(stored(message));
      if (found.length >= expected) break;
    }
    await messages.close();
    return found;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

const stored = (message: JsMsg): StoredMessage => ({
  subject: message.subject,
  sequence: message.seq,
  header: (name) => message.headers?.get(name) ?? '',
  json: message.json(),
});
