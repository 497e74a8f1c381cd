/** The place of one subscription: it follows what is wanted of it, one step after another, and tries again what failed. */
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../failure.js';
import type { Subscription } from '../identity/access.js';

const AGAIN_MS = 2_000;

interface Doing {
  /** gives the way to close it */
  open(subscription: Subscription): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

export class Place {
  private readonly logger = new Logger('deliver');
  private readonly stopping = new AbortController();
  private close: () => Promise<void> = () => Promise.resolve();
  /** revision that stands here; undefined: nothing, null: not yet looked at */
  private standing: number | undefined | null = null;
  private wanted: Subscription | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly doing: Doing,
  ) {}

  want(subscription: Subscription | undefined): void {
    this.wanted = subscription;
    this.working ??= this.work().finally(() => {
      this.working = undefined;
      // it may have been wanted differently just when the work ended
      if (this.isBehind()) this.want(this.wanted);
    });
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
    await this.close();
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (this.isBehind()) {
      try {
        await this.step(this.wanted);
      } catch (error) {
        this.logger.warn({ msg: 'a subscription could not be opened or closed', subscription: this.name, reason: explain(error) });
        await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private isBehind = (): boolean => !this.stopping.signal.aborted && this.standing !== this.wanted?.revision;

  private async step(wanted: Subscription | undefined): Promise<void> {
    const { close } = this;
    this.close = () => Promise.resolve();
    this.standing = null;
    await close();
    if (wanted === undefined) await this.doing.remove();
    else this.close = await this.doing.open(wanted);
    this.standing = wanted?.revision;
  }
}
