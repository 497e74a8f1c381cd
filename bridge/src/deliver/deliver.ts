/** All subscriptions: their consumers on DELIVERIES, and a puller for each webhook. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { Access, type Subscription } from '../identity/access.js';
import { Nats, ensureDurable } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { durableOf } from './subscription-consumer.js';
import { WebhookPuller, type WebhookSubscription } from './webhook-puller.js';

export { type Answer, post } from './post.js';
export { judgeAnswer } from './retry.js';
export { durableOf } from './subscription-consumer.js';
export { signedRequest } from './webhook.js';

@Injectable()
export class Deliver implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('deliver');
  private readonly pullers: WebhookPuller[] = [];

  constructor(
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly audit: AuditLog,
    private readonly health: Health,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const subscription of this.access.subscriptions) await this.open(subscription);
    this.health.report('deliver', 'ok', `${this.access.subscriptions.length} subscriptions`);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.pullers.map((puller) => puller.stop()));
  }

  private async open(subscription: Subscription): Promise<void> {
    if (!isWebhook(subscription)) return ensureDurable(this.nats, durableOf(subscription));
    const puller = new WebhookPuller({ nats: this.nats, audit: this.audit }, subscription, (reason) => {
      this.tellStopped(subscription.name, reason);
    });
    await puller.start();
    this.pullers.push(puller);
  }

  // One endpoint that wants nothing any more is its owner's affair; the bridge stays ready.
  private tellStopped(subscription: string, reason: string): void {
    this.logger.error({ msg: 'a subscription was stopped', subscription, reason });
    this.health.report(`deliver.${subscription}`, 'ok', `stopped: ${reason}`);
  }
}

const isWebhook = (subscription: Subscription): subscription is WebhookSubscription => subscription.channel.kind === 'webhook';
