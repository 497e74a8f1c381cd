/** Judging by the shipped policies, measured in a process of its own: there is no other work in it that it would wait for. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inRepository } from '../../rig/repository.js';

/** How long each of some thousand judgements took, in ms. */
export async function judgements(): Promise<number[]> {
  const program = inRepository('test/bench/commands/policy.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 16 * 1024 * 1024 });
  return z.array(z.number()).parse(JSON.parse(stdout));
}
