import { expect, test } from '@jest/globals';
import { type ParkedMessage, Parking } from '../../src/deliver/parking.js';

const parked = (sequence: number, record: string, waits: boolean): ParkedMessage => ({
  sequence,
  record,
  attempts: waits ? 0 : 1,
  dueAt: 5_000,
  waits,
  alone: false,
});
const due = (parking: Parking): number[] => parking.due(10_000, () => false).map(({ sequence }) => sequence);

test('the later ones of a record wait behind the first', () => {
  const parking = new Parking([parked(11, 'r', false), parked(12, 'r', true), parked(13, 'r', true)], true);
  expect(due(parking)).toEqual([11]);
  parking.release(11, 6_000);
  expect(due(parking)).toEqual([12]);
});

test('when the first was settled by somebody who was killed before he wrote down who is next, the next goes ahead all the same', () => {
  const parking = new Parking([parked(12, 'r', true), parked(13, 'r', true), parked(20, 's', true)], true);
  expect(due(parking).sort()).toEqual([12, 20]);
  parking.release(12, 6_000);
  expect(due(parking).sort()).toEqual([13, 20]);
});
