/** A durable consumer: what it is, and working off its messages, several at a time. */
import { type ConsumerMessages, JetStreamApiCodes, JetStreamApiError, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { Nats } from './connection.js';
import { type StreamMessage, streamMessageFrom } from './message.js';

// heartbeats come at half of it: a consumer that went away is noticed within 5 s
const PULL_EXPIRES_MS = 5_000;

export interface Durable {
  readonly stream: string;
  readonly name: string;
  readonly filters: readonly string[];
  /** must exceed the slowest work on one message, or JetStream redelivers mid-work */
  readonly ackWaitMs: number;
  /** -1: no limit */
  readonly maxDeliver: number;
  readonly maxUnacknowledged: number;
  /** JetStream tells each acknowledgement as a metric */
  readonly tellsAcknowledgements: boolean;
  /** nothing is given out; what comes meanwhile waits */
  readonly isPaused?: boolean;
}

// nats-server's errors.json: JSConsumerExistsErrF, "consumer already exists" (with another configuration)
const CONSUMER_EXISTS = 10148;
const NEVER = new Date('2200-01-01T00:00:00Z');

/** Idempotent: created, or brought into line with this version's limits; its place in the stream stays. */
export async function ensureDurable(nats: Nats, durable: Durable): Promise<void> {
  const limits = {
    filter_subjects: [...durable.filters],
    ack_wait: nanos(durable.ackWaitMs),
    max_deliver: durable.maxDeliver,
    max_ack_pending: durable.maxUnacknowledged,
    // an empty one takes an earlier one back
    sample_freq: durable.tellsAcknowledgements ? '100%' : '',
  };
  try {
    await nats.manager.consumers.add(durable.stream, {
      durable_name: durable.name,
      deliver_policy: 'all',
      ack_policy: 'explicit',
      ...limits,
    });
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== CONSUMER_EXISTS) throw error;
    // the client merges with what is there; a consumer made with one `filter_subject` would keep it beside the list
    await nats.manager.consumers.update(durable.stream, durable.name, { ...limits, filter_subject: '' });
  }
  // not part of an update: the broker keeps what it had
  if (durable.isPaused === true) await nats.manager.consumers.pause(durable.stream, durable.name, NEVER);
  else await nats.manager.consumers.resume(durable.stream, durable.name);
}

/** The consumer and all messages it alone would have read. Idempotent. */
export async function removeDurable(nats: Nats, durable: Pick<Durable, 'stream' | 'name' | 'filters'>): Promise<void> {
  try {
    await nats.manager.consumers.delete(durable.stream, durable.name);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.ConsumerNotFound) throw error;
  }
  for (const filter of durable.filters) await nats.manager.streams.purge(durable.stream, { filter });
}

/** Hands on where a consumer stood, and removes it; nothing happens when there is none. */
export async function takeOver(
  nats: Nats,
  { stream, name }: Pick<Durable, 'stream' | 'name'>,
  take: (position: number) => Promise<void>,
): Promise<void> {
  try {
    const info = await nats.manager.consumers.info(stream, name);
    await take(info.ack_floor.stream_seq);
    await nats.manager.consumers.delete(stream, name);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.ConsumerNotFound) throw error;
  }
}

/** One message under way. Exactly one of done, again and giveUp ends it; none of them: it comes again after ack_wait. */
export interface Work {
  readonly message: StreamMessage;
  done(): void;
  again(afterMs: number): void;
  /** never again; JetStream tells it as an advisory with the reason */
  giveUp(reason: string): void;
  /** asks for another ack_wait */
  needsTime(): void;
}

/** Replicas share the durable: each message goes to one of them. */
export class DurableWorker {
  private readonly underWay = new Set<Promise<void>>();
  private messages: ConsumerMessages | undefined;
  private reading: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly nats: Nats,
    private readonly durable: Durable,
    private readonly inFlight: number,
    /** must not throw */
    private readonly handle: (work: Work) => Promise<void>,
  ) {}

  async start(): Promise<void> {
    await ensureDurable(this.nats, this.durable);
    const consumer = await this.nats.jetstream.consumers.get(this.durable.stream, this.durable.name);
    this.messages = await consumer.consume({ max_messages: 2 * this.inFlight, expires: PULL_EXPIRES_MS });
    this.reading = this.readAll(this.messages);
  }

  /** Begins nothing new. */
  halt(): void {
    this.stopped = true;
    this.messages?.stop();
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.halt();
    await this.reading;
    await Promise.all(this.underWay);
  }

  private async readAll(messages: ConsumerMessages): Promise<void> {
    for await (const message of messages) {
      if (this.stopped) return;
      const work = this.handle(workOn(message)).finally(() => this.underWay.delete(work));
      this.underWay.add(work);
      if (this.underWay.size >= this.inFlight) await Promise.race(this.underWay);
    }
  }
}

const workOn = (message: JsMsg): Work => ({
  message: streamMessageFrom(message),
  done: () => {
    message.ack();
  },
  again: (afterMs) => {
    message.nak(afterMs);
  },
  giveUp: (reason) => {
    message.term(reason);
  },
  needsTime: () => {
    message.working();
  },
});
