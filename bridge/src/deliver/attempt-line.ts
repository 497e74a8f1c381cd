/** The one line of the log that tells a request and its end. Pure. */
import type { Told } from './settling.js';

export interface Of {
  /** how many events were in it; `told` is the first of them */
  readonly together: number;
  readonly isProbe: boolean;
}

export function lineOf(subscription: string, told: Told, { together, isProbe }: Of): object {
  const { delivery, outcome, attempt, reason, detail, status, latencyMs } = told;
  const durationMs = Math.round(latencyMs ?? 0);
  const line = { msg: 'attempt', subscription, eventId: delivery.envelope?.id, attempt, outcome, status, durationMs, reason, detail };
  if (together === 1 && !isProbe) return line;
  return { ...line, ...(together > 1 ? { events: together } : {}), ...(isProbe ? { isProbe } : {}) };
}
