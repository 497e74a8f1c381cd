/**
 * A schema as a list of shapes, each of one type: what `type: ["string", "null"]`, `anyOf` and `$ref` say in many ways is
 * said in one. A schema that cannot be written so is Unjudged, and the check says no.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema, Schema, TYPES } from './keywords.js';
import type { RuleId } from './rules.js';

export type Type = (typeof TYPES)[number] | 'any';

/** One alternative: keywords without type, references and combinations. */
export interface Shape {
  readonly type: Type;
  readonly keywords: JsonSchema;
  /** the reference it was reached by; two shapes reached by the same two references are compared once */
  readonly reference?: string;
}

export interface Node {
  readonly shapes: readonly Shape[];
  /** a value may fit one shape only (oneOf) */
  readonly exclusive: boolean;
  readonly dataClass: string | undefined;
  /** the schema as it stood, references resolved */
  readonly keywords: JsonSchema;
}

export class Unjudged extends Error {
  override readonly name = 'Unjudged';
  constructor(
    readonly rule: Extract<RuleId, 'combination-not-judged' | 'reference-not-resolved'>,
    message: string,
  ) {
    super(message);
  }
}

const ANNOTATIONS = new Set([
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'title',
  'description',
  'deprecated',
  'examples',
  'readOnly',
  'writeOnly',
  'x-deprecation',
]);
const COMBINATIONS = new Set(['anyOf', 'oneOf', 'allOf', '$ref', 'type']);

export const without = (schema: JsonSchema, names: ReadonlySet<string>): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => !names.has(name)));

function resolve(reference: string, root: Schema): Schema {
  const steps = reference === '#' ? [] : reference.split('/').slice(1);
  let found: unknown = root;
  for (const step of steps) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    found = typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? (found as JsonSchema)[name] : undefined;
  }
  if (!/^#(\/|$)/.test(reference) || (typeof found !== 'object' && typeof found !== 'boolean') || found === null) {
    throw new Unjudged('reference-not-resolved', reference);
  }
  return found as Schema;
}

/** Both at once. Throws Unjudged where one shape cannot say it. */
function both(left: JsonSchema, right: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...left };
  if ('properties' in left && 'properties' in right && ('additionalProperties' in left || 'additionalProperties' in right)) {
    throw new Unjudged('combination-not-judged', 'additionalProperties in a combination');
  }
  for (const [name, value] of Object.entries(right)) {
    if (!(name in left) || ANNOTATIONS.has(name)) merged[name] = name in left ? left[name] : value;
    else if (name === 'required') merged[name] = [...new Set([...(left[name] as string[]), ...(value as string[])])];
    else if (name === 'properties') merged[name] = both(left[name] as JsonSchema, value as JsonSchema);
    else if (name === 'x-data-class') merged[name] = left[name];
    else if (!isDeepStrictEqual(left[name], value)) throw new Unjudged('combination-not-judged', `two different ${name} in a combination`);
  }
  return merged;
}

const NOTHING: Node = { shapes: [], exclusive: false, dataClass: undefined, keywords: {} };

export function nodeOf(schema: Schema, root: Schema, seen: readonly string[] = []): Node {
  if (schema === false) return NOTHING;
  if (schema === true) return nodeOf({}, root, seen);
  const { $ref: reference, allOf, ...rest } = schema;
  if (typeof reference === 'string') return referenced(reference, { ...rest, ...(allOf === undefined ? {} : { allOf }) }, root, seen);
  if (Array.isArray(allOf)) return nodeOf((allOf as Schema[]).map((part) => flat(part, root, seen)).reduce(both, rest), root, seen);
  const options = (rest.anyOf ?? rest.oneOf) as Schema[] | undefined;
  if ('anyOf' in rest && 'oneOf' in rest) throw new Unjudged('combination-not-judged', 'anyOf and oneOf at once');
  return options === undefined ? simple(rest) : chosen(rest, options, root, seen);
}

function referenced(reference: string, siblings: JsonSchema, root: Schema, seen: readonly string[]): Node {
  if (seen.includes(reference)) throw new Unjudged('reference-not-resolved', `${reference} refers to itself`);
  const target = resolve(reference, root);
  const merged = typeof target === 'boolean' ? target : both(siblings, target);
  const node = nodeOf(merged, root, [...seen, reference]);
  return { ...node, shapes: node.shapes.map((shape) => ({ ...shape, reference })) };
}

/** A part of allOf as one object of keywords. */
function flat(part: Schema, root: Schema, seen: readonly string[]): JsonSchema {
  if (part === true) return {};
  if (part === false) throw new Unjudged('combination-not-judged', 'false in allOf');
  const { $ref: reference, ...rest } = part;
  if (typeof reference !== 'string') return rest;
  if (seen.includes(reference)) throw new Unjudged('reference-not-resolved', `${reference} refers to itself`);
  return both(rest, flat(resolve(reference, root), root, [...seen, reference]));
}

function simple(schema: JsonSchema): Node {
  const keywords = without(schema, new Set(['type']));
  const shapes = typesOf(schema).map((type) => ({ type, keywords: ofType(keywords, type) }));
  // a type that no listed value has is no alternative
  return {
    shapes: shapes.filter((shape) => valuesOf(shape.keywords)?.length !== 0),
    exclusive: false,
    dataClass: classOf(schema),
    keywords,
  };
}

function chosen(schema: JsonSchema, options: readonly Schema[], root: Schema, seen: readonly string[]): Node {
  const common = without(schema, new Set([...COMBINATIONS].filter((name) => name !== 'type')));
  const asserted = without(common, new Set([...ANNOTATIONS, 'x-data-class', 'default']));
  const nodes = options.map((option) => nodeOf(typeof option === 'boolean' ? option : both(option, asserted), root, seen));
  const classes = new Set(nodes.filter((node) => node.shapes.some((shape) => shape.type !== 'null')).map((node) => node.dataClass));
  return {
    shapes: nodes.flatMap((node) => node.shapes),
    exclusive: 'oneOf' in schema || nodes.some((node) => node.exclusive),
    dataClass: classOf(schema) ?? (classes.size === 1 ? [...classes][0] : undefined),
    keywords: common,
  };
}

const classOf = (schema: JsonSchema): string | undefined =>
  typeof schema['x-data-class'] === 'string' ? schema['x-data-class'] : undefined;

/** The types a schema names; where it names none, those of its listed values; else any. */
function typesOf(schema: JsonSchema): readonly Type[] {
  if (schema.type !== undefined) return [schema.type].flat() as Type[];
  const values = valuesOf(schema);
  return values === undefined ? ['any'] : [...new Set(values.map(typeOfValue))];
}

/** The values a shape is restricted to, by enum or const. */
export const valuesOf = (keywords: JsonSchema): readonly unknown[] | undefined =>
  'const' in keywords ? [keywords.const] : (keywords.enum as readonly unknown[] | undefined);

function typeOfValue(value: unknown): Type {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as Type;
}

const fits = (value: unknown, type: Type): boolean =>
  type === 'any' || type === typeOfValue(value) || (type === 'integer' && Number.isInteger(value));

/** An enum beside several types is split among them. */
function ofType(keywords: JsonSchema, type: Type): JsonSchema {
  return Array.isArray(keywords.enum) ? { ...keywords, enum: keywords.enum.filter((value) => fits(value, type)) } : keywords;
}
