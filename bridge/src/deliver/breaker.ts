/**
 * Is an endpoint in trouble as a whole? Pure but for what it is told: outcomes and times. While it is open, one attempt at a time goes
 * ahead, later and later; the first success closes it.
 */

/** 70 % failures of at least 10 attempts in 5 min. Of a busy endpoint the youngest 20 count: otherwise an hour of success would hide an outage of minutes. */
const WINDOW = { ms: 5 * 60_000, atLeast: 10, youngest: 20, failedShare: 0.7 } as const;

/** Between probes. An endpoint that is back is found within 6 min; a probe in 5 min is no storm. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const JITTER = 0.2;

interface Attempted {
  readonly at: number;
  readonly failed: boolean;
}

export class EndpointBreaker {
  private attempts: Attempted[] = [];
  private probes = 0;
  private openUntil: number | undefined;

  constructor(private readonly longestPauseMs: number = LONGEST_PAUSE_MS) {}

  get isOpen(): boolean {
    return this.openUntil !== undefined;
  }

  /** When the next probe may go ahead; undefined while closed. */
  get nextProbeAt(): number | undefined {
    return this.openUntil;
  }

  succeeded(at: number): void {
    if (this.isOpen) this.attempts = [];
    this.openUntil = undefined;
    this.probes = 0;
    this.note({ at, failed: false });
  }

  /** @param random 0 to 1 */
  failed(at: number, random: number): void {
    this.note({ at, failed: true });
    if (!this.isOpen && !this.isInTrouble()) return;
    this.openUntil = at + pauseMs(this.probes, random, this.longestPauseMs);
    this.probes += 1;
  }

  /** Somebody says that it may be back: the next probe does not wait. It stays open until one succeeds. */
  probeAt(now: number): void {
    if (this.openUntil !== undefined) this.openUntil = Math.min(this.openUntil, now);
  }

  private note(attempted: Attempted): void {
    const since = attempted.at - WINDOW.ms;
    this.attempts.push(attempted);
    while (this.attempts.length > WINDOW.youngest || (this.attempts[0]?.at ?? Infinity) <= since) this.attempts.shift();
  }

  private isInTrouble(): boolean {
    const failed = this.attempts.filter((each) => each.failed).length;
    return this.attempts.length >= WINDOW.atLeast && failed >= WINDOW.failedShare * this.attempts.length;
  }
}

const pauseMs = (probes: number, random: number, longestMs: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** probes, longestMs) * (1 + JITTER * (2 * random - 1));
