/** The Python client in a process of its own (python_client.py), spoken to in lines of JSON. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { HttpOptions } from '@odoo-nats-bridge/client';
import { z } from 'zod';
import type { Came, ClientUnderTest, Told } from './client-under-test.js';
import { inRepository } from './repository.js';
import type { StackEnvironment } from './stack.js';

const PYTHONPATH = ['contracts/python/src', '.stack/programs/python'].map((path) => inRepository(path)).join(':');
const line = z.union([
  z.object({ told: z.custom<Told>() }),
  z.object({ reply: z.number(), came: z.custom<Came>().optional(), verified: z.string().optional(), error: z.string().optional() }),
]);
type Reply = Extract<z.infer<typeof line>, { readonly reply: number }>;

export async function pythonClient(env: StackEnvironment, http: HttpOptions): Promise<ClientUnderTest> {
  const variables = { PYTHONPATH, NATS_URL: env.NATS_URL, NATS_PASSWORD: env.NATS_SUPPLIER_PASSWORD, BRIDGE_URL: http.url };
  const child = spawn('/usr/bin/python3', ['-B', inRepository('test/rig/python_client.py')], {
    env: { ...process.env, ...variables, API_KEY: http.apiKey, WEBHOOK_SECRET: env.WEBHOOK_SECRET },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const told: Told[] = [];
  const waiting = new Map<number, (reply: Reply) => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const said = line.parse(JSON.parse(text));
    if ('told' in said) told.push(said.told);
    else waiting.get(said.reply)?.(said);
  });
  let last = 0;
  const ask = async (question: Readonly<Record<string, unknown>>): Promise<Reply> => {
    last += 1;
    const number = last;
    const reply = await Promise.race([
      new Promise<Reply>((resolve) => {
        waiting.set(number, resolve);
        child.stdin.write(`${JSON.stringify({ ...question, number })}\n`);
      }),
      ended.then(() => Promise.reject(new Error('the Python client ended'))),
    ]);
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply;
  };
  const came = ({ came: found }: Reply): Came => found ?? { status: 'nothing' };
  await ask({ do: 'ready' });
  return {
    told,
    send: async (over, input, key) => came(await ask({ do: 'send', over, input, key })),
    query: async (over, input) => came(await ask({ do: 'query', over, input })),
    verify: async (body, headers) => (await ask({ do: 'verify', body, headers })).verified ?? '',
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
