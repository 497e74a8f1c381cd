/**
 * What somebody ordered to be sent again.
 *
 *   running     waits for a replica, or is being worked off
 *   cancelling  the replica that works on it will stop at its next step
 *   done, cancelled, failed   final
 */
import type { LetterFilter } from '../deadletter/deadletter.js';

export type ReplayState = 'running' | 'cancelling' | 'done' | 'cancelled' | 'failed';

/** Which events of a subscription; nothing named: all that EVENTS holds. */
export interface ReplayFilter {
  /** contract ids; they have to be among the subscription's */
  readonly contracts?: readonly string[] | undefined;
  /** canonical id */
  readonly record?: string | undefined;
  /** stored at or after, before; RFC 3339 */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** in EVENTS, both included */
  readonly fromSequence?: number | undefined;
  readonly toSequence?: number | undefined;
}

interface Common {
  readonly id: string;
  /** replay: in EVENTS; retry: in DEAD_LETTERS; both included */
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** messages, at most */
  readonly perSecond: number;
  readonly state: ReplayState;
  /** the last source message that is done */
  readonly position: number;
  readonly lookedAt: number;
  readonly written: number;
  /** what was not sent, by reason */
  readonly leftOut: Readonly<Record<string, number>>;
  /** what it waits for, or why it failed */
  readonly note: string | null;
  readonly requestedBy: string;
  readonly why: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

export interface ReplayOrder extends Common {
  readonly kind: 'replay';
  readonly subscription: string;
  readonly filter: ReplayFilter;
}

export interface RetryOrder extends Common {
  readonly kind: 'retry';
  readonly filter: LetterFilter;
  /** how many were taken */
  readonly letters: number;
}

export type Order = ReplayOrder | RetryOrder;
