/**
 * The one connection to NATS. It owns: logging in, waiting for the broker at start, reconnecting for ever, and closing at the end.
 * Everything that talks NATS or JetStream gets it from here.
 */
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { type ConnectionOptions, type NatsConnection, connect } from '@nats-io/transport-node';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { Defect } from '../failure.js';
import { type OutgoingMessage, natsHeaders } from './message.js';

@Injectable()
export class Nats implements OnApplicationShutdown {
  private static readonly logger = new Logger('nats');
  readonly jetstream: JetStreamClient;
  private readonly returns = new Set<() => void>();
  private closing = false;

  constructor(
    readonly connection: NatsConnection,
    readonly manager: JetStreamManager,
  ) {
    this.jetstream = jetstream(connection);
  }

  /** Waits until the broker is there. Throws when it refuses the login: no waiting mends a wrong password. */
  static async connect(settings: Config['nats'], name = 'bridge'): Promise<Nats> {
    const connection = await connect(optionsFor(settings, name));
    const nats = new Nats(connection, await jetstreamManager(connection, { checkAPI: false }));
    void nats.tellStatus();
    void nats.endWithConnection();
    return nats;
  }

  /** Calls `listener` whenever the broker is back after an outage. Returns how to stop that. */
  onReconnect(listener: () => void): () => void {
    this.returns.add(listener);
    return () => this.returns.delete(listener);
  }

  /** Resolves when a stream has stored it (or had it already). Throws what the client says when none confirms. */
  async store(message: OutgoingMessage): Promise<void> {
    const headers = natsHeaders(message.headers);
    await this.jetstream.publish(message.subject, message.data, {
      headers,
      ...(message.id === undefined ? {} : { msgID: message.id }),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    if (!this.connection.isClosed()) await this.connection.drain();
  }

  /** It reconnects for ever; if it ends all the same (login revoked), nothing works any more. */
  private async endWithConnection(): Promise<void> {
    const reason = await this.connection.closed();
    if (!this.closing) throw new Defect('the connection to NATS ended', reason);
  }

  private async tellStatus(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect' || status.type === 'staleConnection')
        Nats.logger.warn({ msg: 'lost the broker', status: status.type });
      else if (status.type === 'reconnect') this.tellReturn(status.server);
      else if (status.type === 'error') Nats.logger.error({ msg: 'the broker reports an error', reason: status.error.message });
    }
  }

  private tellReturn(server: string): void {
    Nats.logger.log({ msg: 'the broker is back', server });
    for (const listener of this.returns) listener();
  }
}

const optionsFor = (settings: Config['nats'], name: string): ConnectionOptions => ({
  servers: [settings.url],
  user: settings.user,
  pass: settings.password,
  name,
  // partners may not listen here: the broker's permissions name the prefix
  inboxPrefix: '_INBOX.bridge',
  maxReconnectAttempts: -1,
  waitOnFirstConnect: true,
  reconnectTimeWait: 500,
  reconnectJitter: 250,
  // 2 missed pings of 5 s: a half-open connection is noticed within 15 s
  pingInterval: 5_000,
  maxPingOut: 2,
  timeout: 5_000,
  // a stack per request costs a third of the publishing rate
  noAsyncTraces: true,
});
