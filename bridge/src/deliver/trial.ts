/** An attempt that an operator asks for, out of its time: to one endpoint, with one message. In memory; `trials.ts` keeps it. */
import type { Round } from './round.js';
import type { Told } from './settling.js';

/** What came of it; there is always something to say. */
export type TrialResult =
  | {
      readonly outcome: 'delivered';
      readonly eventId: string | null;
      readonly status?: number | undefined;
      /** so many that waited for a later time are due now */
      readonly broughtForward: number;
    }
  | {
      readonly outcome: 'failed' | 'dead-lettered' | 'gone';
      readonly eventId: string | null;
      readonly status?: number | undefined;
      readonly reason?: string | undefined;
      readonly detail?: string | undefined;
    }
  /** The endpoint itself asked for patience (Retry-After): that is kept. RFC 3339 UTC. */
  | { readonly outcome: 'held'; readonly until: string }
  /** Nothing waits: of an endpoint in trouble, the next message is attempted at once. */
  | { readonly outcome: 'nothing-waits' }
  /** The subscription was paused, changed or taken by another replica meanwhile. */
  | { readonly outcome: 'stopped' };

export class Trial {
  private tell: ((result: TrialResult) => void)[] = [];
  private round: Round | undefined;

  /** Whoever asks while one waits gets the answer of that one. */
  ask(): Promise<TrialResult> {
    return new Promise((resolve) => this.tell.push(resolve));
  }

  /** It waits for its attempt. */
  get isWaiting(): boolean {
    return this.tell.length > 0 && this.round === undefined;
  }

  begin(round: Round): void {
    this.round = round;
  }

  isOf(round: Round): boolean {
    return this.round === round;
  }

  /** Its message could not be read: it waits again. */
  giveBack(round: Round): void {
    if (this.isOf(round)) this.round = undefined;
  }

  end(result: TrialResult): void {
    const told = this.tell;
    this.tell = [];
    this.round = undefined;
    for (const tell of told) tell(result);
  }
}

/** Pure. */
export function resultOf({ outcome, delivery, status, reason, detail }: Told, broughtForward: number): TrialResult {
  const about = { eventId: delivery.envelope?.id ?? null, status };
  return outcome === 'delivered' ? { outcome, ...about, broughtForward } : { outcome, ...about, reason, detail };
}
