/**
 * Stores several messages in one stream, all or none (ADR-50). Headers are set here, because the client's own batch API drops
 * message ids and expectations and hides the server's error.
 */
import type { Msg, MsgHdrs, NatsConnection } from '@nats-io/nats-core';
import { nuid } from '@nats-io/nats-core';
import { z } from 'zod';
import { Retry } from '../failure.js';
import { type Header, MESSAGE_ID, type OutgoingMessage, natsHeaders } from './message.js';
import { headersBehind } from './written-message.js';

/** The server takes 1000; half of it keeps a batch's fsync short. */
export const MAX_BATCH = 500;
const TIMEOUT_MS = 10_000;
const WRONG_LAST_SEQUENCE = [10071, 10164];
const DUPLICATE_MESSAGE_ID = 10201;

export type BatchOutcome =
  | { readonly outcome: 'stored'; readonly firstSequence: number; readonly lastSequence: number }
  /** another writer moved the expected subject on */
  | { readonly outcome: 'fenced' }
  /** one or more message ids are in the stream already, or twice in this batch; the server does not say which */
  | { readonly outcome: 'duplicate' };

const answer = z.object({
  seq: z.number().int().nonnegative(),
  count: z.number().int().positive().optional(),
  error: z.object({ err_code: z.number(), description: z.string() }).optional(),
});

/** Throws `Retry` when the outcome is unknown (time-out, lost connection) or the broker cannot take it now. */
export async function publishBatch(connection: NatsConnection, messages: readonly OutgoingMessage[]): Promise<BatchOutcome> {
  const batch = nuid.next();
  const last = messages.length - 1;
  for (const [index, message] of messages.slice(0, last).entries()) {
    connection.publish(message.subject, message.data, { headers: batchHeaders(message, batch, index) });
  }
  return judge(await commit(connection, messages[last], batch, last));
}

function batchHeaders(message: OutgoingMessage, batch: string, index: number, ...more: readonly Header[]): MsgHdrs {
  const place: Header[] = [['Nats-Batch-Id', batch], ['Nats-Batch-Sequence', String(index + 1)], ...more];
  if (message.headerBlock !== undefined) return headersBehind(message.headerBlock, place);
  const { headers, id } = message;
  return natsHeaders(headers, ...(id === undefined ? [] : [[MESSAGE_ID, id] as const]), ...place);
}

async function commit(connection: NatsConnection, message: OutgoingMessage | undefined, batch: string, index: number): Promise<Msg> {
  if (message === undefined) throw new TypeError('a batch has at least one message');
  const headers = batchHeaders(message, batch, index, ['Nats-Batch-Commit', '1']);
  try {
    return await connection.request(message.subject, message.data, { headers, timeout: TIMEOUT_MS });
  } catch (cause) {
    throw new Retry('a batch got no answer', 1_000, cause);
  }
}

function judge(reply: Msg): BatchOutcome {
  const { seq, count, error } = answer.parse(reply.json());
  if (error === undefined) return { outcome: 'stored', firstSequence: seq - (count ?? 1) + 1, lastSequence: seq };
  if (WRONG_LAST_SEQUENCE.includes(error.err_code)) return { outcome: 'fenced' };
  if (error.err_code === DUPLICATE_MESSAGE_ID) return { outcome: 'duplicate' };
  throw new Retry(`the broker refused a batch: ${error.description} (${error.err_code})`, 5_000);
}
