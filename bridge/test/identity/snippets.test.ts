/** The partner's ten lines as docs/partners.md writes them, run with an issued credential and the ordinary clients. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Scene } from './scene.js';

// an interpreter starts in here
jest.setTimeout(60_000);

const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(`${root}/docs/partners.md`, 'utf8');

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
  await scene.client('globex');
}, 60_000);
afterAll(() => scene.close());

function snippet(language: string): string {
  const [, code] = new RegExp('```' + language + '\n([^`]*(?:`[^`]+`[^`]*)*?)\n```').exec(page) ?? [];
  if (code === undefined) throw new Error(`docs/partners.md has no ${language}`);
  return code;
}

/** Ends the program after the first line that it prints, which is what it received. */
async function firstLineOf(program: string, args: readonly string[], secret: string): Promise<string> {
  const variables = {
    NATS_URL: scene.server.url,
    NATS_USER: 'globex',
    NATS_PASSWORD: secret,
    SUBSCRIPTION: 'globex-orders',
    PYTHONPATH: `${root}/.stack/programs/python`,
    NODE_OPTIONS: '',
  };
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  let failure = '';
  child.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
  try {
    return await new Promise<string>((resolve, reject) => {
      // a line comes in pieces when the interpreter does not buffer
      createInterface(child.stdout).once('line', resolve);
      child.once('exit', () => {
        reject(new Error(failure));
      });
    });
  } finally {
    child.kill('SIGKILL');
  }
}

test.each([
  ['ts', process.execPath, (code: string) => ['--input-type=module', '-e', code]],
  ['python', '/usr/bin/python3', (code: string) => ['-c', code]],
])('%s', async (language, program, argsOf) => {
  const { secret = '' } = await scene.issue('globex');
  const data = Buffer.from('{"hello":"partner"}');
  const headers = [['ce-id', `to-${language}`] as const, ['ce-type', 'a.b.c.v1'] as const];
  await scene.hub.store({ subject: 'deliver.globex-orders', headers, data });
  const received = await firstLineOf(program, argsOf(snippet(language)), secret);
  expect(received).toMatch(new RegExp(`^to-${language} a\\.b\\.c\\.v1 .*hello.*partner`));
});
