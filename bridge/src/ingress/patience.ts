/** How long a sender wants to wait for the outcome: `Prefer: wait=<s>` (RFC 7240) or `?wait=<s>`; whole seconds, 0 = not at all. */
import { DEFAULT_WAIT_MS, LONGEST_WAIT_MS } from '../command/command.js';

const PREFER = /(?:^|[,;\s])wait=(\d{1,4})(?:$|[,;\s])/i;

/** Milliseconds; what is unreadable counts as not given. */
export function patienceMs(prefer: string | undefined, query?: string, otherwiseMs = DEFAULT_WAIT_MS): number {
  const seconds = query !== undefined && /^\d{1,4}$/.test(query) ? query : PREFER.exec(prefer ?? '')?.[1];
  return seconds === undefined ? otherwiseMs : Math.min(Number(seconds) * 1_000, LONGEST_WAIT_MS);
}
