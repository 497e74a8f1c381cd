/** What is wrong with a declared subscription, as far as contracts and its client tell. Pure. Policy judges each event besides. */
import {
  type Catalog,
  type EventContract,
  OWN_OUTCOMES,
  type Refusal,
  refuse,
  scopeWordsOf,
  selectedBy,
} from '@odoo-nats-bridge/contracts';
import { type Client, type SubscriptionDeclaration, isExternal } from './model.js';

const CANONICAL_ID = /^odoo:[A-Za-z0-9_.-]+:[a-z0-9_.]+:[1-9][0-9]{0,9}$/;

type Declared = Pick<SubscriptionDeclaration, 'contracts' | 'scope'>;

/** The first thing that is wrong; undefined: nothing. */
export function wrongIn(declared: Declared, client: Client, catalog: Pick<Catalog, 'events'>): Refusal | undefined {
  // a client's own outcomes have no contract and no scope: the client is their scope
  const words = declared.contracts.filter((word) => word !== OWN_OUTCOMES);
  const selected = words.map((word) => ({ word, contracts: selectedBy(word, catalog) }));
  const unknown = selected.filter(({ contracts }) => contracts.length === 0).map(({ word }) => word);
  if (unknown.length > 0) return refuse('no-such-event', { contracts: unknown });
  const strange = Object.entries(declared.scope).filter(([, values]) => ![values].flat().every((value) => CANONICAL_ID.test(value)));
  if (strange.length > 0) return unsafe(`no canonical id: ${strange.map(([word]) => word).join(', ')}`);
  return wordsThatNeverMatch(declared, selected) ?? wrongForClient(declared, client);
}

const unsafe = (detail: string): Refusal => refuse('unsafe-scope', detail);

/** A word that the contract's records do not have is never matched: the subscription would be silent, and nobody would know why. */
function wordsThatNeverMatch(
  { scope }: Declared,
  selected: readonly { readonly word: string; readonly contracts: readonly EventContract[] }[],
): Refusal | undefined {
  const words = Object.keys(scope);
  const hasAll = ({ entity }: EventContract): boolean => words.every((word) => scopeWordsOf(entity).includes(word));
  const silent = selected.find(({ contracts }) => !contracts.some(hasAll));
  if (silent === undefined) return undefined;
  const [known] = silent.contracts;
  const told = known === undefined ? '' : `: its words are ${scopeWordsOf(known.entity).join(', ') || 'none'}`;
  return unsafe(`${silent.word} does not have ${words.join(' and ')}${told}`);
}

/** What the client is pinned to, each of its subscriptions names. */
function wrongForClient({ scope }: Declared, client: Client): Refusal | undefined {
  const pins = { ...client.scope, ...(client.supplier === undefined ? {} : { supplier: client.supplier }) };
  const open = Object.entries(pins).filter(([word, value]) => scope[word] !== value);
  if (open.length > 0) return unsafe(`${client.id} is limited to ${open.map(([word, value]) => `${word}=${value}`).join(', ')}`);
  if (isExternal(client) && Object.keys(pins).length === 0)
    return unsafe(`${client.id} is external and limited to nothing: give it a scope`);
  return undefined;
}

/** True when both would get the same events at the same place. */
export function isTwin(one: SubscriptionDeclaration, other: SubscriptionDeclaration): boolean {
  return one.name !== other.name && one.client === other.client && what(one) === what(other);
}

function what({ contracts, scope, channel }: SubscriptionDeclaration): string {
  const words = Object.entries(scope).map(([word, values]) => [word, [values].flat().sort()] as const);
  return JSON.stringify([[...contracts].sort(), words.sort(), channel.kind, channel.kind === 'webhook' ? channel.url : '']);
}
