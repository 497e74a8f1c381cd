/** How an endpoint is doing as a whole: when it may be tried, and what follows from only failing. Pure but for what it is told. */
import { EndpointBreaker } from './breaker.js';
import type { Answer } from './post.js';
import { type Trouble, type TroubleVerdict, NO_TROUBLE, afterFailure } from './trouble.js';
import { heldUntil, isDelivered, isGone } from './verdict.js';

export class EndpointHealth {
  private readonly breaker: EndpointBreaker;
  private held = 0;
  /** by the endpoint itself */
  private asked = 0;

  constructor(
    private known: Trouble,
    longestPauseMs?: number,
  ) {
    this.breaker = new EndpointBreaker(longestPauseMs);
  }

  /** What is kept across restarts. */
  get trouble(): Trouble {
    return this.known;
  }

  /** One attempt at a time, and nothing is read on. */
  get isInTrouble(): boolean {
    return this.breaker.isOpen;
  }

  /** 0 or less: it may be tried. */
  waitMs(now: number): number {
    return Math.max(this.held, this.asked, this.breaker.nextProbeAt ?? 0) - now;
  }

  /** Of a try that somebody asked for: what the breaker says does not count, what the endpoint asked for does. */
  waitMsOfTrial(now: number): number {
    return Math.max(this.held, this.asked) - now;
  }

  /** The endpoint asked to be left alone until then; undefined: it did not, or the time is over. */
  leftAloneUntil(now: number): Date | undefined {
    return this.asked > now ? new Date(this.asked) : undefined;
  }

  /** Its next probe does not wait. */
  probeAt(now: number): void {
    this.breaker.probeAt(now);
  }

  holdUntil(at: number): void {
    this.held = Math.max(this.held, at);
  }

  /** @param random 0 to 1 */
  judge(answer: Answer, now: number, random: number): TroubleVerdict {
    if (isDelivered(answer)) {
      this.breaker.succeeded(now);
      this.known = NO_TROUBLE;
      return { next: 'none' };
    }
    if (isGone(answer)) return { next: 'none' };
    this.breaker.failed(now, random);
    this.asked = Math.max(this.asked, heldUntil(answer, now));
    const { trouble, verdict } = afterFailure(this.known, now);
    this.known = trouble;
    return verdict;
  }
}
