/**
 * No attempt begins unless its evidence can be written. What was written a moment ago proves it; after a silence it is tried first, and
 * after a failure nothing begins until a try succeeds.
 */
import { Logger } from '@nestjs/common';
import { explain } from '../failure.js';

/** so much could be sent after the audit has begun to refuse, if nothing else was written meanwhile */
const HOLDS_MS = 1_000;
const AGAIN_MS = 1_000;
// a try takes about a millisecond
const LOOK_MS = 5;

export class Proof {
  private readonly logger = new Logger('deliver');
  private provenUntil = 0;
  private askAt = 0;
  private asking = false;

  constructor(private readonly prove: () => Promise<void>) {}

  /** 0: an attempt may begin. Otherwise look again after that long. */
  waitMs(now: number): number {
    if (now < this.provenUntil) return 0;
    if (now < this.askAt) return this.askAt - now;
    if (!this.asking) void this.ask();
    return LOOK_MS;
  }

  written(): void {
    this.provenUntil = Date.now() + HOLDS_MS;
  }

  failed(): void {
    this.provenUntil = 0;
    this.askAt = Date.now() + AGAIN_MS;
  }

  private async ask(): Promise<void> {
    this.asking = true;
    try {
      await this.prove();
      this.written();
    } catch (error) {
      this.failed();
      this.logger.error({ msg: 'nothing is delivered: its evidence could not be written', reason: explain(error) });
    }
    this.asking = false;
  }
}
