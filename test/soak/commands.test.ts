/** The short run of `npm run soak:commands`. */
import { expect, test } from '@jest/globals';
import { soak } from './commands/soak.js';

test(
  '150 commands under kills of two bridges, Odoo, the broker and Postgres are applied once, judged before, and answered',
  async () => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const verdict = await soak('test-soak', { commands: 150, seed: 5, atOnce: 12, pace: { everyMs: 4_000, most: 6 }, say });
    expect({ ...verdict, lines }).toEqual({ commands: 150, kills: verdict.kills, lost: 0, doubled: 0, unjudged: 0, lines });
    expect(verdict.kills).toBeGreaterThan(0);
  },
  20 * 60_000,
);
