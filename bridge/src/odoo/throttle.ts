/**
 * How many calls at once Odoo takes well, found out as TCP finds the width of a line: a bit more after each call that went well,
 * much less after one that was slow or failed. Pure.
 */
// One works while the other is under way or commits. More would queue in Odoo and keep the groups small: measured with 16 commands
// at once and four calls, a call carried 1.7 commands, and the key was checked nearly as often as without sharing.
export const MOST_CALLS = 2;
const FIRST_CALLS = 2;
/** of a call of one command or many: the addon begins none later than 1 s after the first */
const SLOW_MS = 3_000;
const AFTER_SLOW = 0.7;
const AFTER_FAILURE = 0.5;
/** a struggling Odoo also gets smaller groups */
const SEATS_PER_CALL = 10;

export class Throttle {
  private width = FIRST_CALLS;

  /** calls at once */
  get calls(): number {
    return Math.floor(this.width);
  }

  /** commands in one call */
  get seats(): number {
    return this.calls * SEATS_PER_CALL;
  }

  succeeded(ms: number): void {
    if (ms > SLOW_MS) this.narrow(AFTER_SLOW);
    else this.width = Math.min(MOST_CALLS, this.width + 1 / this.width);
  }

  /** Odoo is away, or too busy to answer; a refusal or a bug is no reason to call less. */
  failed(): void {
    this.narrow(AFTER_FAILURE);
  }

  private narrow(factor: number): void {
    this.width = Math.max(1, this.width * factor);
  }
}
