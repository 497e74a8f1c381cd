/** Reads a stream from a place that the reader itself keeps: no durable, no acknowledgements, gaps closed by the client. */
import type { ConsumerMessages } from '@nats-io/jetstream';
import type { Nats } from './connection.js';
import { type StreamMessage, streamMessageFrom } from './message.js';

export interface ReadFrom {
  readonly stream: string;
  readonly subject: string;
  /** the first sequence that is wanted */
  readonly sequence: number;
  /** at most so much waits in memory; more than the largest message */
  readonly maxBytes: number;
}

/** Calls `take` for each message, the next one when it has resolved, until `signal` is aborted. Throws what the broker says. */
export async function readFrom(
  nats: Nats,
  { stream, subject, sequence, maxBytes }: ReadFrom,
  take: (message: StreamMessage) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const options = { filter_subjects: [subject], deliver_policy: 'by_start_sequence' as const, opt_start_seq: sequence };
  const consumer = await nats.jetstream.consumers.get(stream, options);
  const messages = await consumer.consume({ max_bytes: maxBytes });
  try {
    await takeAll(messages, take, signal);
  } finally {
    messages.stop();
    // its inactivity would end it after minutes; an endpoint in trouble opens and closes readers
    await consumer.delete().catch(() => undefined);
  }
}

async function takeAll(messages: ConsumerMessages, take: (message: StreamMessage) => Promise<void>, signal: AbortSignal): Promise<void> {
  const stop = (): void => {
    messages.stop();
  };
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) return;
    for await (const message of messages) {
      if (signal.aborted) return;
      await take(streamMessageFrom(message));
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
