/**
 * The keywords of JSON Schema 2020-12 that the check judges, and what each holds. Any other keyword is a finding: a check
 * that passes over what it does not understand would promise what it cannot know.
 */
import type { DataClass } from '../envelope.js';
import type { Change } from './rules.js';

export type JsonSchema = Readonly<Record<string, unknown>>;
export type Schema = JsonSchema | boolean;

type Content =
  'schema' | 'schemas' | 'named schemas' | 'text' | 'texts' | 'number' | 'count' | 'flag' | 'value' | 'values' | 'types' | 'class';

export const KEYWORDS: Readonly<Record<string, Content>> = {
  $schema: 'text',
  $id: 'text',
  $comment: 'text',
  $ref: 'text',
  $defs: 'named schemas',
  title: 'text',
  description: 'text',
  deprecated: 'flag',
  readOnly: 'flag',
  writeOnly: 'flag',
  examples: 'values',
  default: 'value',
  'x-data-class': 'class',
  'x-deprecation': 'value',
  type: 'types',
  enum: 'values',
  const: 'value',
  properties: 'named schemas',
  required: 'texts',
  additionalProperties: 'schema',
  propertyNames: 'schema',
  minProperties: 'count',
  maxProperties: 'count',
  items: 'schema',
  prefixItems: 'schemas',
  minItems: 'count',
  maxItems: 'count',
  uniqueItems: 'flag',
  pattern: 'text',
  format: 'text',
  minLength: 'count',
  maxLength: 'count',
  contentEncoding: 'text',
  contentMediaType: 'text',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  anyOf: 'schemas',
  oneOf: 'schemas',
  allOf: 'schemas',
};

export const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
/** from open to closed */
export const DATA_CLASSES = ['public', 'internal', 'commercial', 'personal', 'sensitive'] as const satisfies readonly DataClass[];

const isObject = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isObject(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isIn = (values: readonly string[]) => (value: unknown) => isText(value) && values.includes(value);
const everyOf = (test: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(test);

const HOLDS: Readonly<Record<Content, (value: unknown) => boolean>> = {
  schema: isSchema,
  schemas: (value) => everyOf(isSchema)(value) && (value as unknown[]).length > 0,
  'named schemas': (value) => isObject(value) && Object.values(value).every(isSchema),
  text: isText,
  texts: everyOf(isText),
  number: (value) => typeof value === 'number',
  count: (value) => Number.isInteger(value) && Number(value) >= 0,
  flag: (value) => typeof value === 'boolean',
  value: () => true,
  values: Array.isArray,
  types: (value) => isIn(TYPES)(value) || everyOf(isIn(TYPES))(value),
  class: isIn(DATA_CLASSES),
};

/** Where a keyword's schemas stand, as [path, schema]. */
function schemasIn(keyword: string, value: unknown, path: string): [string, Schema][] {
  if (KEYWORDS[keyword] === 'schema') return [[path + (keyword === 'items' ? '[]' : '{}'), value as Schema]];
  if (KEYWORDS[keyword] === 'schemas') return (value as Schema[]).map((schema, at) => [`${path}|${at + 1}`, schema]);
  if (KEYWORDS[keyword] !== 'named schemas') return [];
  const prefix = keyword === '$defs' ? `${path}.$defs` : path;
  return Object.entries(value as Record<string, Schema>).map(([name, schema]) => [`${prefix}.${name}`, schema]);
}

/** Every keyword of a schema, nested ones too, that the check does not know or that holds what it may not hold. */
export function faultsOf(schema: Schema, path: string): Change[] {
  if (typeof schema === 'boolean') return [];
  return Object.entries(schema).flatMap(([keyword, value]): Change[] => {
    const content = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (content === undefined) return [{ rule: 'keyword-not-judged', path, what: keyword }];
    if (!HOLDS[content](value)) return [{ rule: 'keyword-malformed', path, what: `${keyword} must hold: ${content}` }];
    return schemasIn(keyword, value, path).flatMap(([where, nested]) => faultsOf(nested, where));
  });
}
