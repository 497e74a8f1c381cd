/** The step behind the bridge: a command's operations handed to the addon by the domain's service user, without facts and policy. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { catalog, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { StackEnvironment } from './stack.js';

const answered = z.looseObject({ outcome: z.string(), refusal: z.looseObject({ code: z.string() }).nullable() });
type Answered = z.infer<typeof answered>;

/** The keys are read once; then each command is one call of the addon's `apply`. */
export function inOdoo(env: StackEnvironment): (type: string, input: unknown) => Promise<Answered> {
  const keys = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(env.KEYS_FILE, 'utf8')));
  return async (type, input) => {
    const contract = catalog.commands.get(type);
    if (!contract) throw new Error(`no command is called ${type}`);
    const command = {
      command_id: randomUUID(),
      type,
      digest: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
      actor: 'test',
      correlation_id: 'test',
      operations: contract.toOdoo(contract.input.parse(input)),
    };
    const response = await fetch(`${env.ODOO_URL}/json/2/bridge.command/apply`, {
      method: 'POST',
      headers: {
        authorization: `bearer ${keys[serviceUserOf(contract.domain)] ?? ''}`,
        'x-odoo-database': env.ODOO_DATABASE,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ command }),
    });
    return answered.parse(await response.json());
  };
}

/** The code that Odoo refuses with; undefined when it applied the command. */
export async function refusalInOdoo(env: StackEnvironment, type: string, input: unknown): Promise<string | undefined> {
  return (await inOdoo(env)(type, input)).refusal?.code;
}
