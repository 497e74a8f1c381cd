/** A message of DELIVERIES, parsed, and what is told about it: dead letter and evidence. Pure. */
import { type Envelope, LETTER, REPLAY, deliveryDeadLetters, fromHeaders } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../audit/audit.js';
import { type OutgoingMessage, type StreamMessage, deadLetterMessage, header } from '../nats/nats.js';

export interface Delivery {
  readonly subscription: string;
  readonly message: StreamMessage;
  /** undefined: somebody put a message there that is no event */
  readonly envelope: Envelope | undefined;
}

export const deliveryOf = (subscription: string, message: StreamMessage): Delivery => ({
  subscription,
  message,
  envelope: fromHeaders(message.headers),
});

/**
 * Its id is deterministic: who tells it twice within the duplicate window stores it once. A delivery that was sent again is another one.
 * `code`: of the reason, to find it by.
 */
export function deliveryDeadLetter(delivery: Delivery, reason: string, attempts: number, code = 'not-delivered'): OutgoingMessage {
  const { subscription, message, envelope } = delivery;
  const again = header(message, LETTER) ?? header(message, REPLAY);
  const id = ['dead', subscription, envelope?.id ?? message.sequence, ...(again === undefined ? [] : [again])].join(':');
  const why = { reason: code, message: reason, subscription, attempts, eventId: envelope?.id ?? null };
  return deadLetterMessage(deliveryDeadLetters(subscription), id, message, why);
}

type DeliveryKind = 'event.delivered' | 'event.attempt-failed' | 'event.dead-lettered';

export function evidence(delivery: Delivery, kind: DeliveryKind, data: Readonly<Record<string, unknown>>): NewAuditEntry {
  const { subscription, message, envelope } = delivery;
  return {
    kind,
    actor: 'bridge',
    correlationId: envelope?.correlationid ?? `deliveries:${message.sequence}`,
    subject: {
      subscription,
      eventId: envelope?.id ?? null,
      recordId: envelope?.subject ?? null,
      deliverySequence: message.sequence,
    },
    data: { ...data, type: envelope?.type ?? null, ...whyAgain(message) },
  };
}

function whyAgain(message: StreamMessage): Readonly<Record<string, string>> {
  const [replay, letter] = [header(message, REPLAY), header(message, LETTER)];
  return { ...(replay === undefined ? {} : { replay }), ...(letter === undefined ? {} : { letter }) };
}
