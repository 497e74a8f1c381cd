/** Two ways of one command into Odoo: through the bridge's HTTP door, and straight into the addon by JSON-2. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { catalog, serviceUserOf } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { HttpClient } from '../../rig/http-client.js';
import type { StackEnvironment } from '../../rig/stack.js';

/** Throws unless the command was applied. */
export type Path = (type: string, input: unknown) => Promise<void>;

/** An idempotency key of its own each; waits for the outcome, and asks again when the bridge answers earlier. */
export function throughTheBridge(env: StackEnvironment): Path {
  const client = new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY);
  return async (type, input) => {
    const key = randomUUID();
    let status = await client.command(type, key, input);
    while (status.http === 202) status = await client.command(type, key, input);
    if (status.status !== 'applied') throw new Error(`${type} was not applied: ${JSON.stringify(status)}`);
  };
}

const applied = z.looseObject({ outcome: z.literal('applied') });

/** The same operations, as the same service user, in the addon's `apply`: one call each. */
export function straight(env: StackEnvironment): Path {
  const keys = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(env.KEYS_FILE, 'utf8')));
  return async (type, input) => {
    const contract = catalog.commands.get(type);
    if (!contract) throw new Error(`no command is called ${type}`);
    const command = {
      command_id: randomUUID(),
      type,
      digest: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
      actor: 'bench',
      correlation_id: 'bench',
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
    applied.parse(await response.json());
  };
}
