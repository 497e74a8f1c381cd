/** What an answer means for one of the messages it is about. Pure. */
import type { Delivery } from './delivery.js';
import type { ParkedMessage } from './parking.js';
import type { Answer } from './post.js';
import { type Outcome, judgeAnswer } from './retry.js';
import type { Candidate } from './round.js';
import type { Unsendable } from './webhook-request.js';
import type { Told } from './settling.js';

export interface Verdict {
  /** undefined: it was not attempted */
  readonly told: Told | undefined;
  /** where it waits from now on; undefined: it is done with */
  readonly park: Omit<ParkedMessage, 'waits'> | undefined;
}

export interface About {
  readonly candidate: Candidate;
  readonly delivery: Delivery;
  readonly isProbe: boolean;
  /** how many were in the request */
  readonly together: number;
  readonly latencyMs: number;
  readonly now: number;
  /** 0 to 1 */
  readonly random: number;
  /** before attempt 1, 2, ...; the end of it is a dead letter */
  readonly schedule: readonly number[];
}

export function verdictOn(answer: Answer | Unsendable, about: About): Verdict {
  return answer.kind === 'unsendable' ? unsendable(answer, about) : attempted(answer, about);
}

// in a batch it is not known which one it is: each is looked at alone
function unsendable({ reason }: Unsendable, { candidate, delivery, together, now }: About): Verdict {
  const { sequence, record, attempts } = candidate;
  if (together > 1) return { told: undefined, park: { sequence, record, attempts, dueAt: now, alone: true } };
  return { told: { delivery, attempt: attempts + 1, outcome: 'dead-lettered', reason }, park: undefined };
}

const TOLD_AS = { delivered: 'delivered', retry: 'failed', exhausted: 'dead-lettered', gone: 'gone' } as const;

function attempted(answer: Answer, about: About): Verdict {
  const { candidate, delivery, isProbe, latencyMs, now, random, schedule } = about;
  const attempt = candidate.attempts + 1;
  const counted = isProbe ? Math.min(attempt, schedule.length - 1) : attempt;
  const judged = judgeAnswer(answer, counted, { random, now: new Date(now) }, schedule);
  const { reason, detail } = judged.outcome === 'delivered' ? NO_REASON : judged;
  const status = answer.kind === 'answered' ? answer.status : undefined;
  const response = answer.kind === 'answered' && answer.body !== '' ? answer.body : undefined;
  const told = { delivery, attempt, outcome: TOLD_AS[judged.outcome], reason, detail, status, latencyMs, response };
  return { told, park: waitingPlace(answer, judged, about) };
}

const NO_REASON: { readonly reason?: string; readonly detail?: string } = {};

/** Undefined: it does not come again. */
function waitingPlace(answer: Answer, judged: Outcome, { candidate, isProbe, now }: About): Verdict['park'] {
  if (judged.outcome === 'delivered' || judged.outcome === 'exhausted') return undefined;
  const { sequence, record, attempts } = candidate;
  const alone = isAboutTheMessage(answer);
  if (judged.outcome === 'gone') return { sequence, record, attempts, dueAt: now, alone };
  // an endpoint in trouble is no fault of the message: probes do not count
  return { sequence, record, attempts: isProbe ? attempts : attempts + 1, dueAt: now + judged.afterMs, alone };
}

/** 4xx but for those that are about the endpoint: timeout, too early, too many. */
const isAboutTheMessage = (answer: Answer): boolean =>
  answer.kind === 'answered' && answer.status >= 400 && answer.status < 500 && ![408, 410, 425, 429].includes(answer.status);

export const isGone = (answer: Answer): boolean => answer.kind === 'answered' && answer.status === 410;
export const isDelivered = (answer: Answer): boolean => answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;

/** Until when the endpoint asked to be left alone. */
export function heldUntil(answer: Answer, now: number): number {
  const outcome: Outcome = judgeAnswer(answer, 1, { random: 0.5, now: new Date(now) });
  return outcome.outcome === 'retry' && outcome.holdsEndpoint ? now + outcome.afterMs : 0;
}
