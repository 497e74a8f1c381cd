/** One attempt to deliver one event, as it is kept. Pure. */
import { type RetriedLetter, letterIn } from '@odoo-nats-bridge/contracts';
import { randomUUID } from 'node:crypto';
import { type Delivery, replayOf } from './delivery.js';

/** failed: it comes again · dead-lettered: given up · gone: the endpoint wants nothing any more, it waits */
export type AttemptOutcome = 'delivered' | 'failed' | 'dead-lettered' | 'gone';

export interface Evidence {
  readonly kind: 'event.delivered' | 'event.attempt-failed' | 'event.dead-lettered';
  readonly reason?: string | undefined;
}

/** What whoever attempted it has to say. */
export interface AttemptResult {
  readonly channel: 'nats' | 'webhook';
  /** from 1 */
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  /** a code: `http-503`, `timeout`, `not-acknowledged`; absent when it was delivered */
  readonly reason?: string | undefined;
  /** the same in words */
  readonly detail?: string | undefined;
  /** of HTTP */
  readonly status?: number | undefined;
  readonly latencyMs?: number | undefined;
  /** the answer's body as it came, or its beginning: it is masked and capped before it is kept */
  readonly response?: string | Uint8Array | undefined;
  /** when it ended; now, when absent */
  readonly at?: Date | undefined;
  /** given when the same fact may be told twice: the second is not kept again */
  readonly id?: string | undefined;
  /** what the transaction that keeps the attempt adds to the audit trail */
  readonly evidence?: Evidence | undefined;
}

export interface Attempt extends AttemptResult {
  readonly id: string;
  readonly at: Date;
  readonly subscription: string;
  readonly eventId: string | null;
  readonly contract: string | null;
  readonly recordId: string | null;
  readonly correlationId: string | null;
  readonly traceId: string | null;
  /** in DELIVERIES */
  readonly sequence: number;
  /** the replay it belongs to */
  readonly replay: string | null;
  /** the dead letter that is retried by it, and which of its retries this is */
  readonly letter: RetriedLetter | null;
  /** whoever tells it gave the id: it may have been told before */
  readonly mayBeKnown: boolean;
}

/** Holds nothing of the message itself: attempts wait in memory until they are written. */
export function attemptOf(delivery: Delivery, result: AttemptResult): Attempt {
  const { subscription, message, envelope } = delivery;
  const { channel, attempt, outcome, reason, detail, status, latencyMs, response, evidence } = result;
  return {
    channel,
    attempt,
    outcome,
    reason,
    detail,
    status,
    latencyMs,
    response,
    evidence,
    id: result.id ?? randomUUID(),
    mayBeKnown: result.id !== undefined,
    at: result.at ?? new Date(),
    subscription,
    eventId: envelope?.id ?? null,
    contract: envelope?.type ?? null,
    recordId: envelope?.subject ?? null,
    correlationId: envelope?.correlationid ?? null,
    traceId: traceIn(delivery.traceparent),
    sequence: message.sequence,
    replay: uuidIn(replayOf(delivery)),
    letter: letterIn(delivery.letter) ?? null,
  };
}

/** Of a digest in hex: what has the same one has the same id. */
export const asUuid = (digest: string): string => digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** W3C trace context: `00-<trace id>-<span id>-<flags>`. */
const traceIn = (text: string | undefined): string | null =>
  text === undefined ? null : (/^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(text)?.[1] ?? null);

const uuidIn = (text: string | undefined): string | null =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : null;
