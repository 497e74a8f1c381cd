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
  parking.release({ sequence: 11, record: 'r' }, 6_000);
  expect(due(parking)).toEqual([12]);
});

test('after a kill the first is read from the stream again while later ones are parked: it goes ahead, and wakes them', () => {
  const parking = new Parking([parked(12, 'r', true), parked(13, 'r', true)], true);
  expect(parking.blocks('r', 11)).toBe(false);
  expect(parking.blocks('r', 14)).toBe(true);
  expect(due(parking)).toEqual([]);
  expect(parking.release({ sequence: 11, record: 'r' }, 6_000)).toMatchObject({ sequence: 12, waits: false });
  expect(due(parking)).toEqual([12]);
});
