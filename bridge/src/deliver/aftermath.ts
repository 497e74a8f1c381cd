/**
 * From an answer to what is known afterwards: at once in memory, because the next attempt depends on it, and in Postgres once it is
 * written down.
 */
import type { Unsaved } from './changes.js';
import type { Delivery } from './delivery.js';
import type { ParkedMessage, Parking } from './parking.js';
import type { Answer } from './post.js';
import { type Candidate, type Round, type Rounds, recordOf } from './round.js';
import type { Unsendable } from './webhook-request.js';
import type { Told } from './settling.js';
import { verdictOn } from './verdict.js';
import type { Lane } from './lane.js';

export interface Loaded {
  readonly candidate: Candidate;
  readonly delivery: Delivery;
}

export interface Answered {
  readonly round: Round;
  readonly loaded: readonly Loaded[];
  readonly answer: Answer | Unsendable;
  readonly latencyMs: number;
  readonly now: number;
}

/** Nothing of the message: it waits in memory until it is written down. */
export interface Done {
  readonly sequence: number;
  /** undefined: it was parked */
  readonly lane: Lane | undefined;
  /** where it waits from now on */
  readonly parked: ParkedMessage | undefined;
  /** the next of its record */
  readonly promoted: ParkedMessage | undefined;
}

interface Known {
  readonly parking: Parking;
  readonly rounds: Rounds;
  readonly unsaved: Unsaved;
}

export class Aftermath {
  constructor(
    private readonly known: Known,
    private readonly schedule: readonly number[],
  ) {}

  /** The part that counts at once. Returns what is told of it, and what to come back with when that is written down. */
  follow(answered: Answered): { readonly told: readonly Told[]; readonly done: readonly Done[] } {
    const told: Told[] = [];
    const done = answered.loaded.map((each) => this.followOne(each, answered, told));
    return { told, done };
  }

  /** It is written down: what there is to save of it. */
  written(done: readonly Done[]): void {
    const { unsaved, rounds } = this.known;
    for (const { sequence, lane, parked, promoted } of done) {
      if (parked !== undefined) unsaved.park(parked);
      else if (lane === undefined) unsaved.release(sequence);
      if (promoted !== undefined) unsaved.park(promoted);
      lane?.progress.settle(sequence);
      rounds.ended(sequence);
    }
  }

  private followOne({ candidate, delivery }: Loaded, { round, loaded, answer, latencyMs, now }: Answered, all: Told[]): Done {
    const { isProbe } = round;
    const about = { candidate, delivery, isProbe, together: loaded.length, latencyMs, now, random: Math.random(), schedule: this.schedule };
    const { told, park } = verdictOn(answer, about);
    if (told !== undefined) all.push(told);
    const parked = park === undefined ? undefined : this.park(park);
    const promoted = park === undefined ? this.known.parking.release(candidate, now) : undefined;
    this.known.rounds.answered(candidate);
    return { sequence: candidate.sequence, lane: candidate.from?.lane, parked, promoted };
  }

  /** It waits behind an earlier one of its record. There was no attempt to tell of. */
  parkBehind(delivery: Delivery, lane: Lane, now: number): void {
    const { sequence } = delivery.message;
    this.known.unsaved.park(this.park({ sequence, record: recordOf(delivery), attempts: 0, dueAt: now, alone: false }));
    lane.progress.settle(sequence);
  }

  private park(message: Omit<ParkedMessage, 'waits'>): ParkedMessage {
    const { parking } = this.known;
    const parked = { ...message, waits: !parking.has(message.sequence) && parking.blocks(message.record, message.sequence) };
    parking.put(parked);
    return parked;
  }
}
