/** What a sender sent, parsed by its contract, purely: the same for commands and queries. Throws Refused with the sender's code. */
import { type CommandContract, databaseOf, refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';

export { digestOf } from './digest.js';

/** bytes of UTF-8 */
export const LARGEST_BODY = 256 * 1024;

export function parseBody(body: string | Uint8Array): Readonly<Record<string, unknown>> {
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

/** The input as the contract types it; what it does not name is left out. */
export function parseInput(contract: Pick<CommandContract, 'id' | 'input'>, body: unknown, database: string): unknown {
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
