/**
 * A further connection to NATS, into another account than the streams': where logins are judged, or where connections are closed.
 * It owns: logging in, waiting for the broker at start, reconnecting for ever.
 */
import type { Msg, NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import { explain } from '../failure.js';

export interface SideLogin {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

const encoder = new TextEncoder();
// servers of one cluster answer within milliseconds of each other
const NEXT_ANSWER_MS = 250;

export class SideConnection {
  private readonly logger = new Logger('nats');

  private constructor(
    private readonly connection: NatsConnection,
    readonly user: string,
  ) {
    void this.tellStatus();
  }

  /** Throws when the broker refuses the login: no waiting mends a wrong password. */
  static async open({ url, user, password }: SideLogin): Promise<SideConnection> {
    const connection = await connect({
      servers: [url],
      user,
      pass: password,
      name: `bridge-${user}`,
      inboxPrefix: `_INBOX.${user}`,
      maxReconnectAttempts: -1,
      waitOnFirstConnect: true,
      // partners wait for this one after a restart of the broker: be there before they ask
      reconnectTimeWait: 100,
      reconnectJitter: 50,
      pingInterval: 5_000,
      maxPingOut: 2,
      timeout: 5_000,
      noAsyncTraces: true,
    });
    return new SideConnection(connection, user);
  }

  /** Answers requests, shared with the other replicas of `queue`. An answer that fails is logged and not sent. */
  answer(subject: string, queue: string, work: (data: Uint8Array) => Promise<string | undefined>): void {
    const callback = (_: Error | null, message: Msg): void => void this.respond(message, work);
    this.connection.subscribe(subject, { queue, callback });
  }

  /** The answers as they come, one from each server of a cluster; ends when no further one comes for a while. */
  async *askAll(subject: string, question: unknown): AsyncGenerator {
    const options = { strategy: 'stall', maxWait: 2_000, stall: NEXT_ANSWER_MS } as const;
    for await (const message of await this.connection.requestMany(subject, encoder.encode(JSON.stringify(question)), options)) {
      // a message without content says that nobody answers
      if (message.data.length > 0) yield message.json();
    }
  }

  async ask(subject: string, question: unknown): Promise<unknown> {
    return (await this.connection.request(subject, encoder.encode(JSON.stringify(question)), { timeout: 2_000 })).json();
  }

  async close(): Promise<void> {
    if (!this.connection.isClosed()) await this.connection.drain();
  }

  private async respond(message: Msg, work: (data: Uint8Array) => Promise<string | undefined>): Promise<void> {
    try {
      const answer = await work(message.data);
      if (answer !== undefined) message.respond(answer);
    } catch (error) {
      this.logger.error({ msg: 'a request failed', subject: message.subject, reason: explain(error) });
    }
  }

  private async tellStatus(): Promise<void> {
    for await (const status of this.connection.status()) {
      const { user } = this;
      if (status.type === 'disconnect') this.logger.warn({ msg: 'lost the broker', user });
      else if (status.type === 'reconnect') this.logger.log({ msg: 'the broker is back', user });
      else if (status.type === 'error') this.logger.error({ msg: 'the broker reports an error', user, reason: status.error.message });
    }
  }
}
