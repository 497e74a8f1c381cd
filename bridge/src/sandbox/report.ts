/** What a subscriber answered, and what that means. */
import type { Sending } from './sendings.js';

export interface Answered {
  readonly sending: Sending;
  /** `204`, `HTTP 500`, `acknowledged`, `no answer within 15000 ms` */
  readonly answer: string;
  readonly attempts: number;
  readonly ms: number;
  readonly failed: boolean;
}

export interface Report {
  readonly events: number;
  readonly sent: number;
  readonly failed: number;
  /** by kind of sending and answer: `event 204` -> 12 */
  readonly answers: Readonly<Record<string, number>>;
}

export function reportOf(events: number, answered: readonly Answered[]): Report {
  const answers: Record<string, number> = {};
  for (const { sending, answer } of answered) answers[`${sending.as} ${answer}`] = (answers[`${sending.as} ${answer}`] ?? 0) + 1;
  return { events, sent: answered.length, failed: answered.filter(({ failed }) => failed).length, answers };
}

export function lineOf({ sending, answer, attempts, ms, failed }: Answered): string {
  const { type, subject, recordversion } = sending.fixture.envelope;
  const kind = sending.as === 'event' ? '' : `  (${sending.as})`;
  const tries = attempts > 1 ? `  after ${attempts} attempts` : '';
  return `${failed ? 'FAILED' : 'ok    '}  ${answer}  ${type}  ${subject} v${recordversion}${kind}${tries}  ${ms} ms`;
}
