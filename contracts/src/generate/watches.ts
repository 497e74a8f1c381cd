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

/** Two entities of one model must mean the same records: a watch has one domain. */
function commonDomain(model: string, entities: readonly Entity[]): readonly unknown[] {
  const [first = [], ...others] = entities.map((entity) => entity.odoo.domain ?? []);
  if (others.some((domain) => !isDeepStrictEqual(domain, first))) throw new Error(`entities of ${model} differ in their domain`);
  return first;
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
