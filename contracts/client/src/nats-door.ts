import { commandSubject, querySubject } from '@odoo-nats-bridge/contracts';
import { type NatsConnection, headers } from '@nats-io/transport-node';
import { ASK_MS, type Door, headersOf, patienceMs } from './door.js';
import { Unreachable } from './outcome.js';

export function natsDoor(connection: NatsConnection): Door {
  async function request(subject: string, body: string, given: readonly (readonly [string, string])[], timeout: number): Promise<unknown> {
    const all = headers();
    for (const [name, value] of given) all.set(name, value);
    try {
      return (await connection.request(subject, body, { headers: all, timeout })).json();
    } catch (cause) {
      throw new Unreachable(`no answer to ${subject}`, { cause });
    }
  }
  return {
    send: (type, body, options) => request(commandSubject(type), body, headersOf(options), patienceMs(options)),
    ask: (type, body) => request(querySubject(type), body, [], ASK_MS),
    close: () => (connection.isClosed() ? Promise.resolve() : connection.drain()),
  };
}
