/**
 * Who may care for an event, found by its contract and by the first word of a subscription's scope: a subscription that does not
 * match costs nothing. Made anew when clients or subscriptions change; never changed afterwards.
 */
import { type Catalog, selectedByAny } from '@odoo-nats-bridge/contracts';
import type { AccessState, Client, Subscription } from '../identity/access.js';

export interface Listener {
  readonly subscription: Subscription;
  readonly client: Client;
}

type Scope = Readonly<Record<string, string>>;

/** The listeners of one contract. */
class Listeners {
  private readonly unscoped: Listener[] = [];
  /** by the first word of their scope, then by its value */
  private readonly scoped = new Map<string, Map<string, Listener[]>>();

  add(listener: Listener): void {
    const [first] = Object.entries(listener.subscription.scope);
    if (first === undefined) this.unscoped.push(listener);
    else for (const value of [first[1]].flat()) this.at(first[0], value).push(listener);
  }

  /** In the order of the subscriptions' creation. */
  of(scope: Scope): readonly Listener[] {
    const found = [...this.scoped].flatMap(([word, byValue]) => byValue.get(scope[word] ?? '') ?? []);
    if (found.length === 0) return this.unscoped;
    return [...this.unscoped, ...found].sort((one, other) => one.subscription.ordinal - other.subscription.ordinal);
  }

  private at(word: string, value: string): Listener[] {
    const byValue = this.scoped.get(word) ?? new Map<string, Listener[]>();
    this.scoped.set(word, byValue);
    const listeners = byValue.get(value) ?? [];
    byValue.set(value, listeners);
    return listeners;
  }
}

export class Audience {
  private readonly byContract = new Map<string, Listeners>();

  constructor({ clients, subscriptions }: Pick<AccessState, 'clients' | 'subscriptions'>, catalog: Pick<Catalog, 'events'>) {
    const owners = new Map(clients.map((client) => [client.id, client]));
    const inOrder = [...subscriptions].sort((one, other) => one.ordinal - other.ordinal);
    for (const subscription of inOrder) {
      const client = owners.get(subscription.client);
      if (client !== undefined) this.add({ subscription, client }, catalog);
    }
  }

  /** Those whose contracts and whose first word of scope match; the rest of their scope is still to be looked at. */
  of(contract: string, scope: Scope): readonly Listener[] {
    return this.byContract.get(contract)?.of(scope) ?? [];
  }

  private add(listener: Listener, catalog: Pick<Catalog, 'events'>): void {
    for (const { id } of selectedByAny(listener.subscription.contracts, catalog)) {
      const listeners = this.byContract.get(id) ?? new Listeners();
      this.byContract.set(id, listeners);
      listeners.add(listener);
    }
  }
}
