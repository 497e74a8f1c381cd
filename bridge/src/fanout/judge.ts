/**
 * May this listener have this event, and in which form? The one place for it: row scope, policy, masks by data class. Contract and
 * first word of scope were looked up before (audience.ts). Pure and synchronous.
 */
import type { DataClass, Envelope, EventContract } from '@odoo-nats-bridge/contracts';
import type { Policy } from '../policy/policy.js';
import type { Listener } from './audience.js';
import type { Mask } from './mask.js';
import type { Sight } from './sight.js';

type Scope = Readonly<Record<string, string>>;

/** A canonical event, parsed. */
export interface CanonicalEvent {
  readonly envelope: Envelope;
  readonly contract: EventContract;
  /** who it belongs to, by the entity's own words */
  readonly scope: Scope;
  readonly data: unknown;
  /** JSON as it came from EVENTS */
  readonly payload: Uint8Array;
}

export type Judgement =
  | { readonly decision: 'deliver'; readonly payload: Uint8Array; readonly masked: readonly DataClass[] }
  | { readonly decision: 'out-of-scope' }
  | { readonly decision: 'denied'; readonly reason: string };

export interface Law {
  readonly policy: Pick<Policy, 'judgeDelivery'>;
  readonly sight: Pick<Sight, 'maskFor'>;
}

/** Judges one event for many listeners: what is masked alike is masked once. */
export class Judge {
  private readonly payloads = new Map<Mask, Uint8Array>();

  constructor(
    private readonly event: CanonicalEvent,
    private readonly law: Law,
  ) {}

  of(listener: Listener): Judgement {
    const { contract, scope } = this.event;
    const { subscription, client } = listener;
    const subscribed = matchOf(subscription.scope, scope);
    if (subscribed === undefined) return { decision: 'out-of-scope' };
    const { id: type, dataClass } = contract;
    const verdict = this.law.policy.judgeDelivery(client, { scope: subscribed }, { type, dataClass, scope });
    if (verdict.verdict !== 'allowed') return { decision: 'denied', reason: verdict.reason };
    const mask = this.law.sight.maskFor(contract, listener);
    return { decision: 'deliver', payload: this.seenThrough(mask), masked: mask.hides };
  }

  private seenThrough(mask: Mask): Uint8Array {
    if (mask.hides.length === 0) return this.event.payload;
    const known = this.payloads.get(mask) ?? new TextEncoder().encode(JSON.stringify(mask.apply(this.event.data)));
    this.payloads.set(mask, known);
    return known;
  }
}

/**
 * The event's values of the words that the subscription names, when each is one that it wants. A word that the event does not have
 * is not matched.
 */
function matchOf(wanted: Readonly<Record<string, string | readonly string[]>>, given: Scope): Scope | undefined {
  const matched: Record<string, string> = {};
  for (const [word, values] of Object.entries(wanted)) {
    const value = given[word];
    if (value === undefined || (typeof values === 'string' ? values !== value : !values.includes(value))) return undefined;
    matched[word] = value;
  }
  return matched;
}
