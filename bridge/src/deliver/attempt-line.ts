/** The log line of one request. Pure. */
import type { Told } from './settling.js';

/** Undefined: nothing was attempted. */
export function attemptLine(subscription: string, told: readonly Told[], isProbe: boolean): Readonly<Record<string, unknown>> | undefined {
  const [first] = told;
  if (first === undefined) return undefined;
  const { delivery, outcome, attempt, reason, detail, status, latencyMs } = first;
  return {
    msg: 'attempt',
    subscription,
    eventId: delivery.envelope?.id,
    attempt,
    outcome,
    status,
    durationMs: Math.round(latencyMs ?? 0),
    reason,
    detail,
    ...(told.length > 1 ? { events: told.length } : {}),
    ...(isProbe ? { isProbe } : {}),
  };
}
