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
  /** The same as `transform` in another thread, for what arrives in crowds. */
  readonly aside?: Aside;
}

export interface Aside {
  /**
   * What `transform` makes of each message, in their order; undefined for a message that the pipe has to do itself. No promise at
   * all: it cannot be asked now, and the pipe does all of them itself. It rejects when it failed, and the pipe's turn with it.
   */
  transform(messages: readonly StreamMessage[]): Promise<readonly MadeAside[]> | undefined;
}

export type MadeAside = readonly OutgoingMessage[] | undefined;
