/** What one client's connection may do on NATS: its own consumers, what its roles may send at all, its own inbox. Pure. */
import { CANCEL_SUBJECT, STREAMS, commandSubject, outcomeToken, querySubject } from '@odoo-nats-bridge/contracts';
import { createHash } from 'node:crypto';
import type { Permissions } from './login.js';

export interface Reach {
  readonly client: string;
  /** names of its subscriptions over NATS, paused ones too: what lies there already is still its own */
  readonly subscriptions: readonly string[];
  readonly commands: readonly string[];
  readonly queries: readonly string[];
}

// the prefix of the imports in scripts/nats/nats-server.conf
const API = 'hub.api.CONSUMER';

export const inboxOf = (client: string): string => `_INBOX.${client}`;

export function permissionsOf({ client, subscriptions, commands, queries }: Reach): Permissions {
  const { deliveries } = STREAMS;
  const consumers = subscriptions.flatMap((name) => [
    `${API}.INFO.${deliveries}.${name}`,
    `${API}.MSG.NEXT.${deliveries}.${name}`,
    `$JS.ACK.${deliveries}.${name}.>`,
  ]);
  const sends = commands.length === 0 ? [] : [CANCEL_SUBJECT, ...outcomesFor(client), ...commands.map(commandSubject)];
  const publish = [...consumers, ...sends, ...queries.map(querySubject)].sort();
  // an empty list would allow everything
  return { publish: publish.length > 0 ? publish : [NOTHING], subscribe: [`${inboxOf(client)}.>`] };
}

/** Its own consumer of what became of its commands. */
function outcomesFor(client: string): string[] {
  const own = `${STREAMS.outcomes}.${outcomeToken(client)}`;
  return [`${API}.INFO.${own}`, `${API}.MSG.NEXT.${own}`, `$JS.ACK.${own}.>`];
}

/** a subject that nobody listens to */
const NOTHING = '_NOTHING';

/** Changes with the permissions: a connection that carries another one has yesterday's rights. */
export const markOf = ({ publish, subscribe }: Permissions): string =>
  createHash('sha256')
    .update(JSON.stringify([publish, subscribe]))
    .digest('hex')
    .slice(0, 12);

/** The user of a connection: client, credential and mark, told by the server with each request and in its list of connections. */
export interface ConnectionName {
  readonly client: string;
  readonly credential: string;
  readonly mark: string;
}

export const nameOf = ({ client, credential, mark }: ConnectionName): string => `${client}.${credential}.${mark}`;

const NAME = /^([A-Za-z0-9_-]{1,64})\.([a-z0-9]{1,32})\.([0-9a-f]{12})$/;

/** Undefined for whatever the bridge did not name. */
export function connectionNamed(name: string): ConnectionName | undefined {
  const [, client, credential, mark] = NAME.exec(name) ?? [];
  return client === undefined || credential === undefined || mark === undefined ? undefined : { client, credential, mark };
}
