/** What is due next of an order, found out but not yet done. */
import type { RetryOutcome } from '../deadletter/deadletter.js';
import type { OutgoingMessage, Position, Step } from '../nats/nats.js';

export interface Portion {
  /** for DELIVERIES and for EVENTS, each in order; those that a crashed predecessor stored already are among them */
  readonly deliveries: readonly Step[];
  readonly events: readonly Step[];
  /** the last source message that is done with this portion */
  readonly position: number;
  readonly lookedAt: number;
  readonly leftOut: readonly string[];
  /** letters that get no message: settled before anything is written, so that what is written is never told as left out */
  readonly before: readonly RetryOutcome[];
  /** letters that are settled by having been written */
  readonly after: readonly RetryOutcome[];
  /** nothing is left behind it */
  readonly end: boolean;
  /** what it waits for, when it could not give all it might */
  readonly waitsFor: string | null;
}

export interface Source {
  /** At most about `max` outputs. */
  next(max: number): Promise<Portion>;
}

const at = (sequence: number, part: number): Position => ({ sequence, part, storedAtMs: 0 });

/** The outputs of one source message. The last one reaches it; those before stand between it and the one before. */
export const stepsOf = (outputs: readonly OutgoingMessage[], sequence: number): Step[] =>
  outputs.map((output, index) => ({ output, position: index === outputs.length - 1 ? at(sequence, 0) : at(sequence - 1, index + 1) }));

/** Was it stored by whoever reached `reached`? */
export const isStored = ({ position: { sequence, part } }: Step, reached: Position): boolean =>
  sequence < reached.sequence || (sequence === reached.sequence && part <= reached.part);

/** A message id would be swallowed by the broker's duplicate window; the checkpoint keeps doubles out instead. */
export const withoutId = ({ subject, headers, data }: OutgoingMessage): OutgoingMessage => ({ subject, headers, data });
