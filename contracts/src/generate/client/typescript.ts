/** The TypeScript client's map of types: by a contract's id to its data, or to its input, its answer and its refusals. */
import type { Catalog } from '../../catalog.js';
import type { CommandContract, EventContract } from '../../contract.js';
import type { Deprecation } from '../../deprecation.js';
import type { QueryContract } from '../../query.js';
import { type JsonSchema, schemaOf } from '../schemas.js';
import { branchesOf, describe, isRequired, propertiesOf, typesOf, valuesOf } from './keywords.js';

const HEAD = `/**
 * Generated from the contracts by \`npm run generate\`; do not edit. As a reader sees them: later versions may add fields.
 */
`;

export const typescriptTypes = (catalog: Catalog): string =>
  [
    HEAD,
    table('Events', 'data of an event', [...catalog.events.values()], eventTypes()),
    table('Commands', 'input, answer and own refusals of a command', [...catalog.commands.values()], requestType),
    table('Queries', 'input, answer and own refusals of a query', [...catalog.queries.values()], requestType),
  ].join('\n');

type Contract = EventContract | CommandContract | QueryContract;

function table<Each extends Contract>(name: string, meaning: string, contracts: readonly Each[], typeOf: (each: Each) => string): string {
  const rows = contracts.map((each) => `${comment(each.meaning, '  ', each.deprecated)}  readonly '${each.id}': ${typeOf(each)};\n`);
  return `/** By contract id: ${meaning}. */\nexport interface ${name} {\n${rows.join('')}}\n`;
}

/** Moments of one entity mostly tell the same: written out at the first of them. */
function eventTypes(): (event: EventContract) => string {
  const first = new Map<string, string>();
  return ({ id, data }) => {
    const written = typeOf(schemaOf(id, '', data), '  ');
    const same = first.get(written);
    if (same === undefined) first.set(written, id);
    return same === undefined ? written : `Events['${same}']`;
  };
}

function requestType({ id, input, answer, refusals }: CommandContract | QueryContract): string {
  const codes = Object.keys(refusals).map((code) => `'${code}'`);
  const fields = [
    `readonly input: ${typeOf(schemaOf(id, '', input), '    ')};`,
    `readonly answer: ${typeOf(schemaOf(id, '', answer), '    ')};`,
    `readonly refusal: ${codes.length === 0 ? 'never' : codes.join(' | ')};`,
  ];
  return `{\n${fields.map((field) => `    ${field}\n`).join('')}  }`;
}

function typeOf(schema: JsonSchema, indent: string): string {
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const branches = branchesOf(schema);
  if (branches.length > 0) return [...new Set(branches.map((branch) => typeOf(branch, indent)))].join(' | ');
  return typesOf(schema).length === 0
    ? 'unknown'
    : typesOf(schema)
        .map((type) => plainType(type, schema, indent))
        .join(' | ');
}

function plainType(type: string, schema: JsonSchema, indent: string): string {
  if (type === 'integer') return 'number';
  if (type === 'array') return `readonly (${typeOf((schema.items ?? {}) as JsonSchema, indent)})[]`;
  return type === 'object' ? objectType(schema, indent) : type;
}

function objectType(schema: JsonSchema, indent: string): string {
  const values = valuesOf(schema);
  if (values) return `Readonly<Record<string, ${typeOf(values, indent)}>>`;
  const fields = Object.entries(propertiesOf(schema)).map(([name, field]) => {
    const mark = isRequired(schema, name) ? '' : '?';
    return `${comment(describe(field), `${indent}  `)}${indent}  readonly ${name}${mark}: ${typeOf(field, `${indent}  `)};\n`;
  });
  return `{\n${fields.join('')}${indent}}`;
}

function comment(text: string, indent: string, deprecated?: Deprecation): string {
  const end = deprecated ? [`@deprecated ${deprecated.why} Gone from ${deprecated.sunset}; go to ${deprecated.replacedBy}.`] : [];
  const lines = [text, ...end].filter((line) => line !== '').map((line) => line.replaceAll('*/', '* /'));
  if (lines.length < 2) return lines.map((line) => `${indent}/** ${line} */\n`).join('');
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
