/**
 * Looks now and then until it is stopped. What is to be done stands in Postgres, so that nothing is lost when a look fails or a process
 * ends: the next look finds it, here or in another replica. Looks of one lookout never overlap.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Looking {
  readonly everyMs: number;
  /** One look. True: there may be more, and the next look is at once. */
  look(): Promise<boolean>;
  /** A look threw; the next one comes in its time. Must not throw. */
  failed(thrown: unknown): void;
}

export class Lookout {
  private stopped = false;
  private wake = new AbortController();
  private going: Promise<void> = Promise.resolve();

  constructor(private readonly looking: Looking) {}

  /** The first look is at once. */
  start(): void {
    this.going = this.goOn();
  }

  /** The next look is at once; during a look: after it. A latency hint, nothing depends on it. */
  hurry(): void {
    this.wake.abort();
  }

  /** Resolves when the look under way has ended; none follows. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake.abort();
    await this.going;
  }

  private async goOn(): Promise<void> {
    while (!this.stopped) {
      // before the look: who hurries it from now on may have come too late for it
      this.wake = new AbortController();
      const isMore = await this.look();
      if (!isMore) await sleep(this.looking.everyMs, undefined, { signal: this.wake.signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<boolean> {
    try {
      return await this.looking.look();
    } catch (thrown) {
      this.looking.failed(thrown);
      return false;
    }
  }
}
