/** What Odoo must capture, derived from the events: one watch per model, what no contract needs is not in it. */
import { isDeepStrictEqual } from 'node:util';
import type { Catalog } from '../catalog.js';
import type { Entity, EventContract, ReadSpec } from '../contract.js';

export interface Watch {
  readonly model: string;
  /** filters on the root record when the change is folded */
  readonly domain: readonly unknown[];
  readonly contracts: readonly string[];
  readonly spec: ReadSpec;
}

/** Both specs in one, fields in order of their names. */
export function mergeSpecs(left: ReadSpec, right: ReadSpec): ReadSpec {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const nested = [left[name]?.fields, right[name]?.fields].filter((spec) => spec !== undefined);
      return [name, nested.length === 0 ? {} : { fields: nested.reduce(mergeSpecs, {}) }];
    }),
  );
}

type Domain = readonly unknown[];

/** Odoo's polish notation joins the top level by "and" without saying so; inside an "or" it has to be said. */
function conjunction(domain: Domain): Domain {
  // each operator takes the place of one condition: "|" needs one more, "!" none
  const terms = domain.reduce((open: number, item) => open + (item === '&' || item === '|' ? -1 : item === '!' ? 0 : 1), 0);
  return [...Array<string>(Math.max(0, terms - 1)).fill('&'), ...domain];
}

/** True when all conditions of `weaker` are among those of `domain`, both joined by "and": the first matches what the second does. */
function isCovered(domain: Domain, weaker: Domain): boolean {
  const plain = [...domain, ...weaker].every(Array.isArray);
  return plain && weaker.every((condition) => domain.some((other) => isDeepStrictEqual(other, condition)));
}

/** What any of the domains matches; an empty one matches everything. */
export function anyOf(domains: readonly Domain[]): Domain {
  const unequal = domains.filter((domain, index) => domains.findIndex((other) => isDeepStrictEqual(other, domain)) === index);
  // each condition costs Odoo a look at every change of the model
  const distinct = unequal.filter((domain) => !unequal.some((weaker) => weaker !== domain && isCovered(domain, weaker)));
  if (distinct.length < 2) return distinct[0] ?? [];
  const sorted = distinct.map(conjunction).sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  return [...Array<string>(sorted.length - 1).fill('|'), ...sorted.flat()];
}

/** The watch tells of records that any entity wants: one with a domain of its own has to recognise its records. */
function commonDomain(model: string, entities: readonly Entity[]): Domain {
  const domain = anyOf(entities.map((entity) => entity.odoo.domain ?? []));
  const blind = entities.filter((entity) => !entity.includes && !isDeepStrictEqual(entity.odoo.domain ?? [], domain));
  if (blind.length === 0) return domain;
  throw new Error(`entities of ${model} differ in their domain: ${blind.map((entity) => entity.name).join(', ')} needs includes`);
}

function watchOf(model: string, events: readonly EventContract[]): Watch {
  const entities = [...new Set(events.map((event) => event.entity))];
  return {
    model,
    domain: commonDomain(model, entities),
    contracts: events.map((event) => event.id).sort(),
    spec: entities.map((entity) => entity.odoo.spec).reduce(mergeSpecs, {}),
  };
}

export function watchesOf(catalog: Catalog): readonly Watch[] {
  return [...catalog.eventsByModel]
    .map(([model, events]) => watchOf(model, events))
    .sort((left, right) => (left.model < right.model ? -1 : 1));
}
