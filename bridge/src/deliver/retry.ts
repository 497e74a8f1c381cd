/** What an answer means, and what happens next, purely. Schedule of Standard Webhooks as DESIGN names it. */
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

/** A subscription's own, where it has one: it says what comes before the second attempt and after. */
export const scheduleOf = ({ retryMs }: { readonly retryMs?: readonly number[] | undefined }): readonly number[] =>
  retryMs === undefined ? SCHEDULE_MS : [0, ...retryMs];

const JITTER = 0.2;
// an endpoint may ask for patience, not for a storm and not for never
const RETRY_AFTER_MS = { min: 1 * SECOND, max: 24 * HOUR };

export type Outcome =
  | { readonly outcome: 'delivered' }
  | {
      readonly outcome: 'retry';
      readonly afterMs: number;
      /** a code, for the dead letter and for finding it */
      readonly reason: string;
      readonly detail: string;
      /** the endpoint as a whole asked for it (429, 503 with Retry-After): nothing else is sent either until then */
      readonly holdsEndpoint: boolean;
    }
  | { readonly outcome: 'exhausted'; readonly reason: string; readonly detail: string }
  /** 410: the endpoint wants nothing any more */
  | { readonly outcome: 'gone'; readonly reason: string; readonly detail: string };

export interface Chance {
  /** 0 to 1 */
  readonly random: number;
  readonly now: Date;
}

/** `attempt` counts from 1. `last`: of this message, when it is not the schedule's own length. */
export function judgeAnswer(answer: Answer, attempt: number, chance: Chance, schedule: readonly number[] = SCHEDULE_MS): Outcome {
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return { outcome: 'delivered' };
  const why = { reason: reasonOf(answer), detail: detailOf(answer) };
  if (answer.kind === 'answered' && answer.status === 410) return { outcome: 'gone', ...why };
  const scheduled = schedule[attempt];
  if (scheduled === undefined) return { outcome: 'exhausted', ...why };
  const asked = answer.kind === 'answered' ? retryAfterMs(answer.retryAfter, chance.now) : undefined;
  const holdsEndpoint = asked !== undefined && answer.kind === 'answered' && (answer.status === 429 || answer.status === 503);
  return { outcome: 'retry', afterMs: asked ?? jittered(scheduled, chance.random), holdsEndpoint, ...why };
}

const jittered = (ms: number, random: number): number => Math.round(ms * (1 + JITTER * (2 * random - 1)));

/** RFC 9110, 10.2.3: seconds or a date. Undefined when absent or neither. */
function retryAfterMs(text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, RETRY_AFTER_MS.min), RETRY_AFTER_MS.max);
}

const detailOf = (answer: Answer): string => (answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.reason);

/** From what the client and the system say of a connection to a few codes. */
const UNREACHABLE: readonly (readonly [RegExp, string])[] = [
  [/no public address|only https|plain http|user information|another protocol|no URL/, 'address-refused'],
  [/no answer within|Headers Timeout|Body Timeout/i, 'timeout'],
  [/Connect Timeout/i, 'connect-timeout'],
  [/certificate|altname|self.signed|SSL|TLS|EPROTO|CERT_/i, 'tls'],
  [/ENOTFOUND|EAI_AGAIN|ENODATA|ESERVFAIL|ETIMEOUT|queryA/i, 'name-not-resolved'],
  [/ECONNREFUSED/, 'refused'],
  [/ECONNRESET|other side closed|socket hang up|EPIPE/i, 'reset'],
  [/too large/, 'too-large'],
  [/no valid secret/, 'no-secret'],
];

function reasonOf(answer: Answer): string {
  if (answer.kind === 'answered') return `http-${answer.status}`;
  return UNREACHABLE.find(([pattern]) => pattern.test(answer.reason))?.[1] ?? 'unreachable';
}
