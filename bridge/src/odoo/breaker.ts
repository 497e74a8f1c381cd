/**
 * Protects an Odoo that is away or overloaded, and everyone who would wait for it: after some failures in a row nobody calls
 * for a while; then one call goes ahead as a probe, and its outcome decides for all. Pure but for the clock it is given.
 */
const FAILURES_TO_OPEN = 3;
const FIRST_PAUSE_MS = 1_000;
// one call in 5 s is no load, and a returned Odoo is used within 5 s
const LONGEST_PAUSE_MS = 5_000;
/** how long the others leave a probe alone before they ask again */
const PROBE_WAIT_MS = 250;

export class Breaker {
  private failures = 0;
  private openUntil = 0;
  private probing = false;

  constructor(private readonly now: () => number = Date.now) {}

  /** The next call is a probe. */
  get isDoubtful(): boolean {
    return this.failures >= FAILURES_TO_OPEN;
  }

  /** 0: a call may go ahead now; otherwise how long to wait before asking again. */
  waitMs(): number {
    if (!this.isDoubtful) return 0;
    if (this.probing) return PROBE_WAIT_MS;
    return Math.max(0, this.openUntil - this.now());
  }

  /** Runs the call; `isAway` says which failures count. Call only when `waitMs()` is 0. */
  async run<Result>(call: () => Promise<Result>, isAway: (thrown: unknown) => boolean): Promise<Result> {
    this.probing = this.isDoubtful;
    try {
      const result = await call();
      this.failures = 0;
      return result;
    } catch (thrown) {
      this.count(isAway(thrown));
      throw thrown;
    } finally {
      this.probing = false;
    }
  }

  // an error that Odoo answers with proves that it is there
  private count(away: boolean): void {
    this.failures = away ? this.failures + 1 : 0;
    const pauses = Math.max(0, this.failures - FAILURES_TO_OPEN);
    this.openUntil = this.now() + Math.min(FIRST_PAUSE_MS * 2 ** pauses, LONGEST_PAUSE_MS);
  }
}
