/**
 * From what a door received to a parsed intent, purely. Throws Refused with the code the sender gets.
 * Order: contract, size, JSON, key, schema; who sends is the doors' business.
 */
import { createHash } from 'node:crypto';
import { type CommandContract, catalog, refuse } from '@odoo-nats-bridge/contracts';
import { canonicalJson } from '../audit/audit.js';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { parseBody, parseInput } from '../intake/intake.js';

const KEY = /^[\x20-\x7e]{1,128}$/;

/** The door. */
export type Via = 'http' | 'nats' | 'inbound' | 'bulk';

/** What a door received of an authenticated client. */
export interface Received {
  readonly client: Client;
  readonly type: string;
  readonly idempotencyKey: string | undefined;
  readonly body: string | Uint8Array;
  readonly via: Via;
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
}

export function intentOf(received: Received, database: string): Intent {
  const { client, type, via } = received;
  const contract = catalog.commands.get(type);
  if (contract === undefined) throw new Refused(refuse('unknown-contract', { type: type.slice(0, 200) }));
  const body = parseBody(received.body);
  const idempotencyKey = parseKey(received.idempotencyKey);
  const input = parseInput(contract, body, database);
  return { client, contract, idempotencyKey, input, digest: digestOf(type, input), aggregate: contract.aggregate(input), via };
}

/** The digest by which a repeat is recognised. */
export const digestOf = (type: string, input: unknown): string => createHash('sha256').update(canonicalJson({ type, input })).digest('hex');

function parseKey(key: string | undefined): string {
  if (key !== undefined && KEY.test(key) && key.trim() !== '') return key;
  throw new Refused(refuse('missing-idempotency-key'));
}
