import { beforeEach, expect, test } from '@jest/globals';
import { Breaker } from '../../src/odoo/breaker.js';

let now: number;
let breaker: Breaker;
beforeEach(() => {
  now = 0;
  breaker = new Breaker(() => now);
});

const fail = (away = true): Promise<unknown> =>
  breaker
    .run(
      () => Promise.reject(new Error('no')),
      () => away,
    )
    .catch(() => undefined);
const succeed = (): Promise<unknown> =>
  breaker.run(
    () => Promise.resolve(),
    () => true,
  );

test('opens after three failures in a row, longer each time, up to five seconds', async () => {
  await fail();
  await fail();
  expect(breaker.waitMs()).toBe(0);
  for (const expected of [1_000, 2_000, 4_000, 5_000, 5_000]) {
    await fail();
    expect(breaker.waitMs()).toBe(expected);
    now += expected;
    expect(breaker.waitMs()).toBe(0);
  }
});

test('a success closes it', async () => {
  await fail();
  await fail();
  await fail();
  now += 1_000;
  await succeed();
  await fail();
  expect(breaker.waitMs()).toBe(0);
});

test('an error that Odoo answers with does not count', async () => {
  await fail();
  await fail();
  await fail(false);
  await fail();
  expect(breaker.waitMs()).toBe(0);
});

test('while one call probes, the others wait', async () => {
  await fail();
  await fail();
  await fail();
  now += 1_000;
  let end = (): void => undefined;
  const probe = breaker.run(
    () => new Promise<void>((resolve) => (end = resolve)),
    () => true,
  );
  expect(breaker.waitMs()).toBeGreaterThan(0);
  end();
  await probe;
  expect(breaker.waitMs()).toBe(0);
});
