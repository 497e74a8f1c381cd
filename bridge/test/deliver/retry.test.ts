import { expect, test } from '@jest/globals';
import { isPublic } from '../../src/deliver/address.js';
import { SCHEDULE_MS, judgeAnswer } from '../../src/deliver/retry.js';

const now = new Date('2026-11-22T10:00:00Z');
const at = (random: number) => ({ random, now });
const failed = (retryAfter?: string) => ({ kind: 'answered', status: 503, retryAfter, body: '' }) as const;

test('the schedule has ten attempts, each delay within 20 % of its place', () => {
  for (const [attempt, ms] of SCHEDULE_MS.entries()) {
    if (attempt === 0) continue;
    expect(judgeAnswer(failed(), attempt, at(0))).toMatchObject({ outcome: 'retry', afterMs: Math.round(ms * 0.8) });
    expect(judgeAnswer(failed(), attempt, at(1))).toMatchObject({ outcome: 'retry', afterMs: Math.round(ms * 1.2) });
  }
  expect(judgeAnswer(failed(), 10, at(0.5))).toEqual({ outcome: 'exhausted', reason: 'http-503', detail: 'HTTP 503' });
});

test.each([
  ['7', 7_000],
  ['0', 1_000],
  ['99999999', 24 * 3_600_000],
  ['Sun, 22 Nov 2026 10:02:00 GMT', 120_000],
  ['soon', 5_000],
])('Retry-After %s waits %d ms', (text, afterMs) => {
  expect(judgeAnswer(failed(text), 1, at(0.5))).toMatchObject({ outcome: 'retry', afterMs });
});

test('410 ends it, redirects and silence are failures', () => {
  expect(judgeAnswer({ kind: 'answered', status: 410, retryAfter: undefined, body: '' }, 1, at(0.5)).outcome).toBe('gone');
  expect(judgeAnswer({ kind: 'answered', status: 302, retryAfter: undefined, body: '' }, 1, at(0.5)).outcome).toBe('retry');
  expect(judgeAnswer({ kind: 'unreachable', reason: 'x' }, 1, at(0.5)).outcome).toBe('retry');
  expect(judgeAnswer({ kind: 'answered', status: 204, retryAfter: undefined, body: '' }, 9, at(0.5)).outcome).toBe('delivered');
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '169.254.169.254',
  '100.64.0.1',
  '192.168.0.1',
  '172.31.255.255',
  '0.0.0.0',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
])('%s is not public', (address) => {
  expect(isPublic({ address, family: address.includes(':') ? 6 : 4 })).toBe(false);
});

test.each(['93.184.216.34', '172.32.0.1', '2606:2800:220:1::1', '::ffff:93.184.216.34'])('%s is public', (address) => {
  expect(isPublic({ address, family: address.includes(':') ? 6 : 4 })).toBe(true);
});
