/**
 * Saves the places of all subscriptions of this process in groups: while one group is on its way to Postgres the next one gathers.
 * What is settled and not yet saved at a crash is delivered again, with the same id.
 */
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { explain } from '../failure.js';
import type { Changes, Places } from './places.js';

const AGAIN_MS = 1_000;
// a crash within it delivers that much twice; a transaction for each settled message would cost more than its delivery
const GATHER_MS = 100;

/** Somebody whose place changes. */
export interface Saved {
  readonly name: string;
  /** What there is to save; it stays due until `saved`. */
  changes(): Changes;
  saved(changes: Changes): void;
  /** another replica has it */
  lost(): void;
}

export class Saving {
  private readonly logger = new Logger('deliver');
  private due = new Set<Saved>();
  private running: Promise<void> | undefined;
  private gathering = new AbortController();
  private stopped = false;

  constructor(private readonly places: Pick<Places, 'save'>) {}

  note(one: Saved): void {
    this.due.add(one);
    this.running ??= this.saveAll().finally(() => (this.running = undefined));
  }

  /** At once. Resolves when what is due is saved, or cannot be. */
  async flush(): Promise<void> {
    this.gathering.abort();
    await this.running;
  }

  stop(): void {
    this.stopped = true;
  }

  private async saveAll(): Promise<void> {
    while (this.due.size > 0) {
      await this.gather();
      const group = [...this.due];
      this.due = new Set();
      if (!(await this.saveGroup(group))) return;
    }
  }

  private async gather(): Promise<void> {
    if (this.stopped) return;
    this.gathering = new AbortController();
    await sleep(GATHER_MS, undefined, { signal: this.gathering.signal }).catch(() => undefined);
  }

  /** False: it could not be saved before the end. */
  private async saveGroup(group: readonly Saved[]): Promise<boolean> {
    for (;;) {
      const changes = group.map((one) => ({ one, changes: one.changes() }));
      try {
        const ours = await this.places.save(changes.map((each) => each.changes));
        for (const { one, changes: saved } of changes) {
          if (ours.has(one.name)) one.saved(saved);
          else one.lost();
        }
        return true;
      } catch (error) {
        this.logger.error({ msg: 'places could not be saved; it is tried again', reason: explain(error) });
      }
      if (this.stopped) return false;
      await sleep(AGAIN_MS);
    }
  }
}
