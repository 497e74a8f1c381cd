/** What is done for many at once: the answers of one turn of the event loop, and what is written down together. */
import { expect, test } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Done } from '../../src/deliver/aftermath.js';
import { LoopTurn } from '../../src/deliver/loop-turn.js';
import { Unwritten } from '../../src/deliver/unwritten.js';

const done = (sequence: number): Done => ({ sequence, lane: undefined, parked: undefined, promoted: undefined });

test('what comes within a turn is handed on together, in order; what comes while it is looked at, in the next', async () => {
  const seen: number[][] = [];
  const turn = new LoopTurn<number>((items) => {
    seen.push([...items]);
    if (items.includes(2)) turn.add(3);
  });
  turn.add(1);
  await Promise.resolve();
  turn.add(2);
  expect(seen).toEqual([]);
  await nextTurn();
  expect(seen).toEqual([[1, 2]]);
  await nextTurn();
  expect(seen).toEqual([[1, 2], [3]]);
});

test('those that are written together are waited for once; what cannot be written is nothing to come back with', async () => {
  const unwritten = new Unwritten();
  const end: ((isWritten: boolean) => void)[] = [];
  const writing = Array.from({ length: 2 }, () => new Promise<boolean>((ended) => end.push(ended)));
  const [first, second] = writing as [Promise<boolean>, Promise<boolean>];
  const group = unwritten.add(first, { done: [done(1), done(2)], bytes: 10 });
  expect(unwritten.add(first, { done: [done(3)], bytes: 10 })).toBeUndefined();
  const other = unwritten.add(second, { done: [done(4)], bytes: 10 });
  end[0]?.(true);
  end[1]?.(false);
  expect((await group)?.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(await other).toEqual([]);
});

test('it is full by count and by bytes, whether sent or answered, until it is written down or given up', async () => {
  const unwritten = new Unwritten();
  expect(unwritten.isFull(3_999)).toBe(false);
  expect(unwritten.isFull(4_000)).toBe(true);
  const most = 4 * 1024 * 1024;
  unwritten.begin(most - 1);
  expect(unwritten.isFull(1)).toBe(false);
  unwritten.begin(1);
  expect(unwritten.isFull(1)).toBe(true);
  await unwritten.add(Promise.resolve(false), { done: [done(1)], bytes: 1 });
  expect(unwritten.isFull(1)).toBe(false);
});
