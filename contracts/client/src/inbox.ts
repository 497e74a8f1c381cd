/**
 * Delivery is at least once; an inbox makes the effect once. It notes the event's id in the same transaction as the effect, so both
 * are committed or neither is. Where the ids are kept is the store's affair: memory-store.ts, postgres-store.ts.
 */
import type { Envelope } from '@odoo-nats-bridge/contracts';
import type { Events } from './contract-types.js';
import type { AnyEvent, ReceivedEvent } from './event.js';

export interface OnceOptions {
  /**
   * Drop an event that is older (`recordversion`) than one of the same contract and record that was handled: for replication, where
   * only the newest state matters. Not for business moments, of which each one counts.
   */
  readonly newestOnly?: boolean;
}

export interface InboxStore<Transaction> {
  /** Runs the work in one transaction: committed when it resolves, rolled back when it throws. */
  transaction(work: (transaction: Transaction) => Promise<void>): Promise<void>;
  /** In that transaction: notes the event. False when it is to be dropped: noted before, or old news. */
  note(transaction: Transaction, envelope: Envelope, options: OnceOptions): Promise<boolean>;
}

export type Outcome = 'handled' | 'dropped';

export interface Inbox<Transaction> {
  /** Runs the effect unless it was run before. What the effect throws is thrown, and nothing was noted. */
  once(envelope: Envelope, effect: (transaction: Transaction) => Promise<void>): Promise<Outcome>;
}

/** By contract id: what is to be done with its events. With an inbox, `transaction` is the one that notes the event. */
export type Handlers<Transaction = undefined> = {
  readonly [Type in keyof Events]?: (event: ReceivedEvent<Type>, transaction: Transaction) => Promise<void>;
};

export const inbox = <Transaction>(store: InboxStore<Transaction>, options: OnceOptions = {}): Inbox<Transaction> => ({
  async once(envelope, effect) {
    let outcome: Outcome = 'dropped';
    await store.transaction(async (transaction) => {
      if (!(await store.note(transaction, envelope, options))) return;
      await effect(transaction);
      outcome = 'handled';
    });
    return outcome;
  },
});

/** For a handler whose effect may be repeated without harm. */
export const NO_INBOX: Inbox<undefined> = {
  async once(_envelope, effect) {
    await effect(undefined);
    return 'handled';
  },
};

export type Handler<Transaction> = (event: AnyEvent, transaction: Transaction) => Promise<void>;

/** The handler of an event's contract; the map's key is the event's type, which the compiler cannot follow through a lookup. */
export const handlerOf = <Transaction>(handlers: Handlers<Transaction>, type: keyof Events): Handler<Transaction> | undefined =>
  handlers[type] as Handler<Transaction> | undefined;
