/**
 * How many failed logins are looked into, for all of the account together. A secret has 256 bits and is not guessed; this keeps a
 * flood of attempts from becoming a flood of database reads and log lines, while whoever was admitted lately still gets in.
 */

/** a hundred partners that come back at once with old secrets */
const AT_ONCE = 100;
const PER_SECOND = 20;
/** admitted lately: 10,000 digests are 1 MB */
const REMEMBERED = 10_000;

export class Attempts {
  private left = AT_ONCE;
  private since: number;
  private unseen = 0;
  private readonly admitted = new Set<string>();

  constructor(private readonly now: () => number = Date.now) {
    this.since = now();
  }

  /** Whether to look into this attempt at all. `proof`: a digest of what was shown. Charged at once: a flood comes in parallel. */
  mayTry(proof: string): boolean {
    if (this.admitted.has(proof)) return true;
    this.refill();
    if (this.left >= 1) {
      this.left -= 1;
      return true;
    }
    this.unseen += 1;
    return false;
  }

  succeeded(proof: string): void {
    // what was charged comes back; whoever was known already was not charged
    if (!this.admitted.delete(proof)) this.left = Math.min(AT_ONCE, this.left + 1);
    // the oldest goes first: a Set keeps the order of its additions
    this.admitted.add(proof);
    const [oldest] = this.admitted;
    if (this.admitted.size > REMEMBERED && oldest !== undefined) this.admitted.delete(oldest);
  }

  failed(proof: string): void {
    if (this.admitted.delete(proof)) this.left = Math.max(0, this.left - 1);
  }

  /** How many were turned away unseen since this was asked last. */
  turnedAway(): number {
    const { unseen } = this;
    this.unseen = 0;
    return unseen;
  }

  private refill(): void {
    const now = this.now();
    this.left = Math.min(AT_ONCE, this.left + ((now - this.since) / 1_000) * PER_SECOND);
    this.since = now;
  }
}
