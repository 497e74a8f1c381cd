/** From what a door received to a parsed question, purely. Throws Refused with the code the sender gets. */
import { type QueryContract, catalog, refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { parseBody, parseInput } from '../intake/intake.js';

/** What a door received of an authenticated client. */
export interface Asked {
  readonly client: Client;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly via: 'http' | 'nats';
}

export interface Question {
  readonly client: Client;
  readonly contract: QueryContract;
  readonly input: unknown;
  /** the record it is about, or the key it is looked up by */
  readonly subject: string;
  readonly via: 'http' | 'nats';
}

export function questionOf({ client, type, body, via }: Asked, database: string): Question {
  const contract = catalog.queries.get(type);
  if (contract === undefined) throw new Refused(refuse('unknown-contract', { type: type.slice(0, 200) }));
  const input = parseInput(contract, parseBody(body), database);
  return { client, contract, input, subject: contract.subject(input), via };
}
