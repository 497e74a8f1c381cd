import { describe, expect, test } from '@jest/globals';
import { DECIMAL } from '../src/canonical.js';
import { decimal, digitsOfStep, fineDecimal, minorUnits } from '../src/decimal.js';

test.each([
  [0, 2, '0.00'],
  [-0, 2, '0.00'],
  [0.1 + 0.2, 2, '0.30'],
  [1.005, 2, '1.01'],
  [-1.005, 2, '-1.01'],
  [2.675, 2, '2.68'],
  [1.15 * 3, 2, '3.45'],
  [-0.001, 2, '0.00'],
  [0.005, 2, '0.01'],
  [0.5, 0, '1'],
  [1234.5, 0, '1235'],
  [999.995, 2, '1000.00'],
  [1e15, 2, '1000000000000000.00'],
  [123456789012.345, 3, '123456789012.345'],
  [1e21, 0, '1000000000000000000000'],
  [1e-7, 2, '0.00'],
  [1e-7, 8, '0.00000010'],
  [Number.MIN_VALUE, 2, '0.00'],
])('decimal(%p, %p) is %p', (value, digits, text) => {
  expect(decimal(value, digits)).toBe(text);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%p is no decimal', (value) => {
  expect(() => decimal(value, 2)).toThrow(RangeError);
});

test.each([
  [2.5, 2, '2.50'],
  [2.505, 2, '2.505'],
  [0.1 + 0.2, 2, '0.30'],
  [1 / 3, 2, '0.333333'],
  [10, 0, '10'],
  [1200, 0, '1200'],
  [0, 0, '0'],
  [1.5, 0, '1.5'],
  [1.12345678, 8, '1.12345678'],
])('fineDecimal(%p, %p) is %p', (value, digits, text) => {
  expect(fineDecimal(value, digits)).toBe(text);
});

test.each([
  [0.01, 2],
  [1, 0],
  [0.001, 3],
  [0.05, 2],
  [10, 0],
  [0.000001, 6],
  [0, 0],
  [-1, 0],
])('a step of %p has %p digits', (step, digits) => {
  expect(digitsOfStep(step)).toBe(digits);
});

/** mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('20,000 seeded amounts', () => {
  const random = seeded(20261122);
  const whole = (limit: number): number => Math.floor(random() * limit);
  const samples = Array.from({ length: 20_000 }, () => ({ digits: whole(5), units: whole(2 ** 40) - 2 ** 39 }));

  test('what was written with its digits is read back the same', () => {
    for (const { digits, units } of samples) {
      const value = units / 10 ** digits;
      expect(minorUnits(value, digits)).toBe(BigInt(units));
      expect(decimal(value, digits)).toBe(value === 0 ? decimal(0, digits) : value.toFixed(digits));
      expect(decimal(value, digits)).toMatch(DECIMAL);
    }
  });

  test('noise in the last bits of a double changes nothing', () => {
    for (const { digits, units } of samples) {
      const value = units / 10 ** digits;
      expect(decimal(value * (1 + 2 * Number.EPSILON), digits)).toBe(decimal(value, digits));
    }
  });

  test('a half is rounded away from zero, whatever the double made of it', () => {
    for (const { digits, units } of samples) {
      const half = (units * 10 + Math.sign(units) * 5) / 10 ** (digits + 1);
      expect(minorUnits(half, digits)).toBe(BigInt(units + Math.sign(units)));
    }
  });
});
