/**
 * contracts.json: every contract with what it promises beside its schemas. Read by the compatibility check, by tools of
 * subscribers and senders, and by the catalogue site. Functions of a contract (scope, aggregate) are told by their golden example.
 */
import type { Catalog } from '../catalog.js';
import type { CommandContract, EventContract } from '../contract.js';
import type { Deprecation } from '../deprecation.js';
import type { QueryContract } from '../query.js';
import { commandSubject, eventSubject, querySubject } from '../subjects.js';
import type { Examples } from './examples.js';

export interface ListedContract {
  readonly id: string;
  readonly kind: 'event' | 'command' | 'query';
  readonly domain: string;
  readonly name: string;
  readonly version: number;
  readonly owner: string;
  readonly subject: string;
  readonly [promise: string]: unknown;
}

export const contractList = (catalog: Catalog, examples: Examples): readonly ListedContract[] => [
  ...[...catalog.events.values()].map((event) => listedEvent(event, examples)),
  ...[...catalog.commands.values()].map((command) => listedCommand(command, examples)),
  ...[...catalog.queries.values()].map(listedQuery),
];

function listedEvent(event: EventContract, examples: Examples): ListedContract {
  const { id, kind, domain, name, version, owner, entity, dataClass, delivery } = event;
  const example = examples.events.get(id);
  const scope = example === undefined ? {} : { scope: Object.keys(entity.scope?.(example.data) ?? {}).sort() };
  const subject = eventSubject(id);
  return {
    id,
    kind,
    domain,
    entity: entity.name,
    name,
    version,
    owner,
    subject,
    dataClass,
    delivery,
    record: entity.odoo.model,
    ...scope,
    ...endOf(event),
  };
}

function listedCommand(command: CommandContract, examples: Examples): ListedContract {
  const { id, kind, domain, name, version, owner } = command;
  const example = examples.commands.get(id);
  const aggregate = example === undefined ? {} : { aggregate: fieldsWith(example.input, command.aggregate(example.input)) };
  const refusals = Object.keys(command.refusals).sort();
  return { id, kind, domain, name, version, owner, subject: commandSubject(id), ...aggregate, refusals, ...endOf(command) };
}

function listedQuery(query: QueryContract): ListedContract {
  const { id, kind, domain, name, version, owner } = query;
  const refusals = Object.keys(query.refusals).sort();
  return { id, kind, domain, name, version, owner, subject: querySubject(id), refusals, ...endOf(query) };
}

/** When it ends and what replaces it, for a contract that does not stay. */
const endOf = ({ deprecated }: { readonly deprecated?: Deprecation }) =>
  deprecated === undefined ? {} : { sunset: deprecated.sunset, replacedBy: deprecated.replacedBy };

/** The fields of an input whose text is this, or part of this; a text of no field is the same for all commands. */
function fieldsWith(input: unknown, text: string, path = ''): readonly string[] {
  if (typeof input === 'string') return isPartOf(input, text) ? [path] : [];
  if (typeof input !== 'object' || input === null) return [];
  const step = (name: string) => (Array.isArray(input) ? `${path}[]` : path === '' ? name : `${path}.${name}`);
  return [...new Set(Object.entries(input).flatMap(([name, value]) => fieldsWith(value, text, step(name))))].sort();
}

// `...:1` is no part of `...:13`, and a mere quantity no part of an id
function isPartOf(part: string, text: string): boolean {
  const at = text.indexOf(part);
  return part === text || (part.startsWith('odoo:') && at >= 0 && !/[0-9]/.test(text.charAt(at + part.length)));
}
