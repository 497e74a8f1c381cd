/** All subscriptions: a consumer on DELIVERIES for those on NATS, a courier for each webhook; opened, changed and closed as they come and go. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Access, type AccessState, type Subscription } from '../identity/access.js';
import { Nats, ensureDurable, removeDurable, takeOver } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Notices } from './notices.js';
import { Place } from './place.js';
import { Places } from './places.js';
import type { WebhookSubscription } from './sending.js';
import { durableOf, remainsOf } from './subscription-consumer.js';
import { Webhooks } from './webhooks.js';

export { type Attempt, type AttemptOutcome, type AttemptResult, attemptOf } from './attempt.js';
export { type AttemptFilter, type AttemptPage, AttemptSearch } from './attempt-search.js';
export { LaneBacklog } from './lane-backlog.js';
export { DeliveryAttempts } from './attempts.js';
export { type Answer, post } from './post.js';
export { type ChallengeVerdict, Challenges, UNCHALLENGED } from './challenge.js';
export { judgeAnswer } from './retry.js';
export { durableOf } from './subscription-consumer.js';
export { type Event, contentOf, signed } from './webhook-request.js';
export { Signature, newEd25519Secret, newHmacSecret, rotated } from './signature.js';
export { type TrialAnswer, Trials } from './trials.js';
export { DeliveryState, type Undelivered } from './undelivered.js';

@Injectable()
export class Deliver implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('deliver');
  private readonly opened = new Map<string, Place>();
  private forget: () => void = () => undefined;

  constructor(
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly notices: Notices,
    private readonly health: Health,
    private readonly places: Places,
    private readonly webhooks: Webhooks,
  ) {}

  onApplicationBootstrap(): void {
    this.webhooks.start();
    this.forget = this.access.onChange((state) => {
      this.follow(state);
    });
    this.follow(this.access);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.forget();
    this.notices.stop();
    await this.webhooks.stop();
    await Promise.all([...this.opened.values()].map((place) => place.stop()));
  }

  /** Each subscription for itself: one whose attempts take long to end delays no other. */
  private follow({ subscriptions, deleted }: Pick<AccessState, 'subscriptions' | 'deleted'>): void {
    const wanted = new Map(subscriptions.map((each) => [each.name, each]));
    for (const name of new Set([...this.opened.keys(), ...wanted.keys(), ...deleted])) this.placeOf(name).want(wanted.get(name));
    this.health.report('deliver', 'ok', `${subscriptions.length} subscriptions`);
  }

  private placeOf(name: string): Place {
    const known = this.opened.get(name);
    if (known !== undefined) return known;
    const place = new Place(name, { open: (wanted) => this.open(wanted), remove: () => this.remove(name) });
    this.opened.set(name, place);
    return place;
  }

  private async open(subscription: Subscription): Promise<() => Promise<void>> {
    if (!isWebhook(subscription)) {
      await ensureDurable(this.nats, durableOf(subscription));
      return () => Promise.resolve();
    }
    // one that was on NATS, or of a version whose webhooks had consumers, goes on where it stood
    await takeOver(this.nats, remainsOf(subscription.name), (position) => this.places.adopt(subscription.name, position));
    if (subscription.status !== 'active') return () => Promise.resolve();
    return this.webhooks.open(subscription);
  }

  // One that only lost its client keeps what waits for it: who closed the client may ask for it.
  private async remove(name: string): Promise<void> {
    if (!this.access.deleted.includes(name)) return;
    await removeDurable(this.nats, remainsOf(name));
    await this.places.remove(name);
    this.logger.log({ msg: 'nothing is left of a deleted subscription', subscription: name });
  }
}

const isWebhook = (subscription: Subscription): subscription is WebhookSubscription => subscription.channel.kind === 'webhook';
