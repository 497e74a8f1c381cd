/**
 * The pipes EVENTS -> DELIVERIES and OUTCOMES -> DELIVERIES. They own the subjects `checkpoint.fanout` and `checkpoint.outcomes`; of
 * each, one replica is active at a time.
 */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ALL_EVENTS, ALL_OUTCOMES, STREAMS, catalog, fanoutCheckpoint, outcomesCheckpoint } from '@odoo-nats-bridge/contracts';
import { Access } from '../identity/access.js';
import { Nats, type PipeSpec, RunningPipe } from '../nats/nats.js';
import { Health } from '../observe/observe.js';
import { Policy } from '../policy/policy.js';
import { Registry } from '../subscription/subscription.js';
import { Audience } from './audience.js';
import { distribute } from './distribution.js';
import { endingOf } from './ending.js';
import type { Judgement } from './judge.js';
import { Senders, distributeOutcome } from './outcomes.js';
import { Sight } from './sight.js';

export { type Distribution, distribute } from './distribution.js';
export { Audience } from './audience.js';
export { isOutcome, outcomeDelivery } from './outcomes.js';
export { maskOf } from './mask.js';
export { Sight } from './sight.js';
export type { Judgement } from './judge.js';
export { type DeliveredEvent, deliveryMessage } from './delivery-message.js';

@Injectable()
export class Fanout implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('fanout');
  private pipes: readonly RunningPipe[] = [];
  private audience: Audience;
  private senders: Senders;
  private forget: () => void = () => undefined;
  /** since this process started, by subscription and decision */
  readonly counts = new Map<string, number>();

  constructor(
    private readonly nats: Nats,
    private readonly access: Access,
    private readonly policy: Policy,
    private readonly health: Health,
    private readonly registry: Registry,
  ) {
    this.audience = new Audience(access, catalog);
    this.senders = new Senders(access);
  }

  onApplicationBootstrap(): void {
    this.tellWhatEnds();
    this.forget = this.access.onChange((state) => {
      this.audience = new Audience(state, catalog);
      this.senders = new Senders(state);
    });
    this.audience = new Audience(this.access, catalog);
    this.senders = new Senders(this.access);
    this.pipes = [this.run(this.events()), this.run(this.outcomes())];
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.forget();
    await Promise.all(this.pipes.map((pipe) => pipe.stop()));
  }

  private run(spec: PipeSpec): RunningPipe {
    return new RunningPipe(this.nats, spec, (state, detail) => {
      this.health.report(spec.name, state, detail);
    });
  }

  private events(): PipeSpec {
    const law = { policy: this.policy, sight: new Sight(this.policy), onJudged: this.count.bind(this) };
    return {
      name: 'fanout',
      source: { stream: STREAMS.events, filters: [ALL_EVENTS] },
      target: { stream: STREAMS.deliveries, checkpoint: fanoutCheckpoint },
      // a standby that takes over must not judge by what it last happened to hear
      prepare: () => this.registry.refresh(),
      transform: (message) => distribute(message, { catalog, audience: this.audience, ...law }),
    };
  }

  private outcomes(): PipeSpec {
    return {
      name: 'fanout-outcomes',
      source: { stream: STREAMS.outcomes, filters: [ALL_OUTCOMES] },
      target: { stream: STREAMS.deliveries, checkpoint: outcomesCheckpoint },
      prepare: () => this.registry.refresh(),
      transform: (message) => distributeOutcome(message, this.senders),
    };
  }

  private tellWhatEnds(): void {
    for (const { isPast, ...ending } of endingOf(this.access.subscriptions, catalog, new Date()))
      this.logger[isPast ? 'warn' : 'log']({ msg: 'a subscription reads a version that will end', ...ending });
  }

  private count(subscription: string, eventId: string, judgement: Judgement): void {
    const key = `${subscription} ${judgement.decision}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (judgement.decision === 'denied') this.logger.debug({ msg: 'denied', subscription, eventId, reason: judgement.reason });
  }
}
