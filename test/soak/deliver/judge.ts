/** The verdict of a soak, from its ledger alone. Pure. */
import type { Ledger, Receipt, Told } from './ledger.js';

export interface Verdict {
  /** expected, and neither received nor in the dead letters */
  readonly lost: number;
  /** first received after a later version of the same record; of subscriptions with order per record only */
  readonly out_of_order: number;
  /** received by somebody it is not for, with fields that are hidden from him, or after his end */
  readonly unentitled: number;
}

export interface Rules {
  /** subscriptions with order per record */
  readonly ordered: ReadonlySet<string>;
  /** who an event is for, by the soak's own words and not by the bridge's */
  readonly isFor: (subscription: string, event: Told) => boolean;
  /** an attempt that was under way when a subscription ended may end after it */
  readonly graceMs: number;
}

export const judge = (ledger: Ledger, rules: Rules): Verdict => ({
  lost: ledger.missing().length,
  out_of_order: [...rules.ordered].reduce((sum, name) => sum + overtaken(name, ledger), 0),
  unentitled: unentitledIn(ledger, rules).length,
});

/** The receipts themselves, for whoever looks for the reason. */
export const unentitledIn = (ledger: Ledger, rules: Rules): readonly Receipt[] =>
  ledger.receipts.filter((receipt) => !isEntitled(receipt, ledger, rules));

function isEntitled({ subscription, eventId, atMs, showsHidden }: Receipt, ledger: Ledger, { isFor, graceMs }: Rules): boolean {
  const event = ledger.told.get(eventId);
  const end = ledger.ended.get(subscription);
  if (event === undefined || showsHidden) return false;
  if (end !== undefined && atMs > end + graceMs) return false;
  return isFor(subscription, event);
}

/** Repeats do not count: at least once is what was promised, and a subscriber knows them by their id. */
function overtaken(subscription: string, { receipts, told }: Ledger): number {
  const newest = new Map<string, number>();
  const seen = new Set<string>();
  let count = 0;
  for (const receipt of receipts) {
    const event = receipt.subscription === subscription ? told.get(receipt.eventId) : undefined;
    if (event === undefined || seen.has(event.id)) continue;
    seen.add(event.id);
    const { record, version } = event;
    if (version < (newest.get(record) ?? 0)) count += 1;
    newest.set(record, Math.max(version, newest.get(record) ?? 0));
  }
  return count;
}
