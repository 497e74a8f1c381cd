/** From one canonical event to its deliveries, purely. What cannot be understood becomes a dead letter. */
import { type Catalog, fanoutDeadLetters, fromHeaders } from '@odoo-nats-bridge/contracts';
import { explain } from '../failure.js';
import type { Client, Subscription } from '../identity/access.js';
import { type OutgoingMessage, type StreamMessage, deadLetterMessage, ownHeaders } from '../nats/nats.js';
import type { Policy } from '../policy/policy.js';
import { deliveryMessage } from './delivery-message.js';
import { type CanonicalEvent, type Judgement, judge } from './judge.js';

export interface Distribution {
  readonly catalog: Pick<Catalog, 'events'>;
  readonly subscriptions: readonly { readonly subscription: Subscription; readonly client: Client }[];
  readonly policy: Pick<Policy, 'judgeDelivery'>;
  /** told of each judgement, for counting */
  readonly onJudged: (subscription: string, eventId: string, judgement: Judgement) => void;
}

export function distribute(message: StreamMessage, to: Distribution): OutgoingMessage[] {
  const event = parseEvent(message, to.catalog);
  if ('reason' in event) return [deadLetterMessage(fanoutDeadLetters, `dead:${message.stream}-${message.sequence}`, message, { ...event })];
  return to.subscriptions.flatMap(({ subscription, client }) => {
    const judgement = judge(event, subscription, client, to.policy);
    to.onJudged(subscription.name, event.envelope.id, judgement);
    if (judgement.decision !== 'deliver') return [];
    return [
      deliveryMessage(subscription.name, {
        id: event.envelope.id,
        headers: ownHeaders(message),
        payload: judgement.payload,
        sequence: message.sequence,
      }),
    ];
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
    return { envelope, contract, scope, payload: message.data };
  } catch (error) {
    return { reason: 'bad-data', message: explain(error), eventId: envelope.id };
  }
}
