/** Reads a stream from a place that the reader itself keeps: no durable, no acknowledgements, gaps closed by the client. */
import type { ConsumerMessages } from '@nats-io/jetstream';
import type { Nats } from './connection.js';
import { type StreamMessage, streamMessageFrom } from './message.js';

// What waits in the client: 24 MiB of the largest messages, 100 KiB of usual ones. By bytes it could be bounded closer, but the client's
// count of bytes drifts from the broker's. One question per 72 messages: each is a write, and the broker's answer.
const MOST_WAITING = { max_messages: 96, threshold_messages: 24 };
// heartbeats come at half of it, so a consumer that went away is noticed within 5 s
const PULL_EXPIRES_MS = 5_000;

export interface ReadFrom {
  readonly stream: string;
  readonly subject: string;
  /** the first sequence that is wanted */
  readonly sequence: number;
}

/** What takes a message. A promise: the next one has to wait for it. */
type Take = (message: StreamMessage) => Promise<void> | undefined;

/** Calls `take` for each message, until `signal` is aborted or the broker was away. Throws what it says. */
export async function readFrom(nats: Nats, { stream, subject, sequence }: ReadFrom, take: Take, signal: AbortSignal): Promise<void> {
  const options = { filter_subjects: [subject], deliver_policy: 'by_start_sequence' as const, opt_start_seq: sequence };
  const consumer = await nats.jetstream.consumers.get(stream, options);
  const messages = await consumer.consume({ ...MOST_WAITING, expires: PULL_EXPIRES_MS });
  // consumers without acknowledgement live in the server's memory: after an outage to begin anew is the quickest way back
  const forget = nats.onReconnect(() => {
    messages.stop();
  });
  try {
    await takeAll(messages, take, signal);
  } finally {
    forget();
    messages.stop();
    // its inactivity would end it after minutes; an endpoint in trouble opens and closes readers
    await consumer.delete().catch(() => undefined);
  }
}

async function takeAll(messages: ConsumerMessages, take: Take, signal: AbortSignal): Promise<void> {
  const stop = (): void => {
    messages.stop();
  };
  const isOver = (): boolean => signal.aborted;
  signal.addEventListener('abort', stop);
  try {
    if (isOver()) return;
    for await (const message of messages) {
      if (isOver()) return;
      const taking = take(streamMessageFrom(message));
      if (taking !== undefined) await taking;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The newest sequence that a stream has given out. */
export async function lastSequence(nats: Nats, stream: string): Promise<number> {
  return (await nats.manager.streams.info(stream)).state.last_seq;
}
