/** What did not become an event, with the reason: found again in stream DEAD_LETTERS. */
import { translateDeadLetters } from '@odoo-nats-bridge/contracts';
import { type OutgoingMessage, type StreamMessage, deadLetterMessage } from '../nats/nats.js';

/**
 * bad-json, not-a-change   the message itself: nobody but the relay should write there
 * unknown-word             a selection of Odoo has a value that the contract has no word for: a module added it
 * snapshot-mismatch        a field is missing or of another kind: an old watch, another version of Odoo
 * schema-violation         the contract made data that do not match its own schema
 * contract-failed          the contract threw: a bug in it
 * too-large                the event would exceed the limit
 */
export type TranslateReason =
  'bad-json' | 'not-a-change' | 'unknown-word' | 'snapshot-mismatch' | 'schema-violation' | 'contract-failed' | 'too-large';

export interface Violation {
  readonly reason: TranslateReason;
  /** for people; says what was expected, never the value that was found: letters are read by more people than payloads */
  readonly message: string;
  /** where in Odoo's snapshot (`order_line.0.state`) or in the data (`lines.0.quantity`); '' when it is not about one place */
  readonly path: string;
  readonly changeId: string | null;
  readonly contract: string | null;
}

export function deadLetter(source: StreamMessage, violation: Violation): OutgoingMessage {
  const id = `dead:${violation.changeId ?? `${source.stream}-${source.sequence}`}:${violation.contract ?? 'change'}`;
  return deadLetterMessage(translateDeadLetters, id, source, { ...violation });
}
