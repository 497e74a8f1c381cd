/** From one canonical event to its deliveries, purely. What cannot be understood becomes a dead letter. */
import { type Catalog, fanoutDeadLetters, fromHeaders } from '@odoo-nats-bridge/contracts';
import { explain } from '../failure.js';
import { type OutgoingMessage, type StreamMessage, deadLetterMessage, ownHeaders } from '../nats/nats.js';
import type { Audience } from './audience.js';
import { deliveryMessage } from './delivery-message.js';
import { type CanonicalEvent, Judge, type Judgement, type Law } from './judge.js';

export interface Distribution extends Law {
  readonly catalog: Pick<Catalog, 'events'>;
  readonly audience: Pick<Audience, 'of'>;
  /** told of each judgement, for counting */
  readonly onJudged: (subscription: string, eventId: string, judgement: Judgement) => void;
}

/** In the order of the subscriptions' creation, each numbered by it: see `part` of OutgoingMessage. */
export function distribute(message: StreamMessage, to: Distribution): OutgoingMessage[] {
  const event = parseEvent(message, to.catalog);
  if ('reason' in event) return [deadLetterMessage(fanoutDeadLetters, `dead:${message.stream}-${message.sequence}`, message, { ...event })];
  const { id } = event.envelope;
  const judge = new Judge(event, to);
  const headers = ownHeaders(message);
  return to.audience.of(event.contract.id, event.scope).flatMap((listener) => {
    const { name, ordinal } = listener.subscription;
    const judgement = judge.of(listener);
    to.onJudged(name, id, judgement);
    if (judgement.decision !== 'deliver') return [];
    const { payload, masked } = judgement;
    return [{ ...deliveryMessage(name, { id, headers, payload, masked, sequence: message.sequence }), part: ordinal }];
  });
}

interface Fault {
  readonly reason: 'not-an-event' | 'unknown-contract' | 'bad-data';
  readonly message: string;
  readonly eventId: string | null;
}

function parseEvent(message: StreamMessage, catalog: Pick<Catalog, 'events'>): CanonicalEvent | Fault {
  const envelope = fromHeaders(message.headers);
  if (envelope === undefined) return { reason: 'not-an-event', message: 'it lacks CloudEvents headers', eventId: null };
  const contract = catalog.events.get(envelope.type);
  if (contract === undefined) return { reason: 'unknown-contract', message: envelope.type, eventId: envelope.id };
  try {
    const data: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(message.data));
    const scope = contract.entity.scope?.(contract.data.parse(data)) ?? {};
    return { envelope, contract, scope, data, payload: message.data };
  } catch (error) {
    return { reason: 'bad-data', message: explain(error), eventId: envelope.id };
  }
}
