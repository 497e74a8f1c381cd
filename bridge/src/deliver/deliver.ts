/** All subscriptions: their consumers on DELIVERIES, and a puller for each webhook; opened, changed and closed as they come and go. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { Access, type AccessState, type Subscription } from '../identity/access.js';
import { Nats, ensureDurable, removeDurable } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Place } from './place.js';
import { durableOf, remainsOf } from './subscription-consumer.js';
import { WebhookPuller, type WebhookSubscription } from './webhook-puller.js';

export { type Attempt, type AttemptOutcome, type AttemptResult, attemptOf } from './attempt.js';
export { type AttemptFilter, type AttemptPage, AttemptSearch } from './attempt-search.js';
export { DeliveryAttempts } from './attempts.js';
export { type Answer, post } from './post.js';
export { judgeAnswer } from './retry.js';
export { durableOf } from './subscription-consumer.js';
export { signedRequest } from './webhook.js';

@Injectable()
export class Deliver implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('deliver');
  private readonly places = new Map<string, Place>();
  private forget: () => void = () => undefined;

  constructor(
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.forget = this.access.onChange((state) => {
      this.follow(state);
    });
    this.follow(this.access);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.forget();
    await Promise.all([...this.places.values()].map((place) => place.stop()));
  }

  /** Each subscription for itself: one whose attempts take long to end delays no other. */
  private follow({ subscriptions, deleted }: Pick<AccessState, 'subscriptions' | 'deleted'>): void {
    const wanted = new Map(subscriptions.map((each) => [each.name, each]));
    for (const name of new Set([...this.places.keys(), ...wanted.keys(), ...deleted])) this.placeOf(name).want(wanted.get(name));
    this.health.report('deliver', 'ok', `${subscriptions.length} subscriptions`);
  }

  private placeOf(name: string): Place {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const place = new Place(name, { open: (wanted) => this.open(wanted), remove: () => this.remove(name) });
    this.places.set(name, place);
    return place;
  }

  private async open(subscription: Subscription): Promise<() => Promise<void>> {
    if (!isWebhook(subscription) || subscription.status !== 'active') {
      await ensureDurable(this.nats, durableOf(subscription));
      return () => Promise.resolve();
    }
    const puller = new WebhookPuller({ nats: this.nats, audit: this.audit }, subscription, (reason) => {
      this.tellStopped(subscription.name, reason);
    });
    await puller.start();
    return () => puller.stop();
  }

  // One that only lost its client keeps what waits for it: who closed the client may ask for it.
  private async remove(name: string): Promise<void> {
    if (this.access.deleted.includes(name)) await removeDurable(this.nats, remainsOf(name));
  }

  // One endpoint that wants nothing any more is its owner's affair; the bridge stays ready.
  private tellStopped(subscription: string, reason: string): void {
    this.logger.error({ msg: 'a subscription was stopped', subscription, reason });
    this.health.report(`deliver.${subscription}`, 'ok', `stopped: ${reason}`);
  }
}

const isWebhook = (subscription: Subscription): subscription is WebhookSubscription => subscription.channel.kind === 'webhook';
