/** The catalogue for people: every contract with its meaning, owner, data class and fields. */
import type { Catalog } from '../catalog.js';
import type { CommandContract, Domain, EventContract, Terms } from '../contract.js';
import type { Deprecation } from '../deprecation.js';
import { commandSubject, dataSchemaOf, eventSubject, querySubject, REFUSALS } from '../index.js';
import type { QueryContract } from '../query.js';
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

/** When a contract ends and where to go; nothing for one that stays. */
const endOf = (deprecated: Deprecation | undefined): (readonly [string, string])[] =>
  deprecated === undefined
    ? []
    : [['**deprecated**', `since ${deprecated.since}, sunset ${deprecated.sunset}; use \`${deprecated.replacedBy}\`. ${deprecated.why}`]];

const eventSection = (event: EventContract): string[] => [
  `### Event \`${event.id}\``,
  event.meaning,
  facts([
    ...endOf(event.deprecated),
    ['owner', event.owner],
    ['data class', event.dataClass],
    ['delivery', event.delivery],
    ...termsOf(event.entity.terms, event.terms),
    ['subject', `\`${eventSubject(event.id)}\``],
    ['schema', `\`${dataSchemaOf(event.id)}\``],
  ]),
  fieldTable(schemaOf(event.id, event.meaning, event.data)),
];

/** A command or a query: both take an input and give an answer or a refusal. */
const requestSection = (kind: 'Command' | 'Query', subject: string, request: CommandContract | QueryContract): string[] => [
  `### ${kind} \`${request.id}\``,
  request.meaning,
  facts([
    ...endOf(request.deprecated),
    ['owner', request.owner],
    ...termsOf(request.terms),
    ['subject', `\`${subject}\``],
    ['schema', `\`${dataSchemaOf(request.id)}\``],
  ]),
  'Input:',
  fieldTable(schemaOf(request.id, request.meaning, request.input)),
  'Answer:',
  fieldTable(schemaOf(request.id, request.meaning, request.answer)),
  'Refusals of its own:',
  table(
    ['code', 'meaning'],
    Object.entries(request.refusals).map(([code, meaning]) => [`\`${code}\``, meaning]),
  ),
];

const domainSection = (domain: Domain): string[] => [
  `## ${domain.name}`,
  domain.meaning,
  ...domain.events.flatMap(eventSection),
  ...domain.commands.flatMap((command) => requestSection('Command', commandSubject(command.id), command)),
  ...(domain.queries ?? []).flatMap((query) => requestSection('Query', querySubject(query.id), query)),
];

const refusalSection = (): string[] => [
  '## Refusals of every command and query',
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
