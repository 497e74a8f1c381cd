/** At most so many attempts per second, in bursts of a second's worth. Pure but for the times it is given. */
export class Pace {
  private tokens: number;
  private readonly burst: number;
  private at: number;

  constructor(
    private readonly perSecond: number,
    now: number,
  ) {
    this.burst = Math.max(1, perSecond);
    this.tokens = this.burst;
    this.at = now;
  }

  /** 0: one may begin now; otherwise how long to wait. */
  waitMs(now: number): number {
    this.tokens = Math.min(this.burst, this.tokens + (Math.max(0, now - this.at) / 1_000) * this.perSecond);
    this.at = now;
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) / this.perSecond) * 1_000);
  }

  take(): void {
    this.tokens -= 1;
  }
}
