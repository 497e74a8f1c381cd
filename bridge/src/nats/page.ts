/** A stretch of a stream, page by page, for a reader that keeps its place elsewhere. */
import { nanos } from '@nats-io/nats-core';
import { Retry } from '../failure.js';
import type { Nats } from './connection.js';
import { type StreamMessage, streamMessageFrom } from './message.js';

const EXPIRES_MS = 5_000;
// a reader that died leaves its consumer behind for this long
const IDLE_MS = 10_000;

export interface PageQuery {
  readonly stream: string;
  readonly filters: readonly string[];
  /** the last sequence that is not wanted */
  readonly after: number;
  readonly max: number;
}

export interface Page {
  readonly messages: readonly StreamMessage[];
  /** how many of these subjects the stream holds behind this page */
  readonly left: number;
}

/** Resolves at once, with what is there. Throws Retry when the broker stops in the middle. */
export async function readPage(nats: Nats, { stream, filters, after, max }: PageQuery): Promise<Page> {
  const consumer = await nats.jetstream.consumers.get(stream, {
    filter_subjects: [...filters],
    deliver_policy: 'by_start_sequence',
    opt_start_seq: after + 1,
    inactive_threshold: nanos(IDLE_MS),
  });
  try {
    const waiting = (await consumer.info(true)).num_pending;
    const wanted = Math.min(max, waiting);
    const messages: StreamMessage[] = [];
    if (wanted === 0) return { messages, left: waiting };
    for await (const message of await consumer.fetch({ max_messages: wanted, expires: EXPIRES_MS }))
      messages.push(streamMessageFrom(message));
    if (messages.length < wanted) throw new Retry(`${stream} gave ${messages.length} of ${wanted} messages`, 1_000);
    return { messages, left: waiting - wanted };
  } finally {
    void consumer.delete().catch(() => undefined);
  }
}

/** The first sequence stored at or after this moment; the next one to be stored when there is none yet. */
export async function sequenceAt(nats: Nats, stream: string, moment: Date): Promise<number> {
  const consumer = await nats.jetstream.consumers.get(stream, {
    deliver_policy: 'by_start_time',
    opt_start_time: moment.toISOString(),
    inactive_threshold: nanos(IDLE_MS),
  });
  try {
    const { state } = await nats.manager.streams.info(stream);
    if ((await consumer.info(true)).num_pending === 0) return state.last_seq + 1;
    for await (const message of await consumer.fetch({ max_messages: 1, expires: EXPIRES_MS })) return message.seq;
    throw new Retry(`${stream} gave no message of ${moment.toISOString()}`, 1_000);
  } finally {
    void consumer.delete().catch(() => undefined);
  }
}

/** How many messages of a subject the stream holds behind `after`. */
export async function countAfter(
  nats: Nats,
  { stream, subject, after }: { stream: string; subject: string; after: number },
): Promise<number> {
  return (await readPage(nats, { stream, filters: [subject], after, max: 0 })).left;
}
