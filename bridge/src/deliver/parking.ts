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

  /**
   * It may not go ahead of an earlier one of its record. Later ones do not count: after a kill they may be parked already while the
   * first is read from the stream again, and each would wait for the other (found by soak:deliver, seed 7).
   */
  blocks(record: string, sequence: number): boolean {
    if (!this.keepsOrder || !this.records.has(record)) return false;
    return [...this.messages.values()].some((each) => each.record === record && each.sequence < sequence);
  }

  put(message: ParkedMessage): void {
    if (!this.messages.has(message.sequence)) this.records.set(message.record, (this.records.get(message.record) ?? 0) + 1);
    this.messages.set(message.sequence, message);
  }

  /** It is settled, parked or not. Returns the next of its record, which is due now, if there is one. */
  release({ sequence, record }: Pick<ParkedMessage, 'sequence' | 'record'>, now: number): ParkedMessage | undefined {
    if (this.messages.delete(sequence)) {
      const left = (this.records.get(record) ?? 1) - 1;
      if (left > 0) this.records.set(record, left);
      else this.records.delete(record);
    }
    return this.keepsOrder && this.records.has(record) ? this.promoteFirst(record, now) : undefined;
  }

  /** Those that may be attempted, the longest due first. */
  due(now: number, isBusy: (sequence: number) => boolean): ParkedMessage[] {
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

  /** All that wait for a later time are due now, but for those behind another. Returns them. */
  bringForward(now: number): ParkedMessage[] {
    const later = this.ready(() => false).filter(({ dueAt }) => dueAt > now);
    const due = later.map((message) => ({ ...message, dueAt: now }));
    for (const message of due) this.put(message);
    return due;
  }

  private ready(isBusy: (sequence: number) => boolean): ParkedMessage[] {
    if (this.messages.size === 0) return [];
    const ready = [...this.messages.values()].filter(({ waits, sequence }) => !waits && !isBusy(sequence));
    return ready.sort((one, other) => one.dueAt - other.dueAt || one.sequence - other.sequence);
  }

  private promoteFirst(record: string, now: number): ParkedMessage | undefined {
    const behind = [...this.messages.values()].filter((each) => each.record === record).sort((one, other) => one.sequence - other.sequence);
    const [first] = behind;
    if (first?.waits !== true) return undefined;
    const promoted = { ...first, waits: false, dueAt: now };
    this.messages.set(first.sequence, promoted);
    return promoted;
  }
}
