/** Sendings to a webhook under development, with the very code by which the bridge signs, posts and judges. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Signature, contentOf, judgeAnswer, post, signed } from '../deliver/deliver.js';
import type { Answered } from './report.js';
import type { Sending } from './sendings.js';

export interface WebhookTarget {
  readonly url: string;
  /** `whsec_...`, as in the access file */
  readonly secret: string;
  /** how often an event is tried; the bridge itself does ten times, over three days */
  readonly attempts: number;
}

const STALE_MS = 60 * 60_000;
// the bridge waits 5 s and more; who develops does not want to
const LONGEST_WAIT_MS = 500;

export async function sendTo(target: WebhookTarget, sending: Sending): Promise<Answered> {
  const began = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptOne(target, sending);
    const outcome = judgeAnswer(answer, attempt, { random: Math.random(), now: new Date() });
    if (outcome.outcome !== 'retry' || attempt >= target.attempts || isForgery(sending))
      return answered(sending, answer, attempt, Date.now() - began);
    await sleep(Math.min(outcome.afterMs, LONGEST_WAIT_MS));
  }
}

const isForgery = ({ as }: Sending): boolean => as === 'forged' || as === 'stale';

function attemptOne({ url, secret }: WebhookTarget, { fixture, as }: Sending): Promise<Answer> {
  const payload = Buffer.from(JSON.stringify(fixture.data));
  const used = as === 'forged' ? `whsec_${randomBytes(32).toString('base64')}` : secret;
  const at = new Date(as === 'stale' ? Date.now() - STALE_MS : Date.now());
  const request = signed(contentOf({ envelope: fixture.envelope, payload }, 'structured'), new Signature([{ value: used }]), at);
  if (request === undefined) throw new Error('a secret without end always signs');
  return post({ url, allowHttp: true, allowPrivateAddress: true, http2: false }, request.headers, request.body);
}

function answered(sending: Sending, answer: Answer, attempts: number, ms: number): Answered {
  const text = answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.reason;
  const status = answer.kind === 'answered' ? answer.status : 0;
  const failed = isForgery(sending) ? status < 400 || status > 499 : status < 200 || status > 299;
  return { sending, answer: text, attempts, ms, failed };
}
