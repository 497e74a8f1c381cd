import { expect, test } from '@jest/globals';
import { Gathered } from '../../src/store/store.js';

/** Serves by doubling; keeps what it was asked in each piece of work. The number 13 cannot be served. */
function doubling(most?: number): { gathered: Gathered<number, number>; served: number[][] } {
  const served: number[][] = [];
  const serve = async (items: readonly number[]): Promise<number[]> => {
    served.push([...items]);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (items.includes(13)) throw new Error('not this one');
    return items.map((item) => 2 * item);
  };
  return { gathered: new Gathered(serve, most), served };
}

test('who comes in the same turn is served together, and who comes meanwhile by the next piece of work', async () => {
  const { gathered, served } = doubling();
  const first = [1, 2].map((item) => gathered.ask(item));
  await new Promise((resolve) => setImmediate(resolve));
  const second = [3, 4].map((item) => gathered.ask(item));
  expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8]);
  expect(served).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('none holds more than it may', async () => {
  const { gathered, served } = doubling(2);
  expect(await Promise.all([1, 2, 3].map((item) => gathered.ask(item)))).toEqual([2, 4, 6]);
  expect(served).toEqual([[1, 2], [3]]);
});

test("nobody fails by another's fault, and who comes later is served", async () => {
  const { gathered, served } = doubling();
  const outcomes = await Promise.allSettled([1, 13, 2].map((item) => gathered.ask(item)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(served).toEqual([[1, 13, 2], [1], [13], [2]]);
  expect(await gathered.ask(5)).toBe(10);
});

test('work that loses a result fails, rather than leave somebody waiting', async () => {
  const gathered = new Gathered<number, number>(() => Promise.resolve([]));
  await expect(gathered.ask(1)).rejects.toThrow('another number of results');
});
