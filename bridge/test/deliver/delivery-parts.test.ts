/** The pure parts: breaker, trouble, pace, progress, parking. */
import { expect, test } from '@jest/globals';
import { EndpointBreaker } from '../../src/deliver/breaker.js';
import { Pace } from '../../src/deliver/pace.js';
import { Parking } from '../../src/deliver/parking.js';
import { Progress, within } from '../../src/deliver/progress.js';
import { NO_TROUBLE, type Trouble, afterFailure } from '../../src/deliver/trouble.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('the breaker opens at 70 % of at least ten within five minutes, and not before', () => {
  const breaker = new EndpointBreaker();
  for (let at = 0; at < 9; at += 1) breaker.failed(at, 0.5);
  expect(breaker.isOpen).toBe(false);
  breaker.failed(9, 0.5);
  expect(breaker.isOpen).toBe(true);
  const mixed = new EndpointBreaker();
  for (let at = 0; at < 4; at += 1) mixed.succeeded(at);
  for (let at = 0; at < 9; at += 1) mixed.failed(10 + at, 0.5);
  // 9 of 13 are 69 %
  expect(mixed.isOpen).toBe(false);
  mixed.failed(30, 0.5);
  expect(mixed.isOpen).toBe(true);
  const slow = new EndpointBreaker();
  for (let each = 0; each < 30; each += 1) slow.failed(each * MINUTE, 0.5);
  expect(slow.isOpen).toBe(false);
});

test('probes come later and later, 5 min apart at most; the first success closes it', () => {
  const breaker = new EndpointBreaker();
  for (let at = 0; at < 10; at += 1) breaker.failed(0, 0.5);
  const pauses: number[] = [];
  for (let now = breaker.nextProbeAt ?? 0; pauses.length < 10; now = breaker.nextProbeAt ?? 0) {
    breaker.failed(now, 0.5);
    pauses.push((breaker.nextProbeAt ?? 0) - now);
  }
  expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000, 300_000, 300_000]);
  breaker.succeeded(0);
  expect(breaker.isOpen).toBe(false);
  breaker.failed(1, 0.5);
  expect(breaker.isOpen).toBe(false);
});

test('a day and four days of only failures warn, five days disable; one success forgets', () => {
  let trouble: Trouble = NO_TROUBLE;
  const told: string[] = [];
  for (let hour = 0; hour <= 120; hour += 1) {
    const { trouble: next, verdict } = afterFailure(trouble, hour * HOUR);
    trouble = next;
    if (verdict.next !== 'none') told.push(`${verdict.next} ${verdict.hours}`);
  }
  expect(told).toEqual(['warn 24', 'warn 96', 'disable 120']);
});

test('the pace is kept over time, with a second’s worth at once', () => {
  const pace = new Pace(10, 0);
  let taken = 0;
  for (let now = 0; now < 10_000; now += 10)
    while (pace.waitMs(now) === 0) {
      pace.take();
      taken += 1;
    }
  expect(taken).toBeGreaterThanOrEqual(109);
  expect(taken).toBeLessThanOrEqual(110);
});

test('the position never passes what is open, and what was given back is read again', () => {
  const progress = new Progress({ position: 10, ahead: [14] });
  expect([11, 13, 14, 17].map((sequence) => progress.begin(sequence))).toEqual([true, true, false, true]);
  progress.settle(13);
  expect(progress.reached).toEqual({ position: 10, ahead: [14, 13] });
  progress.rewind([17]);
  expect(progress.next).toBe(17);
  progress.settle(11);
  expect(progress.reached).toEqual({ position: 16, ahead: [] });
  expect(progress.begin(17)).toBe(true);
  progress.settle(17);
  expect(progress.reached).toEqual({ position: 17, ahead: [] });
});

test('a restart with settled ones ahead passes over nothing', () => {
  const progress = new Progress({ position: 10, ahead: [12] });
  expect(progress.reached).toEqual({ position: 10, ahead: [12] });
  expect(progress.begin(11)).toBe(true);
  expect(progress.begin(12)).toBe(false);
  progress.settle(11);
  expect(progress.reached).toEqual({ position: 12, ahead: [] });
});

test('in order a record’s later ones wait for its first, one after another', () => {
  const parking = new Parking([], true);
  const message = (sequence: number, record: string, waits: boolean) => ({
    sequence,
    record,
    attempts: 0,
    dueAt: 100,
    waits,
    alone: false,
  });
  parking.put(message(1, 'a', false));
  parking.put(message(2, 'a', true));
  parking.put(message(3, 'a', true));
  parking.put(message(4, 'b', false));
  const free = (): boolean => false;
  expect(parking.blocks('a', 5)).toBe(true);
  expect(parking.blocks('a', 1)).toBe(false);
  expect(parking.blocks('c', 5)).toBe(false);
  expect(parking.due(100, free).map(({ sequence }) => sequence)).toEqual([1, 4]);
  expect(parking.release({ sequence: 1, record: 'a' }, 200)).toMatchObject({ sequence: 2, waits: false, dueAt: 200 });
  expect(parking.due(200, free).map(({ sequence }) => sequence)).toEqual([4, 2]);
  parking.release({ sequence: 2, record: 'a' }, 300);
  parking.release({ sequence: 3, record: 'a' }, 300);
  expect(parking.blocks('a', 5)).toBe(false);
});

test('a place behind the end of the stream begins at its end', () => {
  expect(within({ position: 120, ahead: [125, 131] }, 100)).toEqual({ position: 100, ahead: [] });
  expect(within({ position: 90, ahead: [95] }, 100)).toEqual({ position: 90, ahead: [95] });
});
