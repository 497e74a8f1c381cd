/** A stored message read by its source's mapping: the same when it arrives, when it is run again, and when it is only tried. */
import { parseBody } from '../intake/intake.js';
import type { MappedAll } from './mapping.js';
import type { Source } from './sources.js';

export interface ToRead {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

// deeper than any message that means something, and far from where recursion ends
const DEEPEST = 64;

/** Throws Refused (`bad-json`, `payload-too-large`), MappingFailed. */
export async function read(source: Pick<Source, 'name' | 'mapping' | 'tables'>, message: ToRead, database: string): Promise<MappedAll> {
  return source.mapping.apply({
    body: shallow(parseBody(message.body)),
    headers: message.headers,
    variables: { source: source.name, database, receivedAt: message.receivedAt.toISOString(), tables: source.tables },
  });
}

/** Deeper levels are cut off: walking through them could overflow the stack. */
function shallow(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((inner) => shallow(inner, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shallow(inner, depth + 1)]));
}
