/** Everything that may cross a border, looked up by contract id or by Odoo model. */
import type { CommandContract, Domain, EventContract } from './contract.js';
import { inventory } from './domains/inventory/inventory.js';
import { maintenance } from './domains/maintenance/maintenance.js';
import { manufacturing } from './domains/manufacturing/manufacturing.js';
import { analytics } from './domains/analytics/analytics.js';
import { companies } from './domains/companies/companies.js';
import { employees } from './domains/employees/employees.js';
import { locations } from './domains/locations/locations.js';
import { products } from './domains/products/products.js';
import { finance } from './domains/finance/finance.js';
import { parties } from './domains/parties/parties.js';
import { procurement } from './domains/procurement/procurement.js';

export interface Catalog {
  readonly domains: readonly Domain[];
  readonly events: ReadonlyMap<string, EventContract>;
  readonly commands: ReadonlyMap<string, CommandContract>;
  readonly eventsByModel: ReadonlyMap<string, readonly EventContract[]>;
}

const byId = <Contract extends { readonly id: string }>(contracts: readonly Contract[]): Map<string, Contract> => {
  const found = new Map<string, Contract>();
  for (const contract of contracts) {
    if (found.has(contract.id)) throw new Error(`two contracts are called ${contract.id}`);
    found.set(contract.id, contract);
  }
  return found;
};

function groupByModel(events: readonly EventContract[]): Map<string, EventContract[]> {
  const groups = new Map<string, EventContract[]>();
  for (const event of events) {
    const model = event.entity.odoo.model;
    groups.set(model, [...(groups.get(model) ?? []), event]);
  }
  return groups;
}

export function catalogOf(domains: readonly Domain[]): Catalog {
  const events = domains.flatMap((domain) => domain.events);
  return {
    domains,
    events: byId(events),
    commands: byId(domains.flatMap((domain) => domain.commands)),
    eventsByModel: groupByModel(events),
  };
}

// one domain a line: branches that add different ones do not meet
// prettier-ignore
export const catalog: Catalog = catalogOf([
  analytics,
  companies,
  employees,
  finance,
  locations,
  parties,
  procurement,
  inventory,
  manufacturing,
  maintenance,
  products,
]);
