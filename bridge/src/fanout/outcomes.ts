/**
 * Outcomes of commands as deliveries, for senders that do not read OUTCOMES themselves. Whose an outcome is says its subject, which the
 * bridge alone writes; nothing else is asked, and nobody else ever gets it. Purely, as events are distributed.
 */
import { OUTCOME_SOURCE, OWN_OUTCOMES, dataSchemaOf, outcomeToken, toHeaders } from '@odoo-nats-bridge/contracts';
import type { AccessState, Subscription } from '../identity/access.js';
import { type OutgoingMessage, type StreamMessage, header, ownHeaders } from '../nats/nats.js';
import { deliveryMessage } from './delivery-message.js';

/** Which subscriptions ask for the outcomes of their own client. Made anew when clients or subscriptions change. */
export class Senders {
  private readonly bySender = new Map<string, Subscription[]>();

  constructor({ clients, subscriptions }: Pick<AccessState, 'clients' | 'subscriptions'>) {
    const known = new Set(clients.map(({ id }) => id));
    const wanting = subscriptions.filter(({ client, contracts }) => known.has(client) && contracts.includes(OWN_OUTCOMES));
    for (const each of [...wanting].sort((one, other) => one.ordinal - other.ordinal)) {
      const sender = outcomeToken(each.client);
      this.bySender.set(sender, [...(this.bySender.get(sender) ?? []), each]);
    }
  }

  /** In the order of the subscriptions' creation. */
  of(sender: string): readonly Subscription[] {
    return this.bySender.get(sender) ?? [];
  }
}

/** Each numbered by its subscription's creation: see `part` of OutgoingMessage. */
export function distributeOutcome(message: StreamMessage, senders: Pick<Senders, 'of'>): OutgoingMessage[] {
  const [, sender = ''] = message.subject.split('.');
  if (!isOutcome(message)) return [];
  return senders.of(sender).map(({ name, ordinal }) => ({ ...outcomeDelivery(name, message), part: ordinal }));
}

/** By its headers: as it stands in OUTCOMES, and as it was delivered. */
export const isOutcome = (message: Pick<StreamMessage, 'headers'>): boolean => header(message, 'ce-source') === OUTCOME_SOURCE;

/** A delivery has all attributes of an event. A command ends once, so that there is only one version of each outcome. */
const ATTRIBUTES = toHeaders({
  dataschema: dataSchemaOf('command.outcome'),
  recordversion: '1',
  dataclass: 'commercial',
  origin: 'external',
});
const ADDED = new Set(ATTRIBUTES.map(([name]) => name));

export function outcomeDelivery(subscription: string, message: StreamMessage): OutgoingMessage {
  const own = ownHeaders(message).filter(([name]) => !ADDED.has(name));
  return deliveryMessage(subscription, { id: header(message, 'ce-id') ?? '', headers: [...own, ...ATTRIBUTES], payload: message.data });
}
