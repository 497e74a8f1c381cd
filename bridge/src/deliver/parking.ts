/**
 * The messages of one subscription that wait beside the stream: those that failed and come again by schedule, and, when order per record
 * is kept, the later ones of their records. Only where and when; the content stays in the stream. Pure.
 */
export interface ParkedMessage {
  readonly sequence: number;
  /** the record it belongs to: the event's partition key */
  readonly record: string;
  /** those that count: not the probes of an endpoint in trouble */
  readonly attempts: number;
  /** epoch milliseconds */
  readonly dueAt: number;
  /** behind an earlier message of its record */
  readonly waits: boolean;
  /** its request was refused as such: it is not put into a batch with others again */
  readonly alone: boolean;
}

/** From then on the stream is not read on: the position holds everything that comes. */
export const MOST_PARKED = 1_000;

export class Parking {
  private readonly messages = new Map<number, ParkedMessage>();
  /** how many are parked, by record */
  private readonly records = new Map<string, number>();

  constructor(
    parked: readonly ParkedMessage[],
    private readonly keepsOrder: boolean,
  ) {
    for (const message of parked) this.put(message);
    // The one that others wait behind may have been settled by a replica that was killed before it wrote down who is next: then nobody
    // would ever wake them (found by soak:deliver, seed 7).
    for (const record of this.records.keys()) this.promoteFirst(record, 0);
  }

  get isFull(): boolean {
    return this.messages.size >= MOST_PARKED;
  }

  get size(): number {
    return this.messages.size;
  }

  has(sequence: number): boolean {
    return this.messages.has(sequence);
  }

  /** A later message of this record may not go ahead. */
  blocks(record: string): boolean {
    return this.keepsOrder && this.records.has(record);
  }

  put(message: ParkedMessage): void {
    if (!this.messages.has(message.sequence)) this.records.set(message.record, (this.records.get(message.record) ?? 0) + 1);
    this.messages.set(message.sequence, message);
  }

  /** It is settled. Returns the next of its record, which is due now, if there is one. */
  release(sequence: number, now: number): ParkedMessage | undefined {
    const gone = this.messages.get(sequence);
    if (gone === undefined) return undefined;
    this.messages.delete(sequence);
    const left = (this.records.get(gone.record) ?? 1) - 1;
    if (left > 0) this.records.set(gone.record, left);
    else this.records.delete(gone.record);
    return left > 0 && this.keepsOrder ? this.promoteFirst(gone.record, now) : undefined;
  }

  /** Those that may be attempted, the longest due first. */
  due(now: number, isBusy: (sequence: number) => boolean): ParkedMessage[] {
    if (this.messages.size === 0) return [];
    return this.ready(isBusy).filter(({ dueAt }) => dueAt <= now);
  }

  /** While an endpoint is in trouble schedules mean nothing: whichever was attempted the longest ago. */
  probe(isBusy: (sequence: number) => boolean): ParkedMessage | undefined {
    return this.ready(isBusy)[0];
  }

  /** When the next one is due; undefined when there is none. */
  nextDueAt(isBusy: (sequence: number) => boolean): number | undefined {
    return this.ready(isBusy)[0]?.dueAt;
  }

  private ready(isBusy: (sequence: number) => boolean): ParkedMessage[] {
    const ready = [...this.messages.values()].filter(({ waits, sequence }) => !waits && !isBusy(sequence));
    return ready.sort((one, other) => one.dueAt - other.dueAt || one.sequence - other.sequence);
  }

  private promoteFirst(record: string, now: number): ParkedMessage | undefined {
    const behind = [...this.messages.values()].filter((each) => each.record === record).sort((one, other) => one.sequence - other.sequence);
    const [first] = behind;
    if (first === undefined || !first.waits) return undefined;
    const promoted = { ...first, waits: false, dueAt: now };
    this.messages.set(first.sequence, promoted);
    return promoted;
  }
}
