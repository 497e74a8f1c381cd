/** What a client's connection may reach as of now: its subscriptions over NATS, and what its roles may ask for at all. */
import { Injectable } from '@nestjs/common';
import { catalog } from '@odoo-nats-bridge/contracts';
import { Policy } from '../policy/policy.js';
import { Access, type Client } from './access.js';
import type { Permissions } from './login.js';
import { permissionsOf } from './permissions.js';

@Injectable()
export class ReachOfClients {
  constructor(
    private readonly access: Access,
    private readonly policy: Policy,
  ) {}

  /** The client of this id, unless it is closed. */
  client(id: string): Client | undefined {
    return this.access.client(id);
  }

  permissions({ id, roles }: Client): Permissions {
    const own = this.access.subscriptions.filter(({ client, channel }) => client === id && channel.kind === 'nats');
    return permissionsOf({
      client: id,
      subscriptions: own.map(({ name }) => name),
      commands: this.policy.withinReach(roles, [...catalog.commands.keys()]),
      queries: this.policy.withinReach(roles, [...catalog.queries.keys()]),
    });
  }
}
