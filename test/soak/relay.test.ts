/** The short run of `npm run soak:relay`: each server dies at random moments of a steady load. */
import { expect, test } from '@jest/globals';
import { attack } from './attack.js';

test(
  'eight random kills lose nothing, double nothing and keep the order',
  async () => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const verdict = await attack('test-soak', { kills: 8, seed: 3, longOutageEvery: Infinity, say });
    expect({ ...verdict, lines }).toEqual({ kills: 8, lost: 0, duplicated: 0, out_of_order: 0, lines });
  },
  20 * 60_000,
);
