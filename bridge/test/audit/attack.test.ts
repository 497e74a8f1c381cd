/** `npm run attack:audit`, short: each of 100 rows is tampered with once. */
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../../test/attack/audit.mjs', import.meta.url));

test('whatever is tampered with is named, and nothing else', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--rows', '100', '--seed', '7']);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({ tampered: 100, named: 100 });
}, 120_000);
