/**
 * How far a subscription has come in DELIVERIES. Everything up to `position` is settled: delivered, dead-lettered, or parked with a row
 * of its own. `ahead` are those behind it that are settled already. Pure.
 */
export interface Reached {
  readonly position: number;
  readonly ahead: readonly number[];
}

/**
 * A place behind the end of the stream is none: the broker has lost its tail, and gives these sequences out again. What comes is read
 * from the end on; some of it may have been delivered before. Pure.
 */
export const within = ({ position, ahead }: Reached, last: number): Reached => ({
  position: Math.min(position, last),
  ahead: ahead.filter((sequence) => sequence <= last),
});

export class Progress {
  /** read and not settled; a window's worth */
  private readonly open = new Set<number>();
  private readonly ahead: Set<number>;
  /** read up to here: a stream has gaps for a subject, so a number says nothing by itself */
  private horizon: number;
  private floor: number;

  constructor({ position, ahead }: Reached) {
    this.floor = position;
    this.horizon = position;
    this.ahead = new Set(ahead);
  }

  get openCount(): number {
    return this.open.size;
  }

  /** Where reading goes on. */
  get next(): number {
    return this.horizon + 1;
  }

  /** A message was read. False: it is settled or under way already. */
  begin(sequence: number): boolean {
    this.horizon = Math.max(this.horizon, sequence);
    if (sequence <= this.floor || this.ahead.has(sequence) || this.open.has(sequence)) return false;
    this.open.add(sequence);
    return true;
  }

  /** These were read for nothing: they will be read again. */
  rewind(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      this.open.delete(sequence);
      this.horizon = Math.min(this.horizon, sequence - 1);
    }
  }

  settle(sequence: number): void {
    if (this.open.delete(sequence)) this.ahead.add(sequence);
  }

  get reached(): Reached {
    this.floor = Math.max(this.floor, Math.min(this.horizon, ...[...this.open].map((sequence) => sequence - 1)));
    for (const sequence of this.ahead) if (sequence <= this.floor) this.ahead.delete(sequence);
    return { position: this.floor, ahead: [...this.ahead] };
  }
}
