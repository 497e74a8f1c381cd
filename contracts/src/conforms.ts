/**
 * A schema's quick yes. zod is the judge of what fits a contract and the one who says why something does not. That it fits is nearly
 * always the answer, and finding that out is most of what zod does in a translation. So a schema is written out once as one plain
 * function, which says yes or nothing. Whoever hears nothing asks zod.
 *
 * Yes means: zod accepts the value, and what it gives back is the same JSON. Only what the data of contracts is made of is written
 * out; anything else (a default, a refinement, a union, a record) keeps the whole schema silent, which is slower and never wrong.
 * `conforms.test.ts` compares the two over all contracts, with thousands of spoilt values.
 */
import type { z } from 'zod';

type QuickYes = (value: unknown) => boolean;

const known = new WeakMap<z.ZodType, QuickYes>();

/** True: `schema.parse(value)` would give the same JSON. False: ask zod. */
export function conforms(schema: z.ZodType, value: unknown): boolean {
  const found = known.get(schema);
  if (found !== undefined) return found(value);
  const made = quickYesOf(schema);
  known.set(schema, made);
  return made(value);
}

/** A part of the schema that is not written out. */
class Unwritten extends Error {}

function quickYesOf(schema: z.ZodType): QuickYes {
  try {
    const text = new Text();
    text.write(schema, 'value');
    // Made of the schema's keys, words and lengths, each written by JSON.stringify; no data ever gets into it.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    return new Function('patterns', 'told', 'judges', text.whole)(text.patterns, told, text.judges) as QuickYes;
  } catch (error) {
    if (error instanceof Unwritten) return () => false;
    throw error;
  }
}

/** How many fields JSON would tell: those that are undefined are left out. */
const told = (value: object): number => Object.values(value).filter((each) => each !== undefined).length;

/** What zod keeps of a schema or of one of its checks (`_zod.def`), as far as it is read here. */
interface Definition {
  readonly type?: string;
  readonly check?: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly value?: unknown;
  readonly inclusive?: boolean;
  readonly coerce?: boolean;
  readonly catchall?: unknown;
  readonly checks?: readonly { readonly _zod: { readonly def: Definition } }[];
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly values?: readonly unknown[];
  readonly fn?: (value: unknown) => unknown;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

/** Formats that are their pattern and nothing else; of an address, for example, zod asks more. */
const PATTERN_IS_ALL: ReadonlySet<string> = new Set(['regex', 'date', 'datetime']);

/** Those behind it, and the one that a schema is itself: a date-time, a whole number. */
const checksOf = (definition: Definition): Definition[] => [
  ...(definition.check === undefined ? [] : [definition]),
  ...(definition.checks ?? []).map((check) => check._zod.def),
];

class Text {
  readonly patterns: RegExp[] = [];
  readonly judges: ((value: unknown) => unknown)[] = [];
  private readonly lines: string[] = [];
  private names = 0;

  get whole(): string {
    return `'use strict'; return (value) => { ${this.lines.join('\n')} return true; };`;
  }

  /** Statements that leave the function with `false` unless the variable `at` fits. */
  write(schema: z.ZodType, at: string): void {
    const definition = schema._zod.def as Definition;
    if (definition.coerce === true) throw new Unwritten('coercion');
    switch (definition.type) {
      case 'object':
        this.object(definition, at);
        return;
      case 'array':
        this.array(definition, at);
        return;
      case 'nullable':
        this.block(`if (${at} !== null) {`, () => {
          this.write(required(definition.innerType), at);
        });
        return;
      case 'string':
        this.demand(`typeof ${at} === 'string'`, ...checksOf(definition).map((check) => this.stringCheck(check, at)));
        return;
      case 'boolean':
        this.demand(`typeof ${at} === 'boolean'`, ...none(definition));
        return;
      case 'number':
        this.demand(`${isWhole(definition) ? 'Number.isSafeInteger' : 'Number.isFinite'}(${at})`, ...bounds(definition, at));
        return;
      case 'literal':
        this.demand(`(${anyOf(required(definition.values), at)})`, ...none(definition));
        return;
      case 'custom':
        this.custom(definition, at);
        return;
      case 'enum':
        this.demand(`(${oneOf(definition, at)})`, ...none(definition));
        return;
      default:
        throw new Unwritten(definition.type);
    }
  }

