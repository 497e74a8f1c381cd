/** Single messages of a stream, asked of its leader. */
import { JetStreamApiCodes, JetStreamApiError, type StoredMsg } from '@nats-io/jetstream';
import type { Nats } from './connection.js';
import { type StreamMessage, headerList } from './message.js';

/** undefined when there is no such message. */
export async function messageOrNone(asked: Promise<StoredMsg | null>): Promise<StoredMsg | undefined> {
  try {
    return (await asked) ?? undefined;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.NoMessageFound) return undefined;
    throw error;
  }
}

/** The message with this sequence; undefined when the stream does not have it (any more). */
export async function storedMessage(nats: Nats, stream: string, sequence: number): Promise<StreamMessage | undefined> {
  const found = await messageOrNone(nats.manager.streams.getMessage(stream, { seq: sequence }));
  return found && told(stream, found);
}

/** The newest message on this subject; undefined when there is none. */
export async function newestMessage(nats: Nats, stream: string, subject: string): Promise<StreamMessage | undefined> {
  const found = await messageOrNone(nats.manager.streams.getMessage(stream, { last_by_subj: subject }));
  return found && told(stream, found);
}

const told = (stream: string, found: StoredMsg): StreamMessage => ({
  stream,
  sequence: found.seq,
  subject: found.subject,
  headers: headerList(found.header),
  data: found.data,
  storedAt: found.time,
  deliveries: 0,
});
