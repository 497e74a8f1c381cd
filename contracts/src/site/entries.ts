/** What the catalogue site shows of each contract, of any kind, in one shape. */
import type { Catalog } from '../catalog.js';
import type { Part } from '../compatibility/judge.js';
import type { CommandContract, EventContract, Terms } from '../contract.js';
import type { Deprecation } from '../deprecation.js';
import { type FieldRow, fieldsOf } from '../generate/catalog-page.js';
import type { Examples, RequestExample } from '../generate/examples.js';
import type { QueryContract } from '../query.js';
import { type JsonSchema, schemaOf } from '../generate/schemas.js';
import { commandSubject, eventSubject, querySubject } from '../subjects.js';
import type { Consumer } from './consumers.js';

export interface ShownPart {
  readonly part: Part;
  readonly schema: JsonSchema;
  readonly fields: readonly FieldRow[];
  readonly example: unknown;
}

export interface Entry {
  readonly id: string;
  readonly kind: 'event' | 'command' | 'query';
  readonly domain: string;
  /** the contract without its major version: what versions have in common */
  readonly family: string;
  readonly version: number;
  readonly meaning: string;
  readonly owner: string;
  readonly subject: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly terms: Terms;
  readonly parts: readonly ShownPart[];
  readonly refusals: Readonly<Record<string, string>>;
  readonly consumers: readonly Consumer[];
  /** since when it is deprecated, when it ends and what to use instead; undefined for a contract that stays */
  readonly ends: string | undefined;
}

export interface Source {
  readonly catalog: Catalog;
  readonly examples: Examples;
  readonly consumers: ReadonlyMap<string, readonly Consumer[]>;
}

export const entriesOf = (source: Source): readonly Entry[] => [
  ...[...source.catalog.events.values()].map((event) => eventEntry(event, source)),
  ...[...source.catalog.commands.values()].map((command) =>
    requestEntry(command, commandSubject(command.id), source.examples.commands.get(command.id)),
  ),
  ...[...source.catalog.queries.values()].map((query) =>
    requestEntry(query, querySubject(query.id), source.examples.queries.get(query.id)),
  ),
];

const familyOf = (id: string): string => id.replace(/\.v\d+$/, '');

const partOf = (part: Part, name: string, meaning: string, shape: EventContract['data'], example: unknown): ShownPart => {
  const schema = schemaOf(name, meaning, shape);
  return { part, schema, fields: fieldsOf(schema), example };
};

function eventEntry(event: EventContract, { examples, consumers }: Source): Entry {
  const { id, kind, domain, version, meaning, owner, entity, dataClass, delivery } = event;
  return {
    id,
    kind,
    domain,
    family: familyOf(id),
    version,
    meaning,
    owner,
    subject: eventSubject(id),
    facts: [
      ['entity', `${entity.name}: ${entity.meaning}`],
      ['data class', dataClass],
      ['delivery', delivery],
      ['record in Odoo', entity.odoo.model],
    ],
    terms: { ...entity.terms, ...event.terms },
    parts: [partOf('data', id, meaning, event.data, examples.events.get(id)?.data)],
    refusals: {},
    consumers: consumers.get(id) ?? [],
    ends: endOf(event.deprecated),
  };
}

function requestEntry(request: CommandContract | QueryContract, subject: string, example: RequestExample | undefined): Entry {
  const { id, kind, domain, version, meaning, owner, refusals } = request;
  return {
    id,
    kind,
    domain,
    family: familyOf(id),
    version,
    meaning,
    owner,
    subject,
    facts: [],
    terms: request.terms ?? {},
    parts: [
      partOf('input', id, meaning, request.input, example?.input),
      partOf('answer', `${id}.answer`, `The answer to ${id}.`, request.answer, example?.answer),
    ],
    refusals,
    consumers: [],
    ends: endOf(request.deprecated),
  };
}

const endOf = (deprecated: Deprecation | undefined): string | undefined =>
  deprecated &&
  `Deprecated since ${deprecated.since}; from ${deprecated.sunset} it may be gone. Use \`${deprecated.replacedBy}\`. ${deprecated.why}`;