  // zod leaves out what it does not know, so there must be nothing more
  private object(definition: Definition, at: string): void {
    const fields = Object.entries(required(definition.shape)).map(([key, field]) => ({ key, ...fieldOf(field), name: this.name() }));
    // an array has no keys either; and zod's catch-all would let more through
    if (fields.length === 0 || definition.catchall !== undefined || none(definition).length > 0) throw new Unwritten('object');
    this.demand(`typeof ${at} === 'object'`, `${at} !== null`);
    for (const { key, name } of fields) this.lines.push(`const ${name} = ${at}[${JSON.stringify(key)}];`);
    this.demand(rightCount(fields, at));
    for (const { name, schema, isOptional } of fields) {
      if (!isOptional) this.write(schema, name);
      else
        this.block(`if (${name} !== undefined) {`, () => {
          this.write(schema, name);
        });
    }
  }

  // what is missing never comes to zod's judge either
  private custom(definition: Definition, at: string): void {
    if (definition.checks !== undefined) throw new Unwritten('checks');
    this.judges.push(required(definition.fn));
    this.demand(`${at} !== undefined`, `judges[${this.judges.length - 1}](${at}) === true`);
  }

  private array(definition: Definition, at: string): void {
    this.demand(`Array.isArray(${at})`, ...checksOf(definition).map((check) => atLeast(check, at)));
    const name = this.name();
    this.block(`for (const ${name} of ${at}) {`, () => {
      this.write(required(definition.element), name);
    });
  }

  private stringCheck(definition: Definition, at: string): string {
    const { check, format = '', pattern } = definition;
    if (check !== 'string_format') return atLeast(definition, at);
    if (!PATTERN_IS_ALL.has(format)) throw new Unwritten(format);
    // a global or sticky pattern remembers where it was
    if (pattern === undefined || pattern.global || pattern.sticky) throw new Unwritten('pattern');
    this.patterns.push(pattern);
    return `patterns[${this.patterns.length - 1}].test(${at})`;
  }

  private demand(...conditions: readonly string[]): void {
    this.lines.push(`if (!(${conditions.join(' && ')})) return false;`);
  }

  private block(opening: string, inside: () => void): void {
    this.lines.push(opening);
    inside();
    this.lines.push('}');
  }

  private name(): string {
    return `v${(this.names += 1)}`;
  }
}

function atLeast({ check, minimum }: Definition, at: string): string {
  if (check !== 'min_length' || minimum === undefined) throw new Unwritten(check);
  return `${at}.length >= ${minimum}`;
}

interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly isOptional: boolean;
}

function fieldOf(field: z.ZodType): Omit<Field, 'name'> {
  const { type, innerType } = field._zod.def as Definition;
  return type === 'optional' ? { schema: required(innerType), isOptional: true } : { schema: field, isOptional: false };
}

/** As many fields as expected. With optional ones a key without a value counts: whether zod takes it depends on the kind of optional. */
function rightCount(fields: readonly Field[], at: string): string {
  const optional = fields.filter(({ isOptional }) => isOptional);
  const keys = `Object.keys(${at}).length`;
  if (optional.length === 0) return `(${keys} === ${fields.length} || told(${at}) === ${fields.length})`;
  const present = optional.map(({ name }) => `(${name} === undefined ? 0 : 1)`);
  return `${keys} === ${[fields.length - optional.length, ...present].join(' + ')}`;
}

const isFormat = ({ check }: Definition): boolean => check === 'number_format';

function isWhole(definition: Definition): boolean {
  const formats = checksOf(definition).filter(isFormat);
  if (formats.some(({ format }) => format !== 'safeint')) throw new Unwritten('number');
  return formats.length > 0;
}

const bounds = (definition: Definition, at: string): string[] =>
  checksOf(definition)
    .filter((check) => !isFormat(check))
    .map(({ check, value, inclusive }) => {
      if (check !== 'greater_than' || typeof value !== 'number') throw new Unwritten(check);
      return `${at} ${inclusive === true ? '>=' : '>'} ${value}`;
    });

// an enumeration of TypeScript with numbers also holds their names
const oneOf = ({ entries }: Definition, at: string): string => anyOf(Object.values(required(entries)), at);

function anyOf(words: readonly unknown[], at: string): string {
  if (words.length === 0 || words.some((word) => typeof word !== 'string')) throw new Unwritten('words');
  return words.map((word) => `${at} === ${JSON.stringify(word)}`).join(' || ');
}

/** No further conditions; there is nothing here that would write out a check of such a type. */
function none(definition: Definition): string[] {
  if (checksOf(definition).length > 0) throw new Unwritten('checks');
  return [];
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Unwritten('shape');
  return value;
}
