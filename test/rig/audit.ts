/** The operators' view of the evidence: the bridge's own audit command line, run as an operator would run it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inRepository } from './repository.js';
import type { StackEnvironment } from './stack.js';

const run = promisify(execFile);
const cli = inRepository('bridge/dist/audit-cli.js');

const entry = z.looseObject({ seq: z.coerce.number(), at: z.string(), kind: z.string(), actor: z.string(), hash: z.string() });
export type AuditEntry = z.infer<typeof entry>;

/** All entries of one story (correlation, command, event or record id), oldest first. */
export async function auditStory(env: StackEnvironment, id: string): Promise<AuditEntry[]> {
  return z.array(entry).parse(JSON.parse(await audit(env, 'story', id, '--json')));
}

/** Prints the verdict over the whole hash chain; throws when it is broken. */
export async function auditVerify(env: StackEnvironment): Promise<string> {
  return (await audit(env, 'verify')).trim();
}

async function audit(env: StackEnvironment, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [cli, ...args], { env: { ...process.env, BRIDGE_DATABASE_URL: env.BRIDGE_DATABASE_URL } });
  return stdout;
}
