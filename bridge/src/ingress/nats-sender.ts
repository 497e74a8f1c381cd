/**
 * Who sent a NATS request: the user name in `Nats-Request-Info`, which the server writes when a request crosses accounts
 * by a service import with `share` (nats-server 2.15, server/client.go, getClientInfo). The server replaces a header of exactly
 * this name; a sender could add others that differ in case, therefore exactly one spelling counts and a second is refused.
 */
import { refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Refused } from '../failure.js';
import type { Access, Client } from '../identity/access.js';
import type { NatsRequest } from '../nats/nats.js';

const HEADER = 'Nats-Request-Info';
const requestInfo = z.object({ user: z.string().min(1) });

/** Throws Refused `unauthenticated`. */
export function natsSender(request: Pick<NatsRequest, 'headers'>, access: Access): Client {
  const named = request.headers.filter(([name]) => name.toLowerCase() === HEADER.toLowerCase());
  const [only] = named;
  if (named.length !== 1 || only?.[0] !== HEADER) throw new Refused(refuse('unauthenticated'));
  const client = access.byNatsUser(userIn(only[1]));
  if (client === undefined) throw new Refused(refuse('unauthenticated'));
  return client;
}

function userIn(value: string): string {
  try {
    return requestInfo.parse(JSON.parse(value)).user;
  } catch (cause) {
    throw new Refused(refuse('unauthenticated'), cause);
  }
}
