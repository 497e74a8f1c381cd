import { expect, test } from '@jest/globals';
import { Retry } from '../../src/failure.js';
import { Places } from '../../src/query/places.js';

/** Work that ends when it is told to. */
function held(): { readonly work: () => Promise<string>; readonly end: () => void; readonly begun: () => boolean } {
  let end = (): void => undefined;
  let begun = false;
  const ended = new Promise<string>((done) => {
    end = () => {
      done('done');
    };
  });
  const work = (): Promise<string> => {
    begun = true;
    return ended;
  };
  return { work, end, begun: () => begun };
}

test('no more work at once than places, the rest in its order', async () => {
  const places = new Places(2, 60_000);
  const [first, second, third] = [held(), held(), held()];
  const running = [first, second, third].map(({ work }) => places.run(work));
  expect([first, second, third].map(({ begun }) => begun())).toEqual([true, true, false]);
  second.end();
  await running[1];
  await Promise.resolve();
  expect(third.begun()).toBe(true);
  first.end();
  third.end();
  expect(await Promise.all(running)).toEqual(['done', 'done', 'done']);
});

test('work that fails gives its place back', async () => {
  const places = new Places(1, 60_000);
  await expect(places.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await places.run(() => Promise.resolve('done'))).toBe('done');
});

test('who finds no place in time is told to come back, and takes none', async () => {
  const places = new Places(1, 10);
  const first = held();
  const running = places.run(first.work);
  await expect(places.run(() => Promise.resolve('late'))).rejects.toThrow(Retry);
  first.end();
  await running;
  expect(await places.run(() => Promise.resolve('done'))).toBe('done');
});
