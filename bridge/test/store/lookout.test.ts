import { expect, test } from '@jest/globals';
import { type Looking, Lookout } from '../../src/store/lookout.js';

const NEVER_MS = 3_600_000;

/** Looks that end when they are told to. */
class Looks implements Looking {
  readonly failures: unknown[] = [];
  began = 0;
  private readonly pending: { resolve(isMore: boolean): void; reject(reason: unknown): void }[] = [];
  private readonly beginning: (() => void)[] = [];

  constructor(readonly everyMs: number) {}

  look(): Promise<boolean> {
    this.began += 1;
    return new Promise((resolve, reject) => {
      this.pending.push({ resolve, reject });
      this.beginning.shift()?.();
    });
  }

  failed(thrown: unknown): void {
    this.failures.push(thrown);
  }

  /** Resolves when the next look has begun. */
  next(): Promise<void> {
    return new Promise((resolve) => this.beginning.push(resolve));
  }

  end(isMore: boolean): void {
    this.pending.shift()?.resolve(isMore);
  }

  fail(reason: unknown): void {
    this.pending.shift()?.reject(reason);
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('it looks at once, again at once while there is more, and then waits', async () => {
  const looks = new Looks(NEVER_MS);
  const lookout = new Lookout(looks);
  lookout.start();
  const second = looks.next();
  looks.end(true);
  await second;
  looks.end(false);
  await settled();
  expect(looks.began).toBe(2);
  const third = looks.next();
  lookout.hurry();
  await third;
  looks.end(false);
  await lookout.stop();
  expect(looks.began).toBe(3);
});

test('it looks again after its time, also when a look failed', async () => {
  const looks = new Looks(1);
  const lookout = new Lookout(looks);
  lookout.start();
  const second = looks.next();
  looks.fail('no database');
  await second;
  const third = looks.next();
  looks.end(false);
  await third;
  looks.end(false);
  await lookout.stop();
  expect(looks.failures).toEqual(['no database']);
});

test('a failure is no reason to look again at once', async () => {
  const looks = new Looks(NEVER_MS);
  const lookout = new Lookout(looks);
  lookout.start();
  looks.fail('no database');
  await settled();
  expect(looks.began).toBe(1);
  await lookout.stop();
});

test('hurried during a look, another follows: the first may have looked too early', async () => {
  const looks = new Looks(NEVER_MS);
  const lookout = new Lookout(looks);
  lookout.start();
  lookout.hurry();
  const second = looks.next();
  looks.end(false);
  await second;
  looks.end(false);
  await lookout.stop();
  expect(looks.began).toBe(2);
});

test('stopping waits for the look under way, and none follows though there is more', async () => {
  const looks = new Looks(NEVER_MS);
  const lookout = new Lookout(looks);
  lookout.start();
  let isStopped = false;
  const stopping = lookout.stop().then(() => (isStopped = true));
  await settled();
  expect(isStopped).toBe(false);
  looks.end(true);
  await stopping;
  expect(looks.began).toBe(1);
});
