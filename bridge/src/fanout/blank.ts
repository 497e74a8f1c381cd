/**
 * What stands in place of a value that may not be seen, where the contract's schema wants one. Constant: it tells nothing of the
 * value, not even whether two are equal. docs/subscribe.md has this table.
 */
import type { JsonSchema } from '@odoo-nats-bridge/contracts';
import { Defect } from '../failure.js';

const isSchema = (given: unknown): given is JsonSchema => typeof given === 'object' && given !== null && !Array.isArray(given);
export const schemasIn = (given: unknown): JsonSchema[] => (Array.isArray(given) ? given.filter(isSchema) : []);
export const propertiesOf = ({ properties }: JsonSchema): [string, JsonSchema][] =>
  isSchema(properties) ? Object.entries(properties).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])) : [];
export const isRequired = ({ required }: JsonSchema, name: string): boolean => Array.isArray(required) && required.includes(name);

/** By the pattern of the text, as the contracts write it. */
const BY_PATTERN: readonly (readonly [RegExp, (pattern: string) => string])[] = [
  // ISO 4217: no currency; ISO 3166: of the user
  [/^\^\[A-Z\]\{3\}\$$/, () => 'XXX'],
  [/^\^\[A-Z\]\{2\}\$$/, () => 'ZZ'],
  [/^\^odoo:/, (pattern) => `odoo:masked:${(/:([a-z0-9_.\\]+):\[1-9\]/.exec(pattern)?.[1] ?? 'record').replaceAll('\\', '')}:1`],
  [/^\^-\?\(0\|/, () => '0'],
  // a fixed beginning and a number: `^MR\/([1-9][0-9]{0,9})$`
  [/^\^[A-Za-z]+\\?[/-]\(?\[1-9\]/, (pattern) => `${(/^\^([A-Za-z]+\\?[/-])/.exec(pattern)?.[1] ?? '').replaceAll('\\', '')}1`],
];
const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '1970-01-01T00:00:00Z',
  date: '1970-01-01',
  uri: 'urn:masked',
  email: 'masked@example.invalid',
  uuid: '00000000-0000-0000-0000-000000000000',
};

const ANY = '***';

function blankText({ pattern, format, minLength, maxLength }: JsonSchema): string {
  if (typeof format === 'string' && BY_FORMAT[format] !== undefined) return BY_FORMAT[format];
  if (typeof pattern === 'string') {
    const found = BY_PATTERN.find(([known]) => known.test(pattern));
    if (found !== undefined) return found[1](pattern);
    if (!new RegExp(pattern, 'u').test(ANY))
      throw new Defect(`nothing stands in place of a text of the form ${pattern}: add it to blank.ts`);
  }
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Infinity;
  return ANY.padEnd(least, '*').slice(0, most);
}

function blankNumber({ minimum, exclusiveMinimum, maximum }: JsonSchema): number {
  if (typeof exclusiveMinimum === 'number' && exclusiveMinimum >= 0) return exclusiveMinimum + 1;
  if (typeof minimum === 'number' && minimum > 0) return minimum;
  return typeof maximum === 'number' && maximum < 0 ? maximum : 0;
}

function blankObject(schema: JsonSchema): Record<string, unknown> {
  const required = propertiesOf(schema).filter(([name]) => isRequired(schema, name));
  return Object.fromEntries(required.map(([name, child]) => [name, blankOf(child)]));
}

const allowsNull = (schema: JsonSchema): boolean =>
  schema.type === 'null' || (Array.isArray(schema.type) && schema.type.includes('null')) || schemasIn(schema.anyOf).some(allowsNull);

/** null where the schema takes it, else the emptiest value it takes. */
export function blankOf(schema: JsonSchema): unknown {
  if (allowsNull(schema)) return null;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [alternative] = schemasIn(schema.anyOf);
  if (alternative !== undefined) return blankOf(alternative);
  switch (schema.type) {
    case 'object':
      return blankObject(schema);
    case 'array':
      return Array.from({ length: typeof schema.minItems === 'number' ? schema.minItems : 0 }, () =>
        blankOf(isSchema(schema.items) ? schema.items : {}),
      );
    case 'boolean':
      return false;
    case 'number':
    case 'integer':
      return blankNumber(schema);
    default:
      return blankText(schema);
  }
}
