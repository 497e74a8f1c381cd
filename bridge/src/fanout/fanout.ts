/** The pipe EVENTS -> DELIVERIES. It owns the subject `checkpoint.fanout`; one replica is active at a time. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ALL_EVENTS, STREAMS, catalog, fanoutCheckpoint } from '@odoo-nats-bridge/contracts';
import { Access } from '../identity/access.js';
import { Nats, type PipeSpec, RunningPipe } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Policy } from '../policy/policy.js';
import { type Distribution, distribute } from './distribution.js';
import { endingOf } from './ending.js';
import type { Judgement } from './judge.js';

export { type Distribution, distribute } from './distribution.js';
export type { Judgement } from './judge.js';
export { type DeliveredEvent, deliveryMessage } from './delivery-message.js';

@Injectable()
export class Fanout implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('fanout');
  private pipe: RunningPipe | undefined;
  /** since this process started, by subscription and decision */
  readonly counts = new Map<string, number>();

  constructor(
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly policy: Policy,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.tellWhatEnds();
    const to = this.distribution();
    const spec: PipeSpec = {
      name: 'fanout',
      source: { stream: STREAMS.events, filters: [ALL_EVENTS] },
      target: { stream: STREAMS.deliveries, checkpoint: fanoutCheckpoint },
      transform: (message) => distribute(message, to),
    };
    this.pipe = new RunningPipe(this.nats, spec, (state, detail) => {
      this.health.report('fanout', state, detail);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.pipe?.stop();
  }

  private tellWhatEnds(): void {
    for (const { isPast, ...ending } of endingOf(this.access.subscriptions, catalog, new Date()))
      this.logger[isPast ? 'warn' : 'log']({ msg: 'a subscription reads a version that will end', ...ending });
  }

  private distribution(): Distribution {
    const subscriptions = this.access.subscriptions.flatMap((subscription) => {
      const client = this.access.client(subscription.client);
      return client === undefined ? [] : [{ subscription, client }];
    });
    return { catalog, subscriptions, policy: this.policy, onJudged: this.count.bind(this) };
  }

  private count(subscription: string, eventId: string, judgement: Judgement): void {
    const key = `${subscription} ${judgement.decision}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (judgement.decision === 'denied') this.logger.debug({ msg: 'denied', subscription, eventId, reason: judgement.reason });
  }
}
