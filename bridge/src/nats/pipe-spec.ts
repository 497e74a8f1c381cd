/** What distinguishes one pipe from another. */
import type { OutgoingMessage, StreamMessage } from './message.js';

export interface PipeSpec {
  readonly name: string;
  readonly source: { readonly stream: string; readonly filters: readonly string[] };
  /** `checkpoint`: a subject of the target stream that nobody else writes */
  readonly target: { readonly stream: string; readonly checkpoint: string };
  /** Before each turn as the active writer: what has to be known by then. When it throws, the turn is tried again. */
  readonly prepare?: () => Promise<void>;
  /** Pure and deterministic: no clock, no I/O, no state; it must not throw. */
  readonly transform: (message: StreamMessage) => readonly OutgoingMessage[];
}
