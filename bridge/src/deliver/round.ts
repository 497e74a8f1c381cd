/** Which messages are attempted next: one, or a batch. It chooses between what is live, what is sent again and what is parked. */
import type { Subscription } from '../subscription/subscription.js';
import type { Delivery } from './delivery.js';
import type { Lane } from './lane.js';
import type { ParkedMessage, Parking } from './parking.js';

/** A message that is attempted. */
export interface Candidate {
  readonly sequence: number;
  readonly record: string;
  /** that count, before this one */
  readonly attempts: number;
  /** where it was read; undefined: it was parked */
  readonly from: { readonly lane: Lane; readonly delivery: Delivery } | undefined;
}

/** What goes into one request. */
export interface Round {
  readonly candidates: readonly Candidate[];
  /** of an endpoint in trouble: a failure does not count against the message */
  readonly isProbe: boolean;
}

/** Messages without an envelope have no record: each is its own. */
export const recordOf = ({ envelope, message }: Delivery): string => envelope?.partitionkey ?? `deliveries:${message.sequence}`;

// what an envelope adds to its payload, about
const ENVELOPE_BYTES = 1_024;
/** Of the turns of what is read, one in so many is the replay's when both wait. */
const REPLAY_SHARE = 4;

type Wants = Pick<Subscription, 'mode' | 'order'>;

export class Rounds {
  readonly busy = new Set<number>();
  private readonly busyRecords = new Set<string>();
  private turn = 0;

  constructor(
    private readonly wants: Wants,
    private readonly lanes: { readonly live: Lane; readonly replay: Lane },
    private readonly parking: Parking,
    /** told of a message that has to wait for an earlier one of its record */
    private readonly parkBehind: (delivery: Delivery, lane: Lane) => void,
  ) {}

  /** Taken and marked as busy; undefined when there is nothing to do now. */
  next(now: number): Round | undefined {
    this.turn += 1;
    const parked = (): Round | undefined => this.parked(now);
    const read = (): Round | undefined => this.read(now);
    // in turn: neither a flood of what failed nor one of what is new keeps the other waiting
    return this.turn % 2 === 0 ? (parked() ?? read()) : (read() ?? parked());
  }

  /** One message to try an endpoint in trouble with; in turn, because a message may itself be the trouble. */
  probe(): Round | undefined {
    this.turn += 1;
    const parked = this.parking.probe(this.isBusy);
    const first = this.turn % 2 === 0 && parked !== undefined ? undefined : this.firstRead(1)[0];
    if (first !== undefined) return this.begin([first], true);
    return parked === undefined ? undefined : this.begin([candidateOf(parked)], true);
  }

  /**
   * One message for a try that somebody asked for. Of an endpoint that is well only what waits for a later time: the rest is under way
   * by itself.
   */
  trial(isInTrouble: boolean): Round | undefined {
    if (isInTrouble) return this.probe();
    const parked = this.parking.probe(this.isBusy);
    return parked === undefined ? undefined : this.begin([candidateOf(parked)], true);
  }

  /** When there may be something without anything else happening; undefined: not by itself. */
  nextAt(): number | undefined {
    const { mode } = this.wants;
    const since = mode.kind === 'batch' ? this.lanesInTurn().flatMap(({ intake }) => intake.since ?? []) : [];
    const times = since.map((at) => at + (mode.kind === 'batch' ? mode.everyMs : 0));
    const due = this.parking.nextDueAt(this.isBusy);
    const all = due === undefined ? times : [...times, due];
    return all.length === 0 ? undefined : Math.min(...all);
  }

  /** Its later ones may go ahead, unless it is parked. */
  answered({ record }: Candidate): void {
    this.busyRecords.delete(record);
  }

  /** What became of it is written down. */
  ended(sequence: number): void {
    this.busy.delete(sequence);
  }

  /** It could not be loaded; what was parked is still parked. */
  giveBack({ candidates }: Round): void {
    for (const candidate of candidates) {
      this.answered(candidate);
      this.ended(candidate.sequence);
    }
  }

  readonly isBusy = (sequence: number): boolean => this.busy.has(sequence);

  private parked(now: number): Round | undefined {
    const due = this.parking.due(now, this.isBusy);
    const [first] = due;
    if (first === undefined) return undefined;
    const { mode } = this.wants;
    if (mode.kind !== 'batch' || first.alone) return this.begin([candidateOf(first)], false);
    return this.begin(
      due
        .filter(({ alone }) => !alone)
        .slice(0, mode.maxEvents)
        .map(candidateOf),
      false,
    );
  }

  private read(now: number): Round | undefined {
    const { mode } = this.wants;
    if (mode.kind !== 'batch') return this.begin(this.firstRead(1), false);
    const isDue = this.lanesInTurn().some(
      ({ intake }) => intake.waiting.length >= mode.maxEvents || intake.isFull || (intake.since ?? Infinity) + mode.everyMs <= now,
    );
    return isDue ? this.begin(upTo(mode.maxBytes, this.firstRead(mode.maxEvents)), false) : undefined;
  }

  /** Of the first lane that has any. In order, a record's next one waits for the one under way, and behind one that is parked. */
  private firstRead(most: number): Candidate[] {
    for (const lane of this.lanesInTurn()) {
      const found: Candidate[] = [];
      const { waiting } = lane.intake;
      // who has to wait behind a parked one is taken out on the way
      for (const delivery of this.parking.size === 0 ? waiting : [...waiting]) {
        const record = recordOf(delivery);
        if (this.parking.blocks(record, delivery.message.sequence)) this.putBehind(delivery, lane);
        else if (!this.busyRecords.has(record))
          found.push({ sequence: delivery.message.sequence, record, attempts: 0, from: { lane, delivery } });
        if (found.length >= most) return found;
      }
      if (found.length > 0) return found;
    }
    return [];
  }

  private lanesInTurn(): Lane[] {
    const { live, replay } = this.lanes;
    return this.turn % (2 * REPLAY_SHARE) === 1 ? [replay, live] : [live, replay];
  }

  private putBehind(delivery: Delivery, lane: Lane): void {
    lane.intake.take([delivery]);
    this.parkBehind(delivery, lane);
  }

  private begin(candidates: readonly Candidate[], isProbe: boolean): Round | undefined {
    if (candidates.length === 0) return undefined;
    for (const { sequence, record, from } of candidates) {
      this.busy.add(sequence);
      if (this.wants.order === 'record') this.busyRecords.add(record);
      from?.lane.intake.take([from.delivery]);
    }
    return { candidates, isProbe };
  }
}

const candidateOf = ({ sequence, record, attempts }: ParkedMessage): Candidate => ({ sequence, record, attempts, from: undefined });

/** At least one, however large. */
function upTo(maxBytes: number, candidates: readonly Candidate[]): Candidate[] {
  let bytes = 0;
  const end = candidates.findIndex(({ from }) => (bytes += (from?.delivery.message.data.byteLength ?? 0) + ENVELOPE_BYTES) > maxBytes);
  return candidates.slice(0, end === -1 ? candidates.length : Math.max(end, 1));
}
