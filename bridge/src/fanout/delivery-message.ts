/** An event as it stands on DELIVERIES for one subscription: what a subscriber on NATS pulls, and what a webhook is made of. */
import { type DataClass, EVENT, deliverySubject, toHeaders } from '@odoo-nats-bridge/contracts';
import type { Header, OutgoingMessage } from '../nats/nats.js';

export interface DeliveredEvent {
  /** the event's id */
  readonly id: string;
  /** those it has on EVENTS */
  readonly headers: readonly Header[];
  readonly payload: Uint8Array;
  /** the data classes that are hidden from this subscription */
  readonly masked?: readonly DataClass[];
  /** where it stands in EVENTS; absent in the sandbox, which has no such stream */
  readonly sequence?: number;
}

export const deliveryMessage = (
  subscription: string,
  { id, headers, payload, masked = [], sequence }: DeliveredEvent,
): OutgoingMessage => ({
  subject: deliverySubject(subscription),
  headers: [
    ...headers,
    ...(masked.length > 0 ? toHeaders({ masked: masked.join() }) : []),
    ['Bridge-Subscription', subscription],
    ...(sequence === undefined ? [] : [[EVENT, String(sequence)] as const]),
  ],
  data: payload,
  id: `${subscription}:${id}`,
});
