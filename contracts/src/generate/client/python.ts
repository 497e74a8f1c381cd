/** The Python client's contracts: a TypedDict for each object that travels, and a typed constant for each contract. */
import type { Catalog } from '../../catalog.js';
import type { CommandContract, EventContract } from '../../contract.js';
import type { QueryContract } from '../../query.js';
import { type JsonSchema, schemaOf } from '../schemas.js';
import { branchesOf, describe, isRequired, propertiesOf, typesOf, valuesOf } from './keywords.js';

const HEAD = `"""Generated from the contracts by \`npm run generate\`; do not edit.

As a reader sees them: later versions may add fields.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from odoo_nats_bridge_client.contract import CommandContract, EventContract, QueryContract

`;

export const pythonTypes = (catalog: Catalog): string =>
  [
    HEAD,
    ...[...catalog.events.values()].map(eventTypes()),
    ...[...catalog.commands.values()].map((command) => request('CommandContract', command)),
    ...[...catalog.queries.values()].map((query) => request('QueryContract', query)),
  ].join('\n');

/** Moments of one entity mostly tell the same: written out at the first of them, the others are other names of it. */
function eventTypes(): (event: EventContract) => string {
  const first = new Map<string, string>();
  return ({ id, meaning, data }) => {
    const schema = schemaOf(id, meaning, data);
    const unnamed = new Classes();
    unnamed.typeOf(schema, 'Data');
    const same = first.get(unnamed.text);
    const written = new Classes();
    const type = written.typeOf(schema, className(id));
    if (same === undefined) first.set(unnamed.text, type);
    const text = same === undefined ? written.text : `${type} = ${same}\n\n`;
    return `${text}${constant(id)}: EventContract[${type}] = EventContract("${id}")\n${docstring(meaning)}\n`;
  };
}

/** `procurement.receive-goods.v1` -> `ProcurementReceiveGoodsV1` */
const className = (id: string): string => id.split(/[.-]/).map(capital).join('');
/** `procurement.receive-goods.v1` -> `PROCUREMENT_RECEIVE_GOODS_V1` */
const constant = (id: string): string => id.replaceAll(/[.-]/g, '_').toUpperCase();
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const docstring = (text: string): string => `"""${text.replaceAll('\\', '\\\\').replaceAll('"""', "'''").replace(/"$/, '" ')}"""\n`;

function request(kind: string, { id, meaning, input, answer, refusals }: CommandContract | QueryContract): string {
  const written = new Classes();
  const name = className(id);
  const types = [written.typeOf(schemaOf(id, meaning, input), `${name}Input`), written.typeOf(schemaOf(id, '', answer), `${name}Answer`)];
  const codes = Object.keys(refusals);
  const code = codes.length === 0 ? 'str' : literal(codes);
  return `${written.text}${constant(id)}: ${kind}[${[...types, code].join(', ')}] = ${kind}("${id}")\n${docstring(meaning)}\n`;
}

const literal = (values: readonly unknown[]): string =>
  `Literal[${values.map((value) => (value === null ? 'None' : JSON.stringify(value))).join(', ')}]`;
const PLAIN: Readonly<Record<string, string>> = { string: 'str', number: 'float', integer: 'int', boolean: 'bool', null: 'None' };

/** The classes that a type needs, innermost first. */
class Classes {
  text = '';

  typeOf(schema: JsonSchema, name: string): string {
    if ('const' in schema) return literal([schema.const]);
    if (Array.isArray(schema.enum)) return literal(schema.enum);
    const branches = branchesOf(schema);
    if (branches.length > 0)
      return [...new Set(branches.map((branch, at) => this.typeOf(branch, at === 0 ? name : `${name}Or${at}`)))].join(' | ');
    const types = typesOf(schema).map((type) => this.plainType(type, schema, name));
    return types.length === 0 ? 'Any' : types.join(' | ');
  }

  private plainType(type: string, schema: JsonSchema, name: string): string {
    if (type === 'array') return `list[${this.typeOf((schema.items ?? {}) as JsonSchema, name.replace(/s$/, ''))}]`;
    if (type !== 'object') return PLAIN[type] ?? 'Any';
    const values = valuesOf(schema);
    return values ? `dict[str, ${this.typeOf(values, `${name}Value`)}]` : this.objectType(schema, name);
  }

  private objectType(schema: JsonSchema, name: string): string {
    const fields = Object.entries(propertiesOf(schema)).map(([field, inner]) => {
      const type = this.typeOf(inner, `${name}${capital(field)}`);
      return { field, type: isRequired(schema, field) ? type : `NotRequired[${type}]`, meaning: describe(inner) };
    });
    // a field may be called what Python keeps for itself (`from`): then the class is a call
    const plain = fields.every(({ field }) => !KEYWORDS.has(field));
    const body = plain
      ? `class ${name}(TypedDict):\n${fields.map(({ field, type, meaning }) => `    ${field}: ${type}\n    ${docstring(meaning)}`).join('')}`
      : `${name} = TypedDict("${name}", {\n${fields.map(({ field, type, meaning }) => `    # ${meaning}\n    "${field}": ${JSON.stringify(type)},\n`).join('')}})\n`;
    this.text += `${body}${fields.length === 0 && plain ? '    pass\n' : ''}\n\n`;
    return name;
  }
}

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
