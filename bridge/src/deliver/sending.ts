/** From deliveries to one answer of their endpoint. It owns the connections. */
import type { Subscription, WebhookChannel } from '../subscription/subscription.js';
import { type Surroundings, surroundingsOf } from './connections.js';
import type { Delivery } from './delivery.js';
import { type Answer, Endpoint } from './post.js';
import { Signature } from './signature.js';
import { type Content, type Event, NotDeliverable, batchOf, contentOf, signed } from './webhook-request.js';

export type WebhookSubscription = Subscription & { readonly channel: WebhookChannel };

/** A message that no endpoint could ever get. */
export interface Unsendable {
  readonly kind: 'unsendable';
  readonly reason: 'not-an-event' | 'not-json' | 'too-large';
}

export class Sending {
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
    const content = this.contentOf(deliveries);
    if ('kind' in content) return Promise.resolve(content);
    if (content.body.byteLength > this.surroundings.limits.requestBytes)
      return Promise.resolve({ kind: 'unsendable', reason: 'too-large' });
    const request = signed(content, this.signature, at);
    if (request === undefined) return Promise.resolve({ kind: 'unreachable', reason: 'no valid secret to sign with' });
    return this.endpoint.post(request.headers, request.body);
  }

  close(): Promise<void> {
    return this.endpoint.close();
  }

  private contentOf(deliveries: readonly Delivery[]): Content | Unsendable {
    const events = eventsOf(deliveries);
    const first = events?.[0];
    if (events === undefined || first === undefined) return { kind: 'unsendable', reason: 'not-an-event' };
    try {
      return this.subscription.mode.kind === 'batch' ? batchOf(events) : contentOf(first, this.subscription.channel.content);
    } catch (error) {
      if (error instanceof NotDeliverable) return { kind: 'unsendable', reason: 'not-json' };
      throw error;
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
