/** What did not become an event, with the reason: found again in stream DEAD_LETTERS. */
import { translateDeadLetters } from '@odoo-nats-bridge/contracts';
import { type OutgoingMessage, type StreamMessage, deadLetterMessage } from '../nats/nats.js';

export type TranslateReason = 'bad-json' | 'not-a-change' | 'contract-failed' | 'schema-violation' | 'too-large';

export interface Violation {
  readonly reason: TranslateReason;
  readonly message: string;
  /** where in the data, `lines.0.quantity`; '' when it is not about one place */
  readonly path: string;
  readonly changeId: string | null;
  readonly contract: string | null;
}

export function deadLetter(source: StreamMessage, violation: Violation): OutgoingMessage {
  const id = `dead:${violation.changeId ?? `${source.stream}-${source.sequence}`}:${violation.contract ?? 'change'}`;
  return deadLetterMessage(translateDeadLetters, id, source, { ...violation });
}
