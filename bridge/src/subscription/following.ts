/** Keeps what this process knows of clients and subscriptions up to date: a signal wakes it, a poll each second is the truth. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { explain } from '../failure.js';
import { Lookout, Store } from '../store/store.js';
import { CHANGED, Registry } from './registry.js';

// one row by its primary key: cheap enough, and a lost signal costs a second at most
const POLL_MS = 1_000;

@Injectable()
export class Following implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('subscription');
  private readonly lookout = new Lookout({
    everyMs: POLL_MS,
    look: () => this.look(),
    failed: (thrown) => {
      this.lost(thrown);
    },
  });
  private isLost = false;
  private forget: () => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly registry: Registry,
  ) {}

  onApplicationBootstrap(): void {
    this.forget = this.store.signals.on((told) => {
      if (told === CHANGED) this.lookout.hurry();
    });
    this.lookout.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.forget();
    await this.lookout.stop();
  }

  private async look(): Promise<false> {
    await this.registry.refresh();
    if (this.isLost) this.logger.log('subscriptions can be read again');
    this.isLost = false;
    return false;
  }

  /** Said once, not each second. */
  private lost(thrown: unknown): void {
    if (!this.isLost) this.logger.warn({ msg: 'subscriptions cannot be read; going on with those known', reason: explain(thrown) });
    this.isLost = true;
  }
}
