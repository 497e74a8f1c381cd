/** Messages of a stream as they come, for a reader that keeps no place in it: no durable, no acknowledgements. */
import type { Nats } from './connection.js';
import { type StreamMessage, streamMessageFrom } from './message.js';

export interface Followed {
  readonly stream: string;
  readonly filters: readonly string[];
  /** what the stream holds already, or only what comes from now on */
  readonly from: 'start' | 'now';
}

/** Ends when `signal` is aborted. Gaps are closed by the client: an ordered consumer. */
export async function* follow(nats: Nats, { stream, filters, from }: Followed, signal: AbortSignal): AsyncGenerator<StreamMessage> {
  const options = { filter_subjects: [...filters], deliver_policy: from === 'now' ? ('new' as const) : ('all' as const) };
  const consumer = await nats.jetstream.consumers.get(stream, options);
  const messages = await consumer.consume();
  const stop = (): void => {
    messages.stop();
  };
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    for await (const message of messages) yield streamMessageFrom(message);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
