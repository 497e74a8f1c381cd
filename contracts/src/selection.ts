/** Which events a subscription means: contract ids, or all of an entity (`procurement.purchase-order.*`) or a domain (`procurement.*`). */
import type { Catalog } from './catalog.js';
import type { EventContract } from './contract.js';

/** Among the contracts of a subscription: what became of the commands of its own client. No domain has this name. */
export const OWN_OUTCOMES = 'outcomes.*';

const inPattern = (pattern: string, { id }: EventContract): boolean => id.startsWith(pattern.slice(0, -1));

/** Of a moment's major versions the newest only: who wants an earlier one names it. */
const isNewest = (contract: EventContract, events: Catalog['events']): boolean =>
  !events.has(contract.id.replace(/\d+$/, String(contract.version + 1)));

/** The contracts that one word of a subscription means; none when there is nothing of that name. */
export function selectedBy(pattern: string, { events }: Pick<Catalog, 'events'>): readonly EventContract[] {
  if (pattern.endsWith('.*')) return [...events.values()].filter((each) => inPattern(pattern, each) && isNewest(each, events));
  const named = events.get(pattern);
  return named === undefined ? [] : [named];
}

export const selectedByAny = (patterns: readonly string[], catalog: Pick<Catalog, 'events'>): readonly EventContract[] => [
  ...new Set(patterns.flatMap((pattern) => selectedBy(pattern, catalog))),
];
