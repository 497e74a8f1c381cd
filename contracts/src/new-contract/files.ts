/** All files of a new contract as they are to be, by their paths in the checkout. Reads the checkout, writes nothing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../catalog.js';
import type { Entity } from '../contract.js';
import { domainFile, type Exported, withContract, withDomain } from './domain-files.js';
import { entityFile, fieldsOf } from './entity-file.js';
import { eventFile, eventIdentifier } from './event-file.js';
import type { FieldLines } from './fields.js';
import { journeyFile, journeyName } from './journey-file.js';
import { exampleOf, type OdooModel } from './odoo-model.js';
import { policyFile, schemaFile } from './policy-files.js';
import { NewContractRefusal } from './refusal.js';
import { scenarioFile, scenarioName } from './scenario-file.js';
import type { Wanted } from './wanted.js';
import { camel } from './words.js';

const CATALOG = 'contracts/src/catalog.ts';
const domainFolder = (domain: string): string => `contracts/src/domains/${domain}`;
const policies = (domain: string): string => `bridge/policies/${domain}.cedar`;

/** What the checkout has of the contract already. */
export interface Place {
  readonly root: string;
  readonly domainIsThere: boolean;
  /** undefined: the entity is to be made */
  readonly entity: Exported | undefined;
}

/** Throws NewContractRefusal for what needs no Odoo to be refused. */
export function placeOf(wanted: Wanted, catalog: Catalog, root: string): Place {
  const { domain, entity, contract } = wanted;
  if (catalog.events.has(contract)) throw new NewContractRefusal('name-taken', `there is a contract ${contract}`);
  const existing = catalog.domains.find(({ name }) => name === domain);
  const known = existing?.entities.find(({ name }) => name === entity);
  const place = { root, domainIsThere: existing !== undefined, entity: known && exported(wanted, known, root) };
  if (!known) checkModelIsFree(wanted, catalog);
  for (const path of newPaths(wanted, place))
    if (existsSync(join(root, path))) throw new NewContractRefusal('name-taken', `there is a file ${path}`);
  checkIdentifiers(wanted, place);
  return place;
}

function exported({ domain, entity, model, fields, when }: Wanted, known: Entity, root: string): Exported {
  if (known.odoo.model !== model)
    throw new NewContractRefusal('name-taken', `${domain} has an entity ${entity}, made of ${known.odoo.model}`);
  if (fields !== undefined)
    throw new NewContractRefusal(
      'entity-exists',
      `${domain} has an entity ${entity}`,
      'leave --fields out, and add fields to its own file',
    );
  if (when !== undefined && !(when in known.odoo.spec))
    throw new NewContractRefusal('bad-moment', `${entity} does not read ${when}`, `add it to the entity's file first`);
  const pattern = new RegExp(`^export const (\\w+) = defineEntity\\(\\{\\s*domain: '${domain}',\\s*name: '${entity}',`, 'm');
  for (const file of readdirSync(join(root, domainFolder(domain)))) {
    const identifier = pattern.exec(readFileSync(join(root, domainFolder(domain), file), 'utf8'))?.[1];
    if (identifier !== undefined) return { identifier, file: file.replace(/\.ts$/, '') };
  }
  throw new NewContractRefusal('entity-not-found', `no file of ${domainFolder(domain)} exports the entity ${entity}`, 'export it');
}

function checkModelIsFree({ model }: Wanted, catalog: Catalog): void {
  const others = catalog.domains.flatMap(({ entities }) => entities).filter(({ odoo }) => odoo.model === model);
  const narrow = others.find(({ odoo, includes }) => (odoo.domain ?? []).length > 0 || includes !== undefined);
  if (!narrow) return;
  const remedy = 'give the new entity a domain and `includes` by hand: docs/add-a-contract.md';
  throw new NewContractRefusal('model-shared', `${narrow.domain}.${narrow.name} is made of some records of ${model}`, remedy);
}

function newPaths(wanted: Wanted, place: Pick<Place, 'domainIsThere' | 'entity'>): string[] {
  const { domain, entity, event } = wanted;
  return [
    ...(place.domainIsThere ? [] : [domainFolder(domain), policies(domain), `${policies(domain)}schema`]),
    ...(place.entity ? [] : [`${domainFolder(domain)}/${entity}.ts`]),
    `${domainFolder(domain)}/${entity}-${event}.ts`,
    `contracts/examples/scenarios/${scenarioName(wanted)}.py`,
    `test/journeys/contracts/${journeyName(wanted)}`,
  ];
}

function checkIdentifiers(wanted: Wanted, { root, domainIsThere, entity }: Place): void {
  const { domain } = wanted;
  const [path, names] = domainIsThere
    ? [`${domainFolder(domain)}/${domain}.ts`, [eventIdentifier(wanted), ...(entity ? [] : [camel(wanted.entity)])]]
    : [CATALOG, [camel(domain)]];
  const source = readFileSync(join(root, path), 'utf8');
  const taken = names.find((name) => new RegExp(`\\b${name}\\b`).test(source.replaceAll(/\/\/.*|'[^'\n]*'/g, '')));
  if (taken !== undefined) throw new NewContractRefusal('name-taken', `${path} has something else called ${taken}`);
}

/** Path and content. Throws NewContractRefusal. */
export function filesOf(wanted: Wanted, odoo: OdooModel, place: Place): Map<string, string> {
  const { domain, entity, event } = wanted;
  const lines = place.entity ? [] : fieldsOf(wanted, odoo);
  const entityExport = place.entity ?? { identifier: camel(entity), file: entity };
  const eventExport = { identifier: eventIdentifier(wanted), file: `${entity}-${event}` };
  return new Map([
    ...(place.entity ? [] : [[`${domainFolder(domain)}/${entity}.ts`, entityFile(wanted, odoo, lines)] as const]),
    [`${domainFolder(domain)}/${entity}-${event}.ts`, eventFile(wanted, odoo, entityExport)],
    ...domainFiles(wanted, place, entityExport, eventExport),
    ...policyFiles(wanted, place),
    [`contracts/examples/scenarios/${scenarioName(wanted)}.py`, scenarioFile(wanted, exampleOf(odoo))],
    [`test/journeys/contracts/${journeyName(wanted)}`, journeyFile(wanted, odoo, lines satisfies readonly FieldLines[])],
  ]);
}

function domainFiles(wanted: Wanted, place: Place, entity: Exported, event: Exported): (readonly [string, string])[] {
  const path = `${domainFolder(wanted.domain)}/${wanted.domain}.ts`;
  if (place.domainIsThere) {
    const source = readFileSync(join(place.root, path), 'utf8');
    return [[path, withContract(source, wanted.domain, place.entity ? undefined : entity, event)]];
  }
  return [
    [path, domainFile(wanted, entity, event)],
    [CATALOG, withDomain(readFileSync(join(place.root, CATALOG), 'utf8'), wanted.domain)],
  ];
}

function policyFiles(wanted: Wanted, { root }: Place): (readonly [string, string])[] {
  const path = policies(wanted.domain);
  const before = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
  const schema = existsSync(join(root, `${path}schema`)) ? [] : [[`${path}schema`, schemaFile(wanted)] as const];
  return [[path, policyFile(wanted, before)], ...schema];
}
