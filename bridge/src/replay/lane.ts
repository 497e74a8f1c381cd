/**
 * The lane of one subscription: how much may be put into it now. What is sent again shares the subscriber's one consumer with live
 * traffic, so it is written only while the subscriber has next to nothing before it: a live event waits behind a fraction of a
 * second's worth of it, and a subscriber that is behind catches up with the present first.
 */
import type { LaneBacklog } from '../deliver/deliver.js';

/** Two steps of 0.2 s at this rate, and enough to keep four requests in flight. */
const windowOf = (perSecond: number): number => Math.max(8, Math.ceil(perSecond * 0.4));

export class Lane {
  private readonly rooms = new Map<string, { room: number; undelivered: number }>();

  constructor(
    private readonly backlog: Pick<LaneBacklog, 'of'>,
    private readonly perSecond: number,
  ) {}

  /** Asks anew what the subscribers have before them. */
  lookAgain(): void {
    this.rooms.clear();
  }

  /** How many messages there is room for; asked of the broker once until `lookAgain`. */
  async room(subscription: string): Promise<{ readonly room: number; readonly undelivered: number }> {
    const known = this.rooms.get(subscription);
    if (known !== undefined) return known;
    const backlog = await this.backlog.of(subscription);
    const undelivered = backlog ?? 0;
    const found = { room: backlog === undefined ? 0 : Math.max(0, windowOf(this.perSecond) - undelivered), undelivered };
    this.rooms.set(subscription, found);
    return found;
  }

  take(subscription: string, count = 1): void {
    const known = this.rooms.get(subscription);
    if (known !== undefined) known.room -= count;
  }
}
