/** Two ways of one command into Odoo: through the bridge's HTTP door, and straight into the addon by JSON-2. */
import { randomUUID } from 'node:crypto';
import { HttpClient } from '../../rig/http-client.js';
import { inOdoo } from '../../rig/service-user.js';
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

/** The same operations, as the same service user, in the addon's `apply`: one call each. */
export function straight(env: StackEnvironment): Path {
  const apply = inOdoo(env);
  return async (type, input) => {
    const { outcome } = await apply(type, input);
    if (outcome !== 'applied') throw new Error(`Odoo answered ${type} with ${outcome}`);
  };
}
