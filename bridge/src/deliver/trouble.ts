/** How long an endpoint only fails, and what follows from it. Pure. */
const HOUR = 60 * 60_000;

/** DESIGN: disabled after 120 h of only failures. */
export const DISABLED_AFTER_MS = 120 * HOUR;
/** A warning before it is too late, twice: after a day, and a day before the end. */
export const WARNED_AFTER_MS = [24 * HOUR, 96 * HOUR] as const;

export interface Trouble {
  /** the first failure after the last success */
  readonly failingSince: number | undefined;
  readonly warnings: number;
}

export const NO_TROUBLE: Trouble = { failingSince: undefined, warnings: 0 };

export type TroubleVerdict = { readonly next: 'none' } | { readonly next: 'warn' | 'disable'; readonly hours: number };

export function afterFailure(trouble: Trouble, at: number): { readonly trouble: Trouble; readonly verdict: TroubleVerdict } {
  const since = trouble.failingSince ?? at;
  const hours = Math.floor((at - since) / HOUR);
  if (at - since >= DISABLED_AFTER_MS) return { trouble: NO_TROUBLE, verdict: { next: 'disable', hours } };
  const due = WARNED_AFTER_MS.filter((ms) => at - since >= ms).length;
  const verdict: TroubleVerdict = due > trouble.warnings ? { next: 'warn', hours } : { next: 'none' };
  return { trouble: { failingSince: since, warnings: Math.max(due, trouble.warnings) }, verdict };
}
