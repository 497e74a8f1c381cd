/** Everything that enters EVENTS from now on, as it comes. */
import { jetstream, type JsMsg } from '@nats-io/jetstream';
import { ALL_EVENTS, fromHeaders, STREAMS } from '@odoo-nats-bridge/contracts';
import type { StackEnvironment } from './stack.js';
import { Streams } from './streams.js';
import type { ReceivedEvent } from './supplier.js';

export class EventLog {
  readonly received: ReceivedEvent[] = [];

  private constructor(private readonly streams: Streams) {}

  static async open(env: StackEnvironment): Promise<EventLog> {
    const streams = await Streams.connect(env);
    const log = new EventLog(streams);
    const given = { filter_subjects: ALL_EVENTS, deliver_policy: 'new' } as const;
    const consumer = await jetstream(streams.connection).consumers.get(STREAMS.events, given);
    const messages = await consumer.consume();
    void (async () => {
      for await (const message of messages) log.keep(message);
    })();
    return log;
  }

  private keep(message: JsMsg): void {
    const pairs = [...(message.headers ?? [])].map(([name, values]): [string, string] => [name, values[0] ?? '']);
    const envelope = fromHeaders(pairs);
    if (envelope) this.received.push({ envelope, data: message.json(), receivedAt: new Date() });
  }

  async close(): Promise<void> {
    await this.streams.close();
  }
}
