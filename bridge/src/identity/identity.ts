/** Who calls over HTTP: `Authorization: Bearer` and an API key or a token. What the caller may do is decided by policy, or by role for operators. */
import { type CanActivate, type ExecutionContext, Injectable, createParamDecorator } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import type { Client } from './access.js';
import type { Identity } from './caller.js';
import { Callers } from './callers.js';

export { type Identity, STAFF_ROLES, requireAnyRole, requireMayGive, requireRole } from './caller.js';
export { API_KEYS, Credentials, type Credential, type Issued, NATS_LOGINS, type Wanted } from './credentials.js';
export type { LiveConnection } from './connections.js';
export { PARTNERS } from './login.js';
export { Logins } from './logins.js';
export { OnlyLoginJudge } from './only-login.js';
export { connectionNamed, inboxOf } from './permissions.js';
export { ReachOfClients } from './reach.js';
export { Uses } from './uses.js';

interface Call {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly ip: string;
  caller?: Identity;
}

const BEARER = /^bearer +(\S+)$/i;

/** Refused `unauthenticated` for everybody who shows nothing valid. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(private readonly callers: Callers) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const call = context.switchToHttp().getRequest<Call>();
    const { authorization } = call.headers;
    const shown = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
    call.caller = await this.callers.identify(shown, call.ip);
    return true;
  }
}

/** The name that controllers know it by, from when keys were all there was. */
export { CallerGuard as ApiKeyGuard };

const callerOf = (context: ExecutionContext): Identity => {
  const { caller } = context.switchToHttp().getRequest<Call>();
  if (caller === undefined) throw new Refused(refuse('unauthenticated'));
  return caller;
};

/** Whoever is behind the guard, a service or a person: `@Caller() caller: Identity`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Identity => callerOf(context));

/**
 * The client behind the guard, where commands and queries come in: `@Sender() client: Client`. Policy judges clients, so a person sends
 * nothing, neither as itself nor as a client. Refused `policy-denied`.
 */
export const Sender = createParamDecorator((_: unknown, context: ExecutionContext): Client => {
  const { client } = callerOf(context);
  if (client === undefined) throw new Refused(refuse('policy-denied', 'people send no commands and no queries: a client does'));
  return client;
});
