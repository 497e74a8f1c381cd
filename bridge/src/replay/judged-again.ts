/** An event judged as of now, for one subscription or for all: the same judgement and the same masks as in fan-out. */
import { Injectable } from '@nestjs/common';
import { catalog, fanoutDeadLetters } from '@odoo-nats-bridge/contracts';
import { distribute, type Judgement } from '../fanout/fanout.js';
import { Access } from '../identity/access.js';
import type { OutgoingMessage, StreamMessage } from '../nats/nats.js';
import { Policy } from '../policy/policy.js';

export type Judged =
  | { readonly decision: 'deliver'; readonly outputs: readonly OutgoingMessage[] }
  /** a decision of fan-out, or why the event cannot be understood */
  | { readonly decision: 'left-out'; readonly reason: string; readonly detail: string };

@Injectable()
export class JudgedAgain {
  constructor(
    private readonly access: Access,
    private readonly policy: Policy,
  ) {}

  /** What keeps this subscription from getting anything now; undefined when nothing does. */
  obstacle(name: string): { readonly reason: string; readonly detail: string } | undefined {
    const subscription = this.access.subscription(name);
    if (subscription === undefined) return { reason: 'subscription-gone', detail: `there is no subscription ${name}` };
    if (subscription.status === 'active') return undefined;
    return { reason: `subscription-${subscription.status}`, detail: subscription.statusReason ?? `${name} is ${subscription.status}` };
  }

  /** Pure and synchronous, as fan-out is. */
  forOne(message: StreamMessage, name: string): Judged {
    return this.judge(message, (each) => each === name);
  }

  forAll(message: StreamMessage): Judged {
    return this.judge(message, () => true);
  }

  private judge(message: StreamMessage, wanted: (subscription: string) => boolean): Judged {
    const subscriptions = this.access.subscriptions.flatMap((subscription) => {
      const client = this.access.client(subscription.client);
      return client !== undefined && wanted(subscription.name) ? [{ subscription, client }] : [];
    });
    let said: Judgement | undefined;
    const onJudged = (_subscription: string, _eventId: string, judgement: Judgement) => {
      said = judgement;
    };
    const outputs = distribute(message, { catalog, subscriptions, policy: this.policy, onJudged });
    const fault = outputs.find(({ subject }) => subject === fanoutDeadLetters);
    if (fault !== undefined) return { decision: 'left-out', ...faultIn(fault) };
    if (outputs.length > 0) return { decision: 'deliver', outputs };
    const reason = said?.decision ?? 'not-subscribed';
    return { decision: 'left-out', reason, detail: said !== undefined && 'reason' in said ? said.reason : reason };
  }
}

/** A dead letter's own words. */
export function faultIn({ data }: OutgoingMessage): { reason: string; detail: string } {
  const { reason, message } = JSON.parse(Buffer.from(data).toString('utf8')) as { reason: string; message: string };
  return { reason, detail: message };
}
