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
    client.once('end', () => void this.reopen());
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  }

  /** `accepted`, or `settled:<command id>`. Returns the way to stop listening. */
  on(listener: (signal: string) => void): () => void {
    this.listeners.on('signal', listener);
    return () => this.listeners.off('signal', listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end();
  }

  private async reopen(): Promise<void> {
    if (this.closed) return;
    await sleep(RECONNECT_MS);
    // a connection that never came up ends without the event: try again from here
    await this.open().catch(() => this.reopen());
  }
}
