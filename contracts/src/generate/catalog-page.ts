/** The catalogue for people: every contract with its meaning, owner, data class and fields. */
import type { Catalog } from '../catalog.js';
import type { CommandContract, Domain, EventContract, Terms } from '../contract.js';
import { commandSubject, dataSchemaOf, eventSubject, REFUSALS } from '../index.js';
import { type JsonSchema, schemaOf } from './schemas.js';

export interface FieldRow {
  readonly path: string;
  readonly type: string;
  readonly dataClass: string;
  readonly meaning: string;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const asSchema = (value: unknown): JsonSchema => (typeof value === 'object' && value !== null ? (value as JsonSchema) : {});
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Unwrapped {
  readonly schema: JsonSchema;
  readonly orNull: boolean;
}

/** zod writes `nullable` as anyOf [shape, null], or as a second type. */
function unwrap(schema: JsonSchema): Unwrapped {
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    const types = schema.type.filter((type) => type !== 'null');
    return { schema: { ...schema, type: types.length === 1 ? types[0] : types }, orNull: true };
  }
  const options = Array.isArray(schema.anyOf) ? schema.anyOf.map(asSchema) : [];
  const shape = options.find((option) => option.type !== 'null');
  return shape ? { schema: { ...shape, ...schema }, orNull: true } : { schema, orNull: false };
}

function typeName(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.type === 'array') return 'list';
  return asText(schema.format) || (Array.isArray(schema.type) ? schema.type.join(' or ') : asText(schema.type));
}

/** All fields of a JSON Schema, nested ones as `lines[].product.name`. */
export function fieldsOf(schema: JsonSchema, prefix = ''): readonly FieldRow[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asSchema(schema.properties)).flatMap(([name, property]) => {
    const { schema: shape, orNull } = unwrap(asSchema(property));
    const isList = shape.type === 'array';
    const path = `${prefix}${name}${isList ? '[]' : ''}`;
    const type = [typeName(shape), orNull ? 'or null' : '', required.includes(name) ? '' : '(optional)'].filter(Boolean).join(' ');
    const row = { path, type, dataClass: asText(shape['x-data-class']), meaning: asText(shape.description) };
    return [row, ...fieldsOf(isList ? asSchema(shape.items) : shape, `${path}.`)];
  });
}

const fieldTable = (schema: JsonSchema): string =>
  table(
    ['field', 'type', 'class', 'meaning'],
    fieldsOf(schema).map((row) => [`\`${row.path}\``, row.type, row.dataClass, row.meaning]),
  );

const facts = (rows: readonly (readonly [string, string])[]): string => rows.map(([name, value]) => `- ${name}: ${value}`).join('\n');

const STANDARDS = { ubl: 'UBL', isa95: 'ISA-95', gs1: 'GS1' } as const;

/** What the standards call it, e.g. `UBL Order`; no line where they have no word for it. */
function termsOf(...given: readonly (Terms | undefined)[]): (readonly [string, string])[] {
  const terms = Object.entries(Object.assign({}, ...given) as Terms);
  const text = terms.map(([standard, term]) => `${STANDARDS[standard as keyof Terms]} ${String(term)}`).join(', ');
  return text === '' ? [] : [['also called', text]];
}

const eventSection = (event: EventContract): string[] => [
  `### Event \`${event.id}\``,
  event.meaning,
  facts([
    ['owner', event.owner],
    ['data class', event.dataClass],
    ['delivery', event.delivery],
    ...termsOf(event.entity.terms, event.terms),
    ['subject', `\`${eventSubject(event.id)}\``],
    ['schema', `\`${dataSchemaOf(event.id)}\``],
  ]),
  fieldTable(schemaOf(event.id, event.meaning, event.data)),
];

const commandSection = (command: CommandContract): string[] => [
  `### Command \`${command.id}\``,
  command.meaning,
  facts([
    ['owner', command.owner],
    ...termsOf(command.terms),
    ['subject', `\`${commandSubject(command.id)}\``],
    ['schema', `\`${dataSchemaOf(command.id)}\``],
  ]),
  'Input:',
  fieldTable(schemaOf(command.id, command.meaning, command.input)),
  'Answer:',
  fieldTable(schemaOf(command.id, command.meaning, command.answer)),
  'Refusals of its own:',
  table(
    ['code', 'meaning'],
    Object.entries(command.refusals).map(([code, meaning]) => [`\`${code}\``, meaning]),
  ),
];

const domainSection = (domain: Domain): string[] => [
  `## ${domain.name}`,
  domain.meaning,
  ...domain.events.flatMap(eventSection),
  ...domain.commands.flatMap(commandSection),
];

const refusalSection = (): string[] => [
  '## Refusals of every command',
  table(
    ['code', 'HTTP', 'meaning', 'remedy'],
    Object.entries(REFUSALS).map(([code, refusal]) => [`\`${code}\``, String(refusal.httpStatus), refusal.meaning, refusal.remedy]),
  ),
];

export const catalogPage = (catalog: Catalog): string =>
  [
    '# Catalogue of contracts',
    'Generated from `contracts/src/domains`; do not edit. How to add a contract: `docs/add-a-contract.md`.',
    ...catalog.domains.flatMap(domainSection),
    ...refusalSection(),
  ].join('\n\n') + '\n';
