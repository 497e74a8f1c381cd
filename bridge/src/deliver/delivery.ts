/** A message of DELIVERIES, parsed, and its dead letter. Pure. */
import { type Envelope, LETTER, REPLAY, deliveryDeadLetters, fromHeaders } from '@odoo-nats-bridge/contracts';
import { type OutgoingMessage, type StreamMessage, deadLetterMessage, header } from '../nats/nats.js';
import type { Ready, Unsendable } from './webhook-request.js';

export interface Delivery {
  readonly subscription: string;
  readonly message: StreamMessage;
  /** undefined: somebody put a message there that is no event */
  readonly envelope: Envelope | undefined;
  /** the dead letter that is retried by it (contracts, LETTER) */
  readonly letter: string | undefined;
  /** W3C trace context */
  readonly traceparent: string | undefined;
  /** what is sent of it alone; undefined: it was not made ahead */
  readonly content: Ready | Unsendable | undefined;
}

export type MakeContent = (envelope: Envelope | undefined, payload: Uint8Array) => Ready | Unsendable;

/** Looks through the headers once for all of it: it is on the way of every delivery. */
export const deliveryOf = (subscription: string, message: StreamMessage, make?: MakeContent): Delivery => {
  let letter: string | undefined;
  let traceparent: string | undefined;
  const envelope = fromHeaders(message.headers, (name, value) => {
    if (name === LETTER_HEADER) letter ??= value;
    else if (name === 'traceparent') traceparent ??= value;
  });
  return { subscription, message, envelope, letter, traceparent, content: make?.(envelope, message.data) };
};

const LETTER_HEADER = LETTER.toLowerCase();

/** The replay it was sent again by. */
export const replayOf = ({ envelope, message }: Pick<Delivery, 'envelope' | 'message'>): string | undefined =>
  envelope === undefined ? header(message, REPLAY) : envelope.replay;

/**
 * Its id is deterministic: who tells it twice within the duplicate window stores it once. A delivery that was sent again is another one.
 * `code`: of the reason, to find it by.
 */
export function deliveryDeadLetter(delivery: Delivery, reason: string, attempts: number, code = 'not-delivered'): OutgoingMessage {
  const { subscription, message, envelope, letter } = delivery;
  const again = letter ?? replayOf(delivery);
  const id = ['dead', subscription, envelope?.id ?? message.sequence, ...(again === undefined ? [] : [again])].join(':');
  const why = { reason: code, message: reason, subscription, attempts, eventId: envelope?.id ?? null };
  return deadLetterMessage(deliveryDeadLetters(subscription), id, message, why);
}
