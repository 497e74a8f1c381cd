/**
 * A partner outside: the supplier's own NATS login in the PARTNERS account. It pulls its own consumer and sends commands,
 * with the ordinary client and nothing of ours but the subject names.
 */
import { jetstream, type JsMsg } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { commandSubject, fromHeaders, querySubject, STREAMS, type Envelope } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { type QueryReply, queryReply } from './query-reply.js';
import type { StackEnvironment } from './stack.js';
import { until } from './until.js';

export interface ReceivedEvent {
  readonly envelope: Envelope;
  readonly data: Record<string, unknown>;
  readonly receivedAt: Date;
}

export const commandStatus = z.looseObject({
  commandId: z.string().nullable(),
  status: z.enum(['accepted', 'applying', 'waiting', 'applied', 'refused', 'failed']),
  correlationId: z.string().nullish(),
  replayed: z.boolean().nullish(),
  answer: z.record(z.string(), z.unknown()).nullish(),
  refusal: z.looseObject({ code: z.string(), message: z.string() }).nullish(),
});
export type CommandStatus = z.infer<typeof commandStatus>;

export class Supplier {
  readonly received: ReceivedEvent[] = [];

  private constructor(private readonly connection: NatsConnection) {}

  static async connect(env: StackEnvironment): Promise<Supplier> {
    const connection = await connect({
      servers: env.NATS_URL,
      user: 'supplier',
      pass: env.NATS_SUPPLIER_PASSWORD,
      inboxPrefix: '_INBOX.supplier',
      maxReconnectAttempts: -1,
      // while the bridge starts again, logins are refused for a moment
      ignoreAuthErrorAbort: true,
      reconnectTimeWait: 250,
    });
    return new Supplier(connection);
  }

  /** Pulls its deliveries until the connection closes; each is acknowledged once it is kept. */
  async listen(subscription = 'supplier-orders'): Promise<void> {
    const consumer = await jetstream(this.connection, { apiPrefix: 'hub.api' }).consumers.get(STREAMS.deliveries, subscription);
    const messages = await consumer.consume();
    void (async () => {
      for await (const message of messages) this.keep(message);
    })();
  }

  private keep(message: JsMsg): void {
    const pairs = [...(message.headers ?? [])].map(([name, values]): [string, string] => [name, values[0] ?? '']);
    const envelope = fromHeaders(pairs);
    if (envelope) this.received.push({ envelope, data: message.json(), receivedAt: new Date() });
    message.ack();
  }

  async event(type: string, about: (event: ReceivedEvent) => boolean, limitMs?: number): Promise<ReceivedEvent> {
    return until(`${type} at the NATS subscriber`, () => this.received.find((each) => each.envelope.type === type && about(each)), limitMs);
  }

  async command(type: string, key: string, input: unknown, more: Readonly<Record<string, string>> = {}): Promise<CommandStatus> {
    return this.raw(type, key, JSON.stringify(input), more);
  }

  async raw(
    type: string,
    key: string | undefined,
    body: string | Uint8Array,
    more: Readonly<Record<string, string>> = {},
  ): Promise<CommandStatus> {
    const given = headers();
    for (const [name, value] of Object.entries(more)) given.set(name, value);
    if (key !== undefined) given.set('Idempotency-Key', key);
    const reply = await this.connection.request(commandSubject(type), body, { headers: given, timeout: 30_000 });
    return commandStatus.parse(reply.json());
  }

  /** Throws when the broker lets nobody hear it. */
  async query(type: string, input: unknown): Promise<QueryReply> {
    const reply = await this.connection.request(querySubject(type), JSON.stringify(input), { timeout: 10_000 });
    return queryReply.parse(reply.json());
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
