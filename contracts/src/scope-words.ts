/** By which words a subscription may limit itself to some records of an entity: `supplier`, `company`, `project`. */
import type { Entity } from './contract.js';

/** Has everything that is asked of it, so that the words of optional fields are told as well. */
const everything: object = new Proxy(
  {},
  {
    get: (_, name) => (name === Symbol.toPrimitive ? () => '' : everything),
  },
);

/** All words that some record of the entity may have, sorted. Empty: it belongs to nobody, and no row scope matches it. */
export const scopeWordsOf = ({ scope }: Pick<Entity, 'scope'>): readonly string[] =>
  scope === undefined ? [] : Object.keys(scope(everything)).sort();
