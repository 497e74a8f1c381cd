/** Nothing in the demo is faked: without one of its servers it fails and says so; started again, it succeeds. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { inRepository } from '../rig/repository.js';
import { Stack, type Service } from '../rig/stack.js';

const NAME = 'test-demo';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.up(NAME);
}, 20 * 60_000);
afterAll(() => stack.reset(), 60_000);

test.each<Service>(['nats', 'odoo', 'bridge'])(
  'with %s killed half way the demo fails with a clear message, and succeeds when started again',
  async (service) => {
    const broken = await demo(async (line) => {
      if (line.startsWith('3. ')) await stack.kill(service);
    });
    expect(broken.code).toBe(1);
    expect(broken.output).toContain('FAILED: this step did not hold');
    expect(broken.output).toContain(`not healthy: ${service}`);

    await Stack.up(NAME);
    const mended = await demo(() => Promise.resolve());
    expect(mended.output).toContain('The story holds, step by step.');
    expect(mended.code).toBe(0);
  },
  240_000,
);

/** Runs what scripts/demo runs after the stack is up, and tells each line as it comes. */
async function demo(onLine: (line: string) => Promise<void>): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [inRepository('test/dist/journeys/demo.js'), NAME], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const told: Promise<void>[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      told.push(...text.split('\n').map(onLine));
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  await Promise.all(told);
  return { code, output };
}
