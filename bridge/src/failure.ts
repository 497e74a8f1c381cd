/**
 * An error says what happens next.
 *
 *   Retry    try again later; nothing is wrong with the work itself
 *   Refused  final: the sender gets the coded refusal
 *   Defect   a bug or a broken invariant: loud, never retried blindly
 *
 * Anything else that is thrown counts as a Defect.
 */
import type { Refusal } from '@odoo-nats-bridge/contracts';

export class Retry extends Error {
  override readonly name = 'Retry';
  /** @param afterMs the earliest sensible next attempt, from now */
  constructor(
    message: string,
    readonly afterMs: number,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly refusal: Refusal,
    cause?: unknown,
  ) {
    super(refusal.message, { cause });
  }
}

export class Defect extends Error {
  override readonly name = 'Defect';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** The text of anything thrown, causes included, for a log line. */
export function explain(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause === undefined ? thrown.message : `${thrown.message} <- ${explain(thrown.cause)}`;
}
