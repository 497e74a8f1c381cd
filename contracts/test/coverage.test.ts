import { expect, test } from '@jest/globals';
import { coverageOf } from '../src/coverage/coverage.js';
import { titlesIn } from '../src/coverage/titles.js';

test('only tests that run are counted', () => {
  // a source for titlesIn to read, the skipped ones on purpose: none of these is a test of this repository
  const source = `
    test('a.b.v1: one', () => {});
    it(\`a.b.v1: two\`, async () => {});
    test.only('three', () => {});
    describe('group', () => { test('four', () => {}); });
    test.each([1, 2])('five %s', () => {});
    // test('commented', () => {});
    /* test('commented too', () => {}); */
    const text = "test('quoted')";
    test.skip('skipped', () => {});
    test.todo('to do');
    describe.skip('all of it', () => { test('skipped with its group', () => {}); });
    test(computed + 'x', () => {});
  `;
  expect(titlesIn(source)).toEqual(['a.b.v1: one', 'a.b.v1: two', 'three', 'four', 'five %s']);
});

test('a title covers the contracts whose whole ids it names', () => {
  const test = (title: string) => ({ file: 'x.test.ts', title });
  const tests = [test('sales.order.shipped.v1: told'), test('sales.order.shipped.v10 and sales.order.paid.v1.')];
  const covered = coverageOf(['sales.order.shipped.v1', 'sales.order.paid.v1', 'order.paid.v1', 'sales.order.lost.v1'], tests);
  expect(covered.map(({ id, tests: found }) => [id, found.length])).toEqual([
    ['sales.order.shipped.v1', 1],
    ['sales.order.paid.v1', 1],
    ['order.paid.v1', 0],
    ['sales.order.lost.v1', 0],
  ]);
});
