/** docs/dead-letters.md: each of its commands is run as it stands there, against a bridge. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventSubject } from '@odoo-nats-bridge/contracts';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventHeaders } from '../deliver/event-headers.js';
import { Subscriber } from '../replay/subscriber.js';
import { KEYS, type TestBridge, testBridge } from '../rig/bridge.js';
import { eventually } from '../rig/eventually.js';
import { eventExample } from '../rig/golden.js';

const PATIENCE_MS = 180_000;
jest.setTimeout(PATIENCE_MS);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const APPROVED = 'procurement.purchase-order.approved.v1';
const page = readFileSync(`${root}/docs/dead-letters.md`, 'utf8');
const COMMANDS = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.trim().split('\n'));

let bridge: TestBridge;
let subscriber: Subscriber;
const refused = new Set(['event-1']);
/** what the page's examples stand for */
const real = { letter: '', replay: '' };

beforeAll(async () => {
  execFileSync('npm', ['run', '--silent', 'build:bridge'], { cwd: root, stdio: 'ignore' });
  bridge = await testBridge();
  subscriber = await Subscriber.open(bridge.nats, 'mes-orders', (message, { id }) => {
    if (refused.has(id)) message.term('cannot read it');
    else message.ack();
  });
  for (const id of ['event-1', 'event-2']) await tell(id);
  await eventually(async () => (await run('scripts/bridge dead-letter facets --json')).out.includes('"terminated"'), PATIENCE_MS);
  real.letter = /"sequence":(\d+)/.exec((await run('scripts/bridge dead-letter list --json')).out)?.[1] ?? '';
}, PATIENCE_MS);
afterAll(async () => {
  subscriber.stop();
  await bridge.stop();
});

const tell = (id: string): Promise<void> =>
  bridge.nats.store({
    subject: eventSubject(APPROVED),
    headers: eventHeaders(id, { type: APPROVED }),
    data: Buffer.from(JSON.stringify(eventExample(APPROVED).data)),
  });

interface Ended {
  readonly code: number;
  readonly out: string;
}

function run(command: string): Promise<Ended> {
  const env = { ...process.env, BRIDGE_URL: bridge.url, BRIDGE_API_KEY: KEYS.ops };
  return new Promise((ended) => {
    execFile('bash', ['-c', command], { cwd: root, env }, (error, stdout, stderr) => {
      ended({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr });
    });
  });
}

const stateOf = async (): Promise<string> =>
  /"state":"(\w+)"/.exec((await run(`scripts/bridge dead-letter show ${real.letter} --json`)).out)?.[1] ?? '';

test('the page has commands, and each of them works as it stands there', async () => {
  expect(COMMANDS.length).toBeGreaterThan(15);
  for (const written of COMMANDS) {
    const command = written.replace(/ 17\b/, ` ${real.letter}`).replace('00000000-0000-4000-8000-000000000000', real.replay);
    if (command.includes('dead-letter discard')) await untilOpenAgain();
    const { code, out } = await run(command);
    // a replay of two events has ended before somebody can cancel it
    const ended = command.includes('replay cancel') && out.includes('replay-ended');
    expect({ command, code: ended ? 0 : code, out }).toEqual({ command, code: 0, out });
    expect(out.trim()).not.toBe('');
    real.replay = command.includes('replay begin') ? (/^[0-9a-f-]{36}/.exec(out)?.[0] ?? '') : real.replay;
  }
});

// the retry of the page is refused once more, so that there is something to discard
const untilOpenAgain = (): Promise<void> => eventually(async () => (await stateOf()) === 'open', PATIENCE_MS);

test('wrong use ends with 2 and says what is missing; a refusal with 1 and its code', async () => {
  expect(await run(`scripts/bridge dead-letter retry ${real.letter}`)).toMatchObject({ code: 2, out: expect.stringContaining('--why') });
  expect(await run('scripts/bridge dead-letter retry --why x')).toMatchObject({ code: 2, out: expect.stringContaining('--all') });
  expect(await run('scripts/bridge dead-letter show 999')).toMatchObject({ code: 1, out: expect.stringContaining('letter-not-found') });
  expect(await run('scripts/bridge replay begin nobody --why x')).toMatchObject({
    code: 1,
    out: expect.stringContaining('subscription-not-found'),
  });
});
