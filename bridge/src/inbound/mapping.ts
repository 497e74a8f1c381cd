/**
 * A mapping: JSONata from a source's JSON to one command, one event of the source, or the word why it is left alone.
 *
 *   { "command": "maintenance.open-request.v1", "key": "...", "input": {...}, "sourceKey": "...", "sequence": 7 }
 *   { "event": "machine-stopped", "data": {...}, "sourceKey": "...", "sequence": 7 }
 *   { "ignore": "test-message" }
 *   [ ...several of these, at most a hundred ]
 *
 * The same message must give the same result whenever it is run, so there is no clock and no chance in it. What a stranger's text
 * could make run for ever (regular expressions), or run at all ($eval), is refused when the file is read.
 */
import { catalog } from '@odoo-nats-bridge/contracts';
import jsonata from 'jsonata';
import { z } from 'zod';
import { explain } from '../failure.js';

const TIMEOUT_MS = 250;
const DEPTH = 200;
const SEQUENCE = 10_000;
/** functions that a mapping has not: what they would do to it */
const ABSENT = new Map([
  ['eval', 'runs text as a program'],
  ['now', 'gives another result each time; $receivedAt is there'],
  ['millis', 'gives another result each time; $receivedAt is there'],
  ['random', 'gives another result each time'],
  ['shuffle', 'gives another result each time'],
]);

const place = { sourceKey: z.string().min(1).max(256).optional(), sequence: z.int().min(0).optional() };
const item = z.union([
  z.strictObject({
    command: z.string().max(200),
    // as an Idempotency-Key
    key: z
      .string()
      .regex(/^[\x20-\x7e]{1,100}$/)
      .optional(),
    input: z.record(z.string(), z.unknown()),
    /** of the command's record, as the source saw it */
    expectedVersion: z.int().min(0).optional(),
    ...place,
  }),
  z.strictObject({ event: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), data: z.record(z.string(), z.unknown()), ...place }),
  z.strictObject({ ignore: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) }),
]);
const MOST_ITEMS = 100;
const result = z.union([item, z.array(item).min(1).max(MOST_ITEMS)]);

export type Mapped = z.output<typeof item>;
/** A list: each item has a fate of its own. */
export type MappedAll = Mapped | readonly Mapped[];

/** What a mapping reads: `body`, `headers`; and the variables $source, $database, $receivedAt, $tables. */
export interface MappingInput {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: {
    readonly source: string;
    readonly database: string;
    readonly receivedAt: string;
    readonly tables: Readonly<Record<string, unknown>>;
  };
}

/** The message gives no result, or one of another shape; the text names what is wrong, no value of the message. */
export class MappingFailed extends Error {
  override readonly name = 'MappingFailed';
}

export class Mapping {
  private constructor(private readonly expression: jsonata.Expression) {}

  /** Throws an Error naming file and line. */
  static compile(text: string, file: string): Mapping {
    try {
      const expression = jsonata(text, { timeout: TIMEOUT_MS, stack: DEPTH, sequence: SEQUENCE });
      const absent = firstAbsent(expression.ast());
      if (absent !== undefined) throw absent;
      return new Mapping(expression);
    } catch (thrown) {
      throw new Error(`${file}:${String(lineOf(text, thrown))}: ${messageOf(thrown)}`);
    }
  }

  /** Throws MappingFailed. */
  async apply({ body, headers, variables }: MappingInput): Promise<MappedAll> {
    const found = await this.evaluate({ body, headers }, { ...variables });
    const parsed = result.safeParse(found);
    if (!parsed.success)
      throw new MappingFailed(
        `the mapping's result is neither a command, an event nor a reason to ignore, nor a list of them: ${shapeOf(found)}`,
      );
    // in a list an unknown name is the item's own misfortune
    if (!Array.isArray(parsed.data) && 'command' in parsed.data && !catalog.commands.has(parsed.data.command))
      throw new MappingFailed(`no command is called ${parsed.data.command}`);
    return parsed.data;
  }

  private async evaluate(input: unknown, variables: Record<string, unknown>): Promise<unknown> {
    try {
      const found: unknown = await this.expression.evaluate(input, variables);
      // JSONata marks its sequences with properties of their own
      return found === undefined ? undefined : (JSON.parse(JSON.stringify(found)) as unknown);
    } catch (thrown) {
      throw new MappingFailed(codeOf(thrown) ?? explain(thrown));
    }
  }
}

class Absent extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

/** Walks the whole syntax tree: a function is refused wherever it is named, called or not. */
function firstAbsent(node: unknown): Absent | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { type, value, position } = node as { type?: unknown; value?: unknown; position?: unknown };
  const at = typeof position === 'number' ? position : 0;
  if (type === 'regex') return new Absent('a mapping has no regular expressions: use $contains, $split, $substringBefore with texts', at);
  if (type === 'variable' && typeof value === 'string' && ABSENT.has(value))
    return new Absent(`a mapping has no $${value}: it ${ABSENT.get(value) ?? ''}`, at);
  for (const inner of Object.values(node)) {
    const found = firstAbsent(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function lineOf(text: string, thrown: unknown): number {
  const position = typeof thrown === 'object' && thrown !== null && 'position' in thrown ? thrown.position : undefined;
  return typeof position === 'number' ? text.slice(0, position).split('\n').length : 1;
}

/** JSONata throws plain objects. */
const messageOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : explain(thrown);

/** JSONata's messages quote values of the message: only its code and its place are told. */
function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  const position = 'position' in thrown && typeof thrown.position === 'number' ? ` at character ${String(thrown.position)}` : '';
  return `JSONata ${thrown.code}${position}`;
}

const shapeOf = (found: unknown): string =>
  typeof found === 'object' && found !== null && !Array.isArray(found)
    ? `an object of ${Object.keys(found).sort().join(', ') || 'nothing'}`
    : Array.isArray(found)
      ? 'a list'
      : typeof found;
