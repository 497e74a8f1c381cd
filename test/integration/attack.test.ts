/** A tenth of `npm run attack:commands`. */
import { beforeAll, expect, test } from '@jest/globals';
import { attack } from '../attack/attack.js';
import { Stack } from '../rig/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.up('test-integration');
}, 20 * 60_000);

test('hostile inputs at every door are refused with a code and change nothing', async () => {
  const verdict = await attack(stack.env, { oneOf: 10, hookSecret: undefined });
  expect(verdict).toMatchObject({ refused: verdict.tried, effects: 0, failures: [] });
  expect(verdict.tried).toBeGreaterThan(20);
}, 120_000);
