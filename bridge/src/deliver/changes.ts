/** What has been written down of a subscription's messages and is not saved with its place yet. */
import type { Lane } from './lane.js';
import type { ParkedMessage } from './parking.js';
import type { Changes } from './places.js';
import type { Trouble } from './trouble.js';

export class Unsaved {
  private readonly parked = new Map<number, ParkedMessage>();
  private readonly released = new Set<number>();

  constructor(
    private readonly subscription: string,
    private readonly lanes: { readonly live: Lane; readonly replay: Lane },
  ) {}

  park(message: ParkedMessage): void {
    this.parked.set(message.sequence, message);
  }

  release(sequence: number): void {
    this.parked.delete(sequence);
    this.released.add(sequence);
  }

  now(trouble: Trouble): Changes {
    return {
      subscription: this.subscription,
      live: this.lanes.live.progress.reached,
      replay: this.lanes.replay.progress.reached,
      trouble,
      parked: [...this.parked.values()],
      released: [...this.released],
    };
  }

  saved({ parked, released }: Changes): void {
    for (const message of parked) if (this.parked.get(message.sequence) === message) this.parked.delete(message.sequence);
    for (const sequence of released) this.released.delete(sequence);
  }
}
