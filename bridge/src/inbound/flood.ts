/** How many unproven messages are stored: strangers must not fill the disk. What comes beyond is answered alike and only forgotten. */
const AT_ONCE = 100;
const PER_SECOND = 5;

export class Flood {
  private readonly buckets = new Map<string, { left: number; since: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  /** @param source one that is declared: their number is bounded */
  mayStore(source: string): boolean {
    const now = this.now();
    const bucket = this.buckets.get(source) ?? { left: AT_ONCE, since: now };
    const left = Math.min(AT_ONCE, bucket.left + ((now - bucket.since) / 1_000) * PER_SECOND);
    this.buckets.set(source, { left: Math.max(0, left - 1), since: now });
    return left >= 1;
  }
}
