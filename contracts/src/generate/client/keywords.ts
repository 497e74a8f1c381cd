/** The part of JSON Schema that contracts use. A keyword that the clients' generators do not know stops them: silence would be a lie. */
import type { JsonSchema } from '../schemas.js';

const WITHOUT_WEIGHT = new Set(['$schema', '$id', 'title', 'description', 'x-data-class', 'deprecated', 'x-deprecation', 'format']);
const JUDGED = new Set([
  'type',
  'properties',
  'required',
  'items',
  'anyOf',
  'enum',
  'const',
  'pattern',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'additionalProperties',
  'propertyNames',
]);

export type Properties = Readonly<Record<string, JsonSchema>>;

export const propertiesOf = (schema: JsonSchema): Properties => (schema.properties ?? {}) as Properties;
export const branchesOf = (schema: JsonSchema): readonly JsonSchema[] => (schema.anyOf ?? []) as readonly JsonSchema[];
export const typesOf = ({ type = [] }: JsonSchema): readonly string[] => (Array.isArray(type) ? (type as string[]) : [String(type)]);
export const isRequired = (schema: JsonSchema, name: string): boolean => ((schema.required ?? []) as readonly string[]).includes(name);
export const describe = (schema: JsonSchema): string => (typeof schema.description === 'string' ? schema.description : '');

/** The schema of a record's values (`z.record`), or undefined for an object of named fields. */
export const valuesOf = (schema: JsonSchema): JsonSchema | undefined =>
  typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as JsonSchema) : undefined;

/** What is judged, without the words that only explain. `rewrite` gets each pattern. Throws on a keyword of neither kind. */
export function judgedPart(schema: JsonSchema, rewrite: (pattern: string) => string): JsonSchema {
  const inner = (value: unknown): unknown => judgedPart(value as JsonSchema, rewrite);
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (WITHOUT_WEIGHT.has(keyword)) return [];
    if (!JUDGED.has(keyword))
      throw new Error(`the clients cannot judge the JSON Schema keyword ${keyword}: teach contracts/src/generate/client`);
    if (keyword === 'pattern') return [[keyword, rewrite(value as string)]];
    if (keyword === 'properties')
      return [[keyword, Object.fromEntries(Object.entries(value as Properties).map(([name, each]) => [name, inner(each)]))]];
    if (keyword === 'anyOf') return [[keyword, (value as unknown[]).map(inner)]];
    return [[keyword, typeof value === 'object' && !Array.isArray(value) && value !== null ? inner(value) : value]];
  });
  return Object.fromEntries(entries);
}
