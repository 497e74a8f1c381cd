/** Replies of both doors as outcomes; the golden answers of all commands and queries pass, with fields added later left out. */
import { describe, expect, test } from '@jest/globals';
import { catalog } from '@odoo-nats-bridge/contracts';
import type { Commands, Queries } from '../src/contract-types.js';
import { AnswerMismatch, Unreachable, answerOf, outcomeOf } from '../src/outcome.js';
import { namesIn, readExample } from './examples.js';

const RECEIVE = 'procurement.receive-goods.v1';
const STATUS = 'procurement.purchase-order-status.v1';
const goldenAnswer = (folder: string, type: string): object => (readExample(folder, `${type}.json`) as { readonly answer: object }).answer;
const status = { commandId: 'c-1', type: RECEIVE, status: 'applied', replayed: false, answer: null, refusal: null };
const reply = { queryId: 'q-1', type: STATUS, status: 'answered', answer: null, refusal: null, readAt: '2026-11-22T10:00:00.000Z' };

test.each([...catalog.commands.keys()])('%s: its golden answer', (type) => {
  expect(namesIn('commands')).toContain(type);
  const answer = goldenAnswer('commands', type);
  const outcome = outcomeOf(type as keyof Commands, { ...status, answer: { ...answer, addedLater: 1 } });
  expect(outcome).toEqual({ status: 'applied', commandId: 'c-1', replayed: false, answer });
});

test.each([...catalog.queries.keys()])('%s: its golden answer', (type) => {
  expect(namesIn('queries')).toContain(type);
  const answer = goldenAnswer('queries', type);
  const told = answerOf(type as keyof Queries, { ...reply, answer: { ...answer, addedLater: 1 } });
  expect(told).toEqual({ status: 'answered', answer, readAt: reply.readAt });
});

describe('a command', () => {
  test('not decided yet', () => {
    for (const open of ['accepted', 'applying', 'waiting'])
      expect(outcomeOf(RECEIVE, { ...status, status: open })).toEqual({ status: 'open', commandId: 'c-1', replayed: false });
  });

  test('refused after it was recorded, or failed', () => {
    const refusal = { code: 'odoo-refused', message: 'no', detail: 'why' };
    const [refused, failed] = ['refused', 'failed'].map((each) => outcomeOf(RECEIVE, { ...status, status: each, refusal }));
    expect(refused).toEqual({ status: 'refused', commandId: 'c-1', replayed: false, refusal });
    expect(failed).toEqual({ status: 'failed', commandId: 'c-1', replayed: false, refusal });
  });

  test('refused at the HTTP door, which says so by a problem', () => {
    const problem = { type: 'urn:odoo-nats-bridge:refusal:bad-json', title: 't', status: 400, detail: 'no object', code: 'bad-json' };
    const refusal = { code: 'bad-json', message: 'no object' };
    expect(outcomeOf(RECEIVE, problem)).toEqual({ status: 'refused', commandId: null, replayed: false, refusal });
    expect(answerOf(STATUS, { ...problem, context: [1] })).toEqual({ status: 'refused', refusal: { ...refusal, detail: [1] } });
  });

  test('an answer that is not what the contract says names the command', () => {
    expect(() => outcomeOf(RECEIVE, { ...status, answer: { receipt: 42 } })).toThrow(AnswerMismatch);
    expect(() => outcomeOf(RECEIVE, { ...status, answer: {} })).toThrow('c-1');
  });
});

test('what is no reply of the bridge is nobody reached', () => {
  for (const strange of [null, 'Bad Gateway', {}, { status: 'applied' }, []]) {
    expect(() => outcomeOf(RECEIVE, strange)).toThrow(Unreachable);
    expect(() => answerOf(STATUS, strange)).toThrow(Unreachable);
  }
});
