/** An event judged as of now, for one subscription or for all: the same judgement and the same masks as in fan-out. */
import { Injectable } from '@nestjs/common';
import { OWN_OUTCOMES, catalog, fanoutDeadLetters } from '@odoo-nats-bridge/contracts';
import { Audience, type Judgement, Sight, distribute, isOutcome, outcomeDelivery } from '../fanout/fanout.js';
import { Access } from '../identity/access.js';
import type { OutgoingMessage, StreamMessage } from '../nats/nats.js';
import { Policy } from '../policy/policy.js';

export type Judged =
  | { readonly decision: 'deliver'; readonly outputs: readonly OutgoingMessage[] }
  /** a decision of fan-out, or why the event cannot be understood */
  | { readonly decision: 'left-out'; readonly reason: string; readonly detail: string };

const NOT_SELECTED: Judged = { decision: 'left-out', reason: 'not-selected', detail: 'by contract or scope it is not of the subscription' };

@Injectable()
export class JudgedAgain {
  private readonly sight: Sight;
  /** of one revision of the subscriptions, by name; '' is that of all */
  private audiences = new Map<string, Audience>();
  private revision = -1;

  constructor(
    private readonly access: Access,
    private readonly policy: Policy,
  ) {
    this.sight = new Sight(policy);
  }

  /** What keeps this subscription from getting anything now; undefined when nothing does. */
  obstacle(name: string): { readonly reason: string; readonly detail: string } | undefined {
    const subscription = this.access.subscription(name);
    if (subscription === undefined) return { reason: 'subscription-gone', detail: `there is no subscription ${name}` };
    if (subscription.status === 'active') return undefined;
    return { reason: `subscription-${subscription.status}`, detail: subscription.statusReason ?? `${name} is ${subscription.status}` };
  }

  /** Pure and synchronous, as fan-out is. */
  forOne(message: StreamMessage, name: string): Judged {
    return isOutcome(message) ? this.outcome(message, name) : this.judge(message, this.audience(name));
  }

  /** It was this subscription's once, and a name is its client's for good: whether it still wants outcomes is what is left to ask. */
  private outcome(message: StreamMessage, name: string): Judged {
    const wants = this.access.subscription(name)?.contracts.includes(OWN_OUTCOMES) ?? false;
    if (!wants) return NOT_SELECTED;
    return { decision: 'deliver', outputs: [outcomeDelivery(name, message)] };
  }

  forAll(message: StreamMessage): Judged {
    return this.judge(message, this.audience(''));
  }

  private judge(message: StreamMessage, audience: Audience): Judged {
    let said: Judgement | undefined;
    const onJudged = (_subscription: string, _eventId: string, judgement: Judgement) => {
      said = judgement;
    };
    const outputs = distribute(message, { catalog, audience, policy: this.policy, sight: this.sight, onJudged });
    const fault = outputs.find(({ subject }) => subject === fanoutDeadLetters);
    if (fault !== undefined) return { decision: 'left-out', ...faultIn(fault) };
    if (outputs.length > 0) return { decision: 'deliver', outputs };
    if (said === undefined) return NOT_SELECTED;
    return { decision: 'left-out', reason: said.decision, detail: 'reason' in said ? said.reason : said.decision };
  }

  private audience(name: string): Audience {
    const { revision, subscriptions, clients } = this.access;
    if (revision !== this.revision) this.audiences = new Map();
    this.revision = revision;
    const wanted = name === '' ? subscriptions : subscriptions.filter((each) => each.name === name);
    const known = this.audiences.get(name) ?? new Audience({ subscriptions: wanted, clients }, catalog);
    this.audiences.set(name, known);
    return known;
  }
}

/** A dead letter's own words. */
export function faultIn({ data }: OutgoingMessage): { reason: string; detail: string } {
  const { reason, message } = JSON.parse(Buffer.from(data).toString('utf8')) as { reason: string; message: string };
  return { reason, detail: message };
}
