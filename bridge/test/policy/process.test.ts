/** Policies of a real bridge process: SIGHUP as an operator sends it, and `policy explain` against it. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { KEYS } from '../rig/bridge.js';
import { type BridgeProcess, bridgeProcess } from '../rig/bridge-process.js';
import { eventually } from '../rig/eventually.js';
import { type PolicyDirectory, policyDirectory } from './directory.js';

const ALLOWED = '@id("hours-allowed") permit (principal, action, resource) when { principal.roles.contains("field-app") };';
const NOBODY = '@id("nobody-here") permit (principal, action, resource) when { principal.roles.contains("astronaut") };';

let directory: PolicyDirectory;
let bridge: BridgeProcess;
beforeAll(async () => {
  // a process runs what is built
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: fileURLToPath(new URL('../../..', import.meta.url)), stdio: 'inherit' });
  directory = policyDirectory({ 'mine.cedar': ALLOWED });
  bridge = await bridgeProcess(directory.path);
}, 180_000);
afterAll(async () => {
  await bridge.stop();
  directory.remove();
});

interface Status {
  readonly commandId: string;
  readonly status: string;
  readonly refusal: { readonly code: string } | null;
}

let sent = 0;
/** Hours of another project each time, which need no look at Odoo to be judged. */
async function send(): Promise<Status> {
  const response = await fetch(`${bridge.url}/v1/commands/projects.log-timesheet.v1?wait=0`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEYS.fieldApp}`, 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      ...{ projectId: `odoo:demo:project.project:${String((sent += 1))}`, employeeId: 'odoo:demo:hr.employee:1' },
      ...{ workedOn: '2026-03-02', hours: '1', description: 'Formwork' },
    }),
  });
  return (await response.json()) as Status;
}
const statusOf = async ({ commandId }: Status): Promise<Status> => {
  const response = await fetch(`${bridge.url}/v1/commands/${commandId}`, { headers: { authorization: `Bearer ${KEYS.fieldApp}` } });
  return (await response.json()) as Status;
};
const explained = (command: Status): Promise<string> => bridge.cli('policy', 'explain', command.commandId);
const inForce = async (id: string): Promise<boolean> => {
  const response = await fetch(`${bridge.url}/v1/policy`, { headers: { authorization: `Bearer ${KEYS.ops}` } });
  return ((await response.json()) as { policies: string[] }).policies.includes(id);
};

test('on SIGHUP the new files judge; explain tells what decided then, and what would decide now', async () => {
  const before = await send();
  await eventually(async () => (await explained(before)).includes('decided by hours-allowed'));
  directory.write('mine.cedar', NOBODY);
  bridge.signal('SIGHUP');
  await eventually(() => inForce('nobody-here'));
  const after = await send();
  await eventually(async () => (await statusOf(after)).status === 'refused');
  expect((await statusOf(after)).refusal).toMatchObject({ code: 'policy-denied' });
  const text = await explained(before);
  expect(text).toMatch(/^then, .*: allowed by hours-allowed/m);
  expect(text).toMatch(/^now, .*: refused \(policy-denied\)/m);
  expect(text).toContain('not nobody-here (mine.cedar)');
});

test('files that are wrong leave the old ones in force; the log and the health say so, until they are mended', async () => {
  directory.write('mine.cedar', 'permit (');
  bridge.signal('SIGHUP');
  await eventually(async () => (await bridge.cli('policy', 'show')).includes('the files could not be loaded'));
  expect(bridge.log().some((line) => line.includes('policies were not reloaded') && line.includes('mine.cedar'))).toBe(true);
  expect(JSON.stringify(await (await fetch(`${bridge.url}/readyz`)).json())).toContain('the files could not be loaded');
  expect(await inForce('nobody-here')).toBe(true);
  // whoever deploys policies looks at the exit code
  await expect(bridge.cli('policy', 'reload')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('stays in force') });
  const refused = await send();
  await eventually(async () => (await statusOf(refused)).refusal?.code === 'policy-denied');
  directory.write('mine.cedar', ALLOWED);
  bridge.signal('SIGHUP');
  await eventually(() => inForce('hours-allowed'));
  expect(await bridge.cli('policy', 'show')).not.toContain('could not be loaded');
  const allowed = await send();
  await eventually(async () => (await explained(allowed)).includes('decided by hours-allowed'));
});

test('a command that nobody sent cannot be explained', async () => {
  await expect(bridge.cli('policy', 'explain', randomUUID())).rejects.toMatchObject({ code: 1 });
});
