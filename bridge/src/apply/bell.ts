/** Wakes idle workers. A ring between two looks is not lost: whoever noted the count before it looked returns at once. */
import { setTimeout as sleep } from 'node:timers/promises';

export class Bell {
  private rung = 0;
  private wake = new AbortController();

  get count(): number {
    return this.rung;
  }

  ring(): void {
    this.rung += 1;
    const sleepers = this.wake;
    this.wake = new AbortController();
    sleepers.abort();
  }

  /** Returns on a ring after `since`, or after `ms`. */
  async wait(since: number, ms: number): Promise<void> {
    if (this.rung !== since) return;
    await sleep(ms, undefined, { signal: this.wake.signal }).catch(() => undefined);
  }
}
