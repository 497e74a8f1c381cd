/**
 * From what a door received to a parsed intent, purely. Throws Refused with the code the sender gets.
 * Order: contract, size, JSON, key, schema; who sends is the doors' business.
 */
import { createHash } from 'node:crypto';
import { type CommandContract, catalog, databaseOf, refuse } from '@odoo-nats-bridge/contracts';
import { canonicalJson } from '../audit/audit.js';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';

/** bytes of UTF-8 */
export const LARGEST_BODY = 256 * 1024;
const KEY = /^[\x20-\x7e]{1,128}$/;

/** What a door received of an authenticated client. */
export interface Received {
  readonly client: Client;
  readonly type: string;
  readonly idempotencyKey: string | undefined;
  readonly body: string | Uint8Array;
  readonly via: 'http' | 'nats';
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
  readonly via: 'http' | 'nats';
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

function parseBody(body: string | Uint8Array): Readonly<Record<string, unknown>> {
  if (Buffer.byteLength(body) > LARGEST_BODY) throw new Refused(refuse('payload-too-large'));
  const parsed = parseJson(body);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw new Refused(refuse('bad-json', 'the body is not a JSON object'));
}

function parseJson(body: string | Uint8Array): unknown {
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // the parser's message quotes the body: it is not passed on
    throw new Refused(refuse('bad-json'), cause);
  }
}

function parseKey(key: string | undefined): string {
  if (key !== undefined && KEY.test(key) && key.trim() !== '') return key;
  throw new Refused(refuse('missing-idempotency-key'));
}

function parseInput(contract: CommandContract, body: unknown, database: string): unknown {
  const parsed = contract.input.safeParse(body);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    throw new Refused(refuse('schema-violation', { type: contract.id, issues }));
  }
  const wrong = strangeTexts(parsed.data, database, []);
  if (wrong.length > 0) throw new Refused(refuse('schema-violation', { type: contract.id, issues: wrong }));
  return parsed.data;
}

interface Issue {
  readonly path: string;
  readonly message: string;
}

/** What no schema says: text must be storable, and ids must be of the database we are connected to. */
function strangeTexts(value: unknown, database: string, path: readonly string[]): Issue[] {
  if (typeof value === 'string') return strangeText(value, database).map((message) => ({ path: path.join('.'), message }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strangeTexts(inner, database, [...path, name]));
}

/** NUL, or half of a surrogate pair: neither fits into Postgres' text or jsonb. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

function strangeText(text: string, database: string): string[] {
  if (UNSTORABLE.test(text)) return ['holds characters that cannot be stored'];
  const named = databaseOf(text);
  return named === undefined || named === database ? [] : ['names a record of another database'];
}
