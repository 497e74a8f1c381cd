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
import type { Settling, Told } from './settling.js';
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

interface Known {
  readonly parking: Parking;
  readonly rounds: Rounds;
  readonly unsaved: Unsaved;
}

export class Aftermath {
  constructor(
    private readonly known: Known,
    private readonly settling: Settling,
    private readonly schedule: readonly number[],
  ) {}

  /** The part that counts at once. Returns what is told of it, and how to write it down; that resolves to false when it could not be. */
  follow({ round, loaded, answer, latencyMs, now }: Answered): { readonly told: readonly Told[]; readonly write: () => Promise<boolean> } {
    const together = loaded.length;
    const done = loaded.map(({ candidate, delivery }) => {
      const about = {
        candidate,
        delivery,
        isProbe: round.isProbe,
        together,
        latencyMs,
        now,
        random: Math.random(),
        schedule: this.schedule,
      };
      const { told, park } = verdictOn(answer, about);
      const message = park === undefined ? undefined : this.park(park);
      const promoted = park === undefined ? this.known.parking.release(candidate, now) : undefined;
      this.known.rounds.answered(candidate);
      return { candidate, told, message, promoted };
    });
    const told = done.flatMap((each) => each.told ?? []);
    const write = async (): Promise<boolean> => {
      if (!(await this.settling.write(told))) return false;
      for (const { candidate, message, promoted } of done) this.keep(candidate, message, promoted);
      return true;
    };
    return { told, write };
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

  private keep(candidate: Candidate, message: ParkedMessage | undefined, promoted: ParkedMessage | undefined): void {
    const { unsaved, rounds } = this.known;
    if (message !== undefined) unsaved.park(message);
    else if (candidate.from === undefined) unsaved.release(candidate.sequence);
    if (promoted !== undefined) unsaved.park(promoted);
    candidate.from?.lane.progress.settle(candidate.sequence);
    rounds.ended(candidate);
  }
}
