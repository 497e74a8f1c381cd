/**
 * Who may talk to the bridge, and which subscriptions exist: the tables `client` and `subscription` as this process knows them.
 * Rooms ask here, in memory; the room subscription fills it at start and after each change. What each may do is decided by policy.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Client, Subscription } from '../subscription/subscription.js';

/** What a person's id begins with: no client's name can. */
export const PERSON = 'person:';

export { rolesLastSeen } from './people.js';
export type { Client, Subscription, WebhookChannel } from '../subscription/subscription.js';

/** One state of the two tables. */
export interface AccessState {
  /** of all clients and subscriptions together: rises by one with each change */
  readonly revision: number;
  /** those that are not closed */
  readonly clients: readonly Client[];
  /** of these clients only, in the order of their creation; paused and disabled ones too */
  readonly subscriptions: readonly Subscription[];
  /** names of those that were deleted: what is left of them in the broker has to go */
  readonly deleted: readonly string[];
}

type Listener = (state: AccessState) => void;

export class Access {
  private byId = new Map<string, Client>();
  private byUser = new Map<string, Client>();
  private byOidc = new Map<string, Client>();
  private readonly listeners = new Set<Listener>();
  private known: AccessState;

  constructor(clients: readonly Client[], subscriptions: readonly Subscription[], revision = 0) {
    this.known = { revision, clients, subscriptions, deleted: [] };
    this.become(this.known);
  }

  get revision(): number {
    return this.known.revision;
  }
  get clients(): readonly Client[] {
    return this.known.clients;
  }
  get subscriptions(): readonly Subscription[] {
    return this.known.subscriptions;
  }
  get deleted(): readonly string[] {
    return this.known.deleted;
  }

  /** Tells all listeners. An older state than the known one is ignored. */
  replace(state: AccessState): void {
    if (state.revision <= this.known.revision) return;
    this.become(state);
    for (const listener of this.listeners) listener(state);
  }

  /** Must not throw. Returns the way to stop listening. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  client(id: string): Client | undefined {
    return this.byId.get(id);
  }

  subscription(name: string): Subscription | undefined {
    return this.known.subscriptions.find((each) => each.name === name);
  }

  /** The client with this API key. Digests are compared, so the time taken tells nothing about a key. */
  byApiKey(key: string): Client | undefined {
    const given = createHash('sha256').update(key).digest();
    return this.clients.find((each) => each.apiKeySha256 !== undefined && timingSafeEqual(given, Buffer.from(each.apiKeySha256, 'hex')));
  }

  byNatsUser(user: string): Client | undefined {
    return this.byUser.get(user);
  }

  /** The client that the identity provider knows by this id. */
  byOidcClient(id: string): Client | undefined {
    return this.byOidc.get(id);
  }

  private become(state: AccessState): void {
    const active = state.clients.filter(({ status }) => status === 'active');
    this.byId = new Map(active.map((each) => [each.id, each]));
    this.byUser = new Map(active.flatMap((each) => (each.natsUser === undefined ? [] : [[each.natsUser, each] as const])));
    this.byOidc = new Map(active.flatMap((each) => (each.oidcClient === undefined ? [] : [[each.oidcClient, each] as const])));
    const subscriptions = state.subscriptions.filter(({ client }) => this.byId.has(client));
    this.known = { ...state, clients: active, subscriptions };
  }
}
