/** Each domain's service user may do in Odoo what its own contracts need, and nothing that only another domain's need. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { type Allowance, type OdooOperation, catalog, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Stack, type StackEnvironment } from '../rig/stack.js';

const replies = z.array(
  z.looseObject({
    refusal: z.looseObject({ code: z.string() }).nullish(),
    /** null: not reached; absent: it has an outcome */
    error: z.looseObject({ name: z.string() }).nullish(),
  }),
);
/** the addon takes no more in one call */
const MOST = 20;

let env: StackEnvironment;
let keys: Record<string, string>;
beforeAll(async () => {
  ({ env } = await Stack.up('test'));
  keys = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(env.KEYS_FILE, 'utf8')));
}, 20 * 60_000);

const allowances = new Map<string, Allowance[]>();
for (const { name, commands, queries = [] } of catalog.domains)
  if (commands.length + queries.length > 0)
    allowances.set(
      name,
      [...commands, ...queries].flatMap(({ allowances: own }) => own),
    );

/** What an allowance is about, one thing each. */
const thingsOf = (allowance: Allowance): string[] => {
  if (allowance.operation === 'read') return [`read ${allowance.model}`];
  if (allowance.operation === 'call') return [`call ${allowance.model} ${allowance.method}`];
  return allowance.fields.map((field) => `${allowance.operation} ${allowance.model} ${field}`);
};

/** Uses exactly this thing; what it is done to does not exist. */
function operationsOf(thing: string): OdooOperation[] {
  const [operation, model = '', name = ''] = thing.split(' ');
  const find: OdooOperation = { op: 'find', as: 'it', model, domain: [['id', '=', 0]], expect: 'any' };
  if (operation === 'read') return [find];
  if (operation === 'create') return [{ op: 'create', as: 'it', model, values: { [name]: false } }];
  if (operation === 'write') return [find, { op: 'write', on: 'it', values: { [name]: false } }];
  return [find, { op: 'call', on: 'it', method: name }];
}

async function refusals(user: string, things: readonly string[]): Promise<(string | undefined)[]> {
  const commands = things.map((thing) => ({
    command_id: randomUUID(),
    type: 'test.privilege.v1',
    digest: '0'.repeat(64),
    actor: 'test',
    correlation_id: 'test',
    operations: operationsOf(thing),
  }));
  const headers = { authorization: `bearer ${keys[user] ?? ''}`, 'x-odoo-database': env.ODOO_DATABASE, 'content-type': 'application/json' };
  const found: (string | undefined)[] = [];
  while (found.length < commands.length) {
    const body = JSON.stringify({ commands: commands.slice(found.length, found.length + MOST) });
    const response = await fetch(`${env.ODOO_URL}/json/2/bridge.command/apply_many`, { method: 'POST', headers, body });
    const answers = replies.parse(await response.json());
    // those whose turn did not come in this call go with the next
    const reached = answers.filter(({ error }) => error !== null);
    found.push(...reached.map(({ refusal, error }) => refusal?.code ?? error?.name));
  }
  return found;
}

test.each([...allowances.keys()])(
  '%s: nothing that only other domains need',
  async (domain) => {
    const own = new Set((allowances.get(domain) ?? []).flatMap(thingsOf));
    const foreign = [...new Set([...allowances.values()].flat().flatMap(thingsOf))].filter((thing) => !own.has(thing));
    const answers = await refusals(serviceUserOf(domain), foreign);
    expect(answers).toHaveLength(foreign.length);
    expect(foreign.filter((_thing, index) => answers[index] !== 'not-allowed')).toEqual([]);
    // the pipe was live: what its own contracts read it may read
    const read = [...own].filter((thing) => thing.startsWith('read ')).slice(0, 1);
    expect(await refusals(serviceUserOf(domain), read)).toEqual([undefined]);
  },
  10 * 60_000,
);
