/** Keeps what this process knows of clients and subscriptions up to date: a signal wakes it, a poll each second is the truth. */
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../failure.js';
import { Store } from '../store/store.js';
import { CHANGED, Registry } from './registry.js';

// one row by its primary key: cheap enough, and a lost signal costs a second at most
const POLL_MS = 1_000;

@Injectable()
export class Following implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('subscription');
  private readonly stopping = new AbortController();
  private wake = new AbortController();
  private following: Promise<void> = Promise.resolve();
  private forget: () => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly registry: Registry,
  ) {}

  onApplicationBootstrap(): void {
    this.forget = this.store.signals.on((told) => {
      if (told === CHANGED) this.wake.abort();
    });
    this.following = this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.forget();
    this.stopping.abort();
    await this.following;
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    for (let lost = false; !signal.aborted;) {
      try {
        await this.registry.refresh();
        if (lost) this.logger.log('subscriptions can be read again');
        lost = false;
      } catch (error) {
        if (!lost) this.logger.warn({ msg: 'subscriptions cannot be read; going on with those known', reason: explain(error) });
        lost = true;
      }
      await sleep(POLL_MS, undefined, { signal: AbortSignal.any([this.wake.signal, signal]) }).catch(() => undefined);
      if (this.wake.signal.aborted) this.wake = new AbortController();
    }
  }
}
