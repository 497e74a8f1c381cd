/**
 * From an answer to what is known afterwards: at once in memory, because the next attempt depends on it, and in Postgres once it is
 * written down.
 */
import type { Unsaved } from './changes.js';
import type { Delivery } from './delivery.js';
import type { ParkedMessage, Parking } from './parking.js';
import type { Answer } from './post.js';
import { type Candidate, type Round, type Rounds, recordOf } from './round.js';
import type { Unsendable } from './sending.js';
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

interface Done {
  readonly candidate: Candidate;
  readonly told: Told | undefined;
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

  /** The part that counts at once. Returns what is told of it, and what to do when that is written down. */
  follow(answered: Answered): { readonly told: readonly Told[]; readonly written: () => void } {
    const done = answered.loaded.map((each) => this.followOne(each, answered));
    const written = (): void => {
      for (const each of done) this.keep(each);
    };
    return { told: done.flatMap(({ told }) => told ?? []), written };
  }

  private followOne({ candidate, delivery }: Loaded, { round, loaded, answer, latencyMs, now }: Answered): Done {
    const { isProbe } = round;
    const about = { candidate, delivery, isProbe, together: loaded.length, latencyMs, now, random: Math.random(), schedule: this.schedule };
    const { told, park } = verdictOn(answer, about);
    const parked = park === undefined ? undefined : this.park(park);
    const promoted = park === undefined ? this.known.parking.release(candidate, now) : undefined;
    this.known.rounds.answered(candidate);
    return { candidate, told, parked, promoted };
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

  private keep({ candidate, parked, promoted }: Done): void {
    const { unsaved, rounds } = this.known;
    if (parked !== undefined) unsaved.park(parked);
    else if (candidate.from === undefined) unsaved.release(candidate.sequence);
    if (promoted !== undefined) unsaved.park(promoted);
    candidate.from?.lane.progress.settle(candidate.sequence);
    rounds.ended(candidate);
  }
}
