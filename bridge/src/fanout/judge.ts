/**
 * May this subscription have this event, and in which form? The one place for it: contract, row scope, policy; later also the
 * masking of fields by their data class. Pure and synchronous.
 */
import type { Envelope, EventContract } from '@odoo-nats-bridge/contracts';
import type { Client, Subscription } from '../identity/access.js';
import type { Policy } from '../policy/policy.js';

/** A canonical event, parsed. */
export interface CanonicalEvent {
  readonly envelope: Envelope;
  readonly contract: EventContract;
  /** who it belongs to, by the entity's own words */
  readonly scope: Readonly<Record<string, string>>;
  /** JSON as it came from EVENTS */
  readonly payload: Uint8Array;
}

export type Judgement =
  | { readonly decision: 'deliver'; readonly payload: Uint8Array }
  | { readonly decision: 'not-subscribed' | 'out-of-scope' }
  | { readonly decision: 'denied'; readonly reason: string };

export function judge(event: CanonicalEvent, subscription: Subscription, client: Client, policy: Pick<Policy, 'judgeDelivery'>): Judgement {
  if (!subscription.contracts.includes(event.contract.id)) return { decision: 'not-subscribed' };
  if (!isWithin(subscription.scope, event.scope)) return { decision: 'out-of-scope' };
  const { id: type, dataClass } = event.contract;
  const verdict = policy.judgeDelivery(client, subscription, { type, dataClass, scope: event.scope });
  if (verdict.verdict !== 'allowed') return { decision: 'denied', reason: verdict.reason };
  return { decision: 'deliver', payload: event.payload };
}

/** Each scope the subscription names must be the event's; a scope the event does not have is not matched. */
const isWithin = (wanted: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => given[name] === value);
