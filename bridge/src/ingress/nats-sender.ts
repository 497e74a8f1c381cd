/**
 * Who sent a NATS request: the user name in `Nats-Request-Info`, which the server writes when a request crosses accounts
 * by a service import with `share` (nats-server 2.15, server/client.go, getClientInfo). The server replaces a header of exactly
 * this name; a sender could add others that differ in case, therefore exactly one spelling counts and a second is refused.
 */
import { refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Refused } from '../failure.js';
import type { Access, Client } from '../identity/access.js';
import { PARTNERS, connectionNamed } from '../identity/identity.js';
import type { NatsRequest } from '../nats/nats.js';

const HEADER = 'Nats-Request-Info';
// inside the bridge's own account the header is whatever the sender wrote: only what comes from the partners' account is an identity
const requestInfo = z.object({ acc: z.literal(PARTNERS), user: z.string().min(1) });

/** Throws Refused `unauthenticated`. */
export function natsSender(request: Pick<NatsRequest, 'headers'>, access: Access): Client {
  const named = request.headers.filter(([name]) => name.toLowerCase() === HEADER.toLowerCase());
  const [only] = named;
  if (named.length !== 1 || only?.[0] !== HEADER) throw new Refused(refuse('unauthenticated'));
  const client = clientNamed(userIn(only[1]), access);
  if (client === undefined) throw new Refused(refuse('unauthenticated'));
  return client;
}

/** The name that the bridge gave the connection when it let it in, or the user of an operator's own configuration. */
function clientNamed(user: string, access: Access): Client | undefined {
  const name = connectionNamed(user);
  return name === undefined ? access.byNatsUser(user) : access.client(name.client);
}

function userIn(value: string): string {
  try {
    return requestInfo.parse(JSON.parse(value)).user;
  } catch (cause) {
    throw new Refused(refuse('unauthenticated'), cause);
  }
}
