/**
 * Wakes workers and waiting doors by LISTEN/NOTIFY. A signal is only ever a latency hint:
 * it may be lost while the connection is down, and everyone who waits polls as well.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export const CHANNEL = 'bridge_command';
const RECONNECT_MS = 1_000;

export class Signals {
  private readonly listeners = new EventEmitter().setMaxListeners(0);
  private client: Client | undefined;
  private closed = false;

  constructor(private readonly url: string) {}

  async open(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'odoo-nats-bridge-signals', keepAlive: true });
    this.client = client;
    client.on('notification', (message) => this.listeners.emit('signal', message.payload ?? ''));
    // an error is always followed by end
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    // not earlier: a server that is starting up refuses by an error and by end, and two attempts
    // after each refusal would double until no connection is left for anybody
    client.once('end', () => void this.reopen());
  }

  /** `accepted`, `settled:<command id>`, or `access`: clients or subscriptions changed. Returns the way to stop listening. */
  on(listener: (signal: string) => void): () => void {
    this.listeners.on('signal', listener);
    return () => this.listeners.off('signal', listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end();
  }

  private async reopen(): Promise<void> {
    while (!this.closed) {
      await sleep(RECONNECT_MS);
      if (
        await this.open().then(
          () => true,
          () => false,
        )
      )
        return;
    }
  }
}
