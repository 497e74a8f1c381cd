/** What happens after an attempt, purely. Schedule of Standard Webhooks as DESIGN names it. */
import type { Answer } from './post.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Before attempt 1, 2, ... 10: about 3 days in all. */
export const SCHEDULE_MS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

const JITTER = 0.2;
// an endpoint may ask for patience, not for a storm and not for never
const RETRY_AFTER_MS = { min: 1 * SECOND, max: 24 * HOUR };

export type Outcome =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'retry'; readonly afterMs: number; readonly reason: string }
  | { readonly outcome: 'exhausted'; readonly reason: string }
  /** 410: the endpoint wants nothing any more */
  | { readonly outcome: 'gone'; readonly reason: string };

export interface Chance {
  /** 0 to 1 */
  readonly random: number;
  readonly now: Date;
}

/** `attempt` counts from 1. */
export function judgeAnswer(answer: Answer, attempt: number, chance: Chance): Outcome {
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return { outcome: 'delivered' };
  const reason = answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.reason;
  if (answer.kind === 'answered' && answer.status === 410) return { outcome: 'gone', reason };
  const scheduled = SCHEDULE_MS[attempt];
  if (scheduled === undefined) return { outcome: 'exhausted', reason };
  const asked = answer.kind === 'answered' ? retryAfterMs(answer.retryAfter, chance.now) : undefined;
  return { outcome: 'retry', afterMs: asked ?? jittered(scheduled, chance.random), reason };
}

const jittered = (ms: number, random: number): number => Math.round(ms * (1 + JITTER * (2 * random - 1)));

/** RFC 9110, 10.2.3: seconds or a date. Undefined when absent or neither. */
function retryAfterMs(text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, RETRY_AFTER_MS.min), RETRY_AFTER_MS.max);
}
