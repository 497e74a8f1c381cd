/**
 * From what a door received to a parsed intent, purely. Throws Refused with the code the sender gets.
 * Order: contract, size, JSON, key, schema; who sends is the doors' business.
 */
import { type CommandContract, catalog, refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { digestOf, parseBody, parseInput } from '../intake/intake.js';
import type { Lane, Via } from '../store/store.js';
import { deadlineOf } from './deadline.js';
import { expectedVersionOf } from './expected-version.js';
import { type Named, aggregateOf, namedBy } from './external-key.js';

const KEY = /^[\x20-\x7e]{1,128}$/;

/** What a door received of an authenticated client. */
export interface Received {
  readonly client: Client;
  readonly type: string;
  readonly idempotencyKey: string | undefined;
  readonly body: string | Uint8Array;
  readonly via: Via;
  /** interactive unless said */
  readonly lane?: Lane;
  /** header `Deadline`: an instant, RFC 3339 */
  readonly deadline?: string | undefined;
  /** header `If-Match`: the version of the record that the sender saw */
  readonly expectedVersion?: string | undefined;
  /** of an inbound message: who sent it, and the sender's own key of it */
  readonly source?: { readonly name: string; readonly key: string };
}

/** A well-formed command, not yet recorded. */
export interface Intent {
  readonly client: Client;
  readonly contract: CommandContract;
  readonly idempotencyKey: string;
  readonly input: unknown;
  /** sha256 (hex) over the canonical JSON of type and input */
  readonly digest: string;
  readonly aggregate: string;
  readonly via: Via;
  readonly lane: Lane;
  readonly deadline: Date | null;
  readonly expectedVersion: number | null;
  readonly source: { readonly name: string; readonly key: string } | null;
  /** the sender's key of the record */
  readonly name: Named | null;
}

export function intentOf(received: Received, database: string, now = new Date()): Intent {
  const { client, type, via, lane = 'interactive', source = null } = received;
  const contract = catalog.commands.get(type);
  if (contract === undefined) throw new Refused(refuse('unknown-contract', { type: type.slice(0, 200) }));
  const body = parseBody(received.body);
  const idempotencyKey = parseKey(received.idempotencyKey);
  const input = parseInput(contract, body, database);
  const deadline = deadlineOf(received.deadline, contract, now);
  const digest = digestOf(type, input);
  const name = namedBy(client, contract, input);
  const aggregate = aggregateOf(contract, input, name);
  const expectedVersion = expectedVersionOf(received.expectedVersion, aggregate);
  return { client, contract, idempotencyKey, input, digest, aggregate, via, lane, deadline, expectedVersion, source, name };
}

function parseKey(key: string | undefined): string {
  if (key !== undefined && KEY.test(key) && key.trim() !== '') return key;
  throw new Refused(refuse('missing-idempotency-key'));
}
