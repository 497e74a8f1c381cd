/**
 * Who may do what, as policy says today: of each client and of each role. Commands and queries are those that no policy rules out for the roles
 * (policy judges each one with its facts then); events are those that policy delivers about the client's own scope.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type DataClass, OWN_OUTCOMES, catalog } from '@odoo-nats-bridge/contracts';
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import { Access, type Client, type Subscription } from '../identity/access.js';
import { Credentials, STAFF_ROLES } from '../identity/identity.js';
import { Policy } from '../policy/policy.js';
import { clientOf } from '../subscription/subscription.js';

/** Contract ids. */
export interface Reach {
  readonly commands: readonly string[];
  readonly queries: readonly string[];
  readonly events: readonly string[];
  readonly fieldClasses: readonly DataClass[];
}

/** `kind`: of an issued credential, or `declared-key`, `oidc-client`, `nats-user` of the declaration, which do not expire. */
export interface WayIn {
  readonly kind: string;
  readonly id: string | null;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface ClientAccess extends Reach {
  readonly client: string;
  readonly roles: readonly string[];
  readonly external: boolean;
  /** whose keys it gives records */
  readonly system: string | null;
  readonly owner: Client['owner'] | null;
  readonly reviewBy: string | null;
  /** as what it decides approvals of its roles; null: not at all */
  readonly approvesAs: NonNullable<Client['approvesAs']> | null;
  /** what it is limited to; empty: nothing */
  readonly scope: Readonly<Record<string, string>>;
  /** names of its subscriptions that carry the outcomes of its own commands; whoever has none reads them elsewhere */
  readonly outcomes: readonly string[];
  readonly subscriptions: readonly Pick<Subscription, 'name' | 'status' | 'contracts' | 'scope' | 'fieldClasses'>[];
  readonly credentials: readonly WayIn[];
}

export interface RoleAccess extends Reach {
  readonly role: string;
  readonly clients: readonly string[];
  /** what it opens of the operators' API */
  readonly operates: string | null;
}

type Scope = Readonly<Record<string, string>>;

const OPERATES: Readonly<Record<(typeof STAFF_ROLES)[number], string>> = {
  viewer: 'sees how many of what',
  support: 'sees single deliveries and dead letters, payloads masked by data class',
  operator: 'sees and changes everything but credentials and clients of staff',
  approver: 'approves commands, as a person or as a client that is declared to',
  admin: 'all that an operator may, and credentials and clients of staff',
};

/** stands for any party in the reach of a role: whoever has the role is pinned to one */
const SOMEBODY = 'odoo:any:res.partner:1';

@Injectable()
export class AccessReport {
  constructor(
    private readonly access: Access,
    private readonly policy: Policy,
    private readonly credentials: Credentials,
  ) {}

  async of(id?: string): Promise<{ clients: ClientAccess[]; roles: RoleAccess[] }> {
    const found = this.access.clients.filter((each) => id === undefined || each.id === id);
    if (id !== undefined && found.length === 0) throw new Refused(refuse('client-not-found', id));
    const inForce = await this.credentials.inForce();
    const clients: ClientAccess[] = [];
    for (const client of found) {
      clients.push(this.ofClient(client, [...waysDeclared(client), ...inForce.filter((each) => each.client === client.id).map(wayIn)]));
      // hundreds of judgements a client: others have their turn in between
      await nextTurn();
    }
    const names = new Set([...found.flatMap(({ roles }) => roles), ...(id === undefined ? STAFF_ROLES : [])]);
    return { clients, roles: [...names].sort().map((role) => this.ofRole(role)) };
  }

  private ofClient(client: Client, credentials: readonly WayIn[]): ClientAccess {
    const { id, roles, external, supplier, system = null, owner = null, reviewBy = null, approvesAs = null } = client;
    const subscriptions = this.access.subscriptions.filter((each) => each.client === id);
    const pins = pinsOf(client);
    return {
      ...{ client: id, roles, system, owner, reviewBy, approvesAs, scope: pins, credentials },
      external: external || supplier !== undefined,
      ...this.reach(client, [pins, ...subscriptions.map(({ scope }) => firstOf(scope))]),
      outcomes: subscriptions.filter(({ contracts }) => contracts.includes(OWN_OUTCOMES)).map(({ name }) => name),
      subscriptions: subscriptions.map(({ name, status, contracts, scope, fieldClasses }) => ({
        ...{ name, status, contracts, scope, fieldClasses },
      })),
    };
  }

  private ofRole(role: string): RoleAccess {
    const open = this.reach(clientOf({ id: 'role', roles: [role] }), [{}]);
    const pinned = clientOf({ id: 'role', roles: [role], supplier: SOMEBODY });
    const events = [...new Set([...open.events, ...this.events(pinned, [pinsOf(pinned)])])].sort();
    const clients = this.access.clients.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
    return { role, clients, operates: isStaff(role) ? OPERATES[role] : null, ...open, events };
  }

  private reach(client: Client, scopes: readonly Scope[]): Reach {
    return {
      commands: this.policy.withinReach(client.roles, [...catalog.commands.keys()]).sort(),
      queries: this.policy.withinReach(client.roles, [...catalog.queries.keys()]).sort(),
      events: this.events(client, scopes),
      fieldClasses: [...this.policy.visibleClasses(client)],
    };
  }

  private events(client: Client, scopes: readonly Scope[]): string[] {
    const different = [...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values()];
    const mayHave = (type: string, dataClass: DataClass): boolean =>
      different.some((scope) => this.policy.judgeDelivery(client, { scope }, { type, dataClass, scope }).verdict === 'allowed');
    return [...catalog.events.values()]
      .filter(({ id, dataClass }) => mayHave(id, dataClass))
      .map(({ id }) => id)
      .sort();
  }
}

const isStaff = (role: string): role is (typeof STAFF_ROLES)[number] => (STAFF_ROLES as readonly string[]).includes(role);
const pinsOf = ({ scope, supplier }: Client): Scope => ({ ...scope, ...(supplier === undefined ? {} : { supplier }) });
/** one value of each word stands for all of them: policy compares, it does not count */
const firstOf = (scope: Subscription['scope']): Scope =>
  Object.fromEntries(Object.entries(scope).map(([word, values]) => [word, [values].flat()[0] ?? '']));

const wayIn = ({
  kind,
  id,
  expiresAt,
  lastUsedAt,
}: {
  kind: string;
  id: string;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}): WayIn => ({
  ...{ kind, id },
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

function waysDeclared({ apiKeySha256, oidcClient, natsUser }: Client): WayIn[] {
  const ways: readonly (readonly [string, string | null | undefined])[] = [
    ['declared-key', apiKeySha256 === undefined ? undefined : null],
    ['oidc-client', oidcClient],
    ['nats-user', natsUser],
  ];
  return ways.flatMap(([kind, id]) => (id === undefined ? [] : [{ kind, id, expiresAt: null, lastUsedAt: null }]));
}
