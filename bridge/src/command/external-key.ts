/** The key by which the sender's system knows the record of a command. Pure. */
import { type CommandContract, externalKeyIn, refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';

export interface Named {
  readonly system: string;
  /** the record in one word, for those that have no id yet: `external:cmms:maintenance.request:WO-1234` */
  readonly named: string;
}

/** null: the command gives no key. Throws Refused `no-system` when nobody knows whose key it is. */
export function namedBy({ system }: Pick<Client, 'system'>, contract: CommandContract, input: unknown): Named | null {
  const key = externalKeyIn(contract, input);
  if (key === undefined || contract.external === undefined) return null;
  if (system === undefined) throw new Refused(refuse('no-system'));
  return { system, named: `external:${system}:${contract.external.model}:${encodeURIComponent(key)}` };
}

/** What the command is ordered by: of a record that only has a key, that. */
export const aggregateOf = (contract: CommandContract, input: unknown, name: Named | null): string =>
  name !== null && contract.external?.record === 'existing' ? name.named : contract.aggregate(input);
