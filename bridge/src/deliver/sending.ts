/** From deliveries to one answer of their endpoint. It owns the connections. */
import { Logger } from '@nestjs/common';
import { explain } from '../failure.js';
import type { Subscription, WebhookChannel } from '../subscription/subscription.js';
import { type Surroundings, surroundingsOf } from './connections.js';
import type { Delivery, MakeContent } from './delivery.js';
import { type Answer, Endpoint } from './post.js';
import { Signature } from './signature.js';
import {
  type Content,
  type Event,
  NotDeliverable,
  type Ready,
  type Unsendable,
  batchOf,
  contentOf,
  readyAt,
  requestAt,
} from './webhook-request.js';

export type WebhookSubscription = Subscription & { readonly channel: WebhookChannel };

export class Sending {
  private readonly logger = new Logger('deliver');
  private readonly endpoint: Endpoint;
  private readonly signature: Signature;
  private readonly surroundings: Surroundings;

  constructor(
    private readonly subscription: WebhookSubscription,
    given: Partial<Surroundings> = {},
  ) {
    const { channel, limits } = subscription;
    const usual = surroundingsOf(channel, limits.inFlight);
    const timed = { ...usual.limits, totalMs: limits.timeoutMs ?? usual.limits.totalMs };
    this.surroundings = { ...usual, limits: timed, ...given };
    this.signature = new Signature(channel.secrets);
    this.endpoint = new Endpoint(channel, this.surroundings);
  }

  get totalMs(): number {
    return this.surroundings.limits.totalMs;
  }

  /** Never throws; rejects only for a defect of ours. */
  send(deliveries: readonly Delivery[], at: Date): Promise<Answer | Unsendable> {
    try {
      return this.sendNow(deliveries, at);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private sendNow(deliveries: readonly Delivery[], at: Date): Promise<Answer | Unsendable> {
    const ready = this.subscription.mode.kind === 'batch' ? this.contentOfAll(deliveries) : this.contentOf(deliveries);
    if ('kind' in ready) return Promise.resolve(ready);
    const request = requestAt(ready, this.signature, at);
    if (request === undefined) return Promise.resolve({ kind: 'unreachable', reason: 'no valid secret to sign with' });
    return this.endpoint.post(request.headers, request.body);
  }

  close(): Promise<void> {
    return this.endpoint.close();
  }

  /** Of one event alone. Where many messages are read in a row theirs are made with them: one by one, each takes twice as long. */
  readonly contentOfOne: MakeContent = (envelope, payload) => {
    if (envelope === undefined) return { kind: 'unsendable', reason: 'not-an-event' };
    return this.made(() => contentOf({ envelope, payload }, this.subscription.channel.content));
  };

  private contentOf([delivery]: readonly Delivery[]): Ready | Unsendable {
    if (delivery === undefined) throw new RangeError('a request of none');
    return delivery.content ?? this.contentOfOne(delivery.envelope, delivery.message.data);
  }

  private contentOfAll(deliveries: readonly Delivery[]): Ready | Unsendable {
    const events = eventsOf(deliveries);
    return events === undefined ? { kind: 'unsendable', reason: 'not-an-event' } : this.made(() => batchOf(events));
  }

  private made(make: () => Content): Ready | Unsendable {
    try {
      const content = make();
      if (content.body.byteLength > this.surroundings.limits.requestBytes) return { kind: 'unsendable', reason: 'too-large' };
      return readyAt(content, this.signature, new Date());
    } catch (error) {
      if (error instanceof NotDeliverable) return { kind: 'unsendable', reason: 'not-json' };
      // thrown on, it would hold up whatever comes behind it, in vain
      this.logger.error({ msg: 'a request could not be made', subscription: this.subscription.name, reason: explain(error) });
      return { kind: 'unsendable', reason: 'bridge-failed' };
    }
  }
}

/** Undefined: one of them is none. */
function eventsOf(deliveries: readonly Delivery[]): Event[] | undefined {
  const events: Event[] = [];
  for (const { envelope, message } of deliveries) {
    if (envelope === undefined) return undefined;
    events.push({ envelope, payload: message.data });
  }
  return events;
}
