/** Who calls over HTTP: an API key in `Authorization: Bearer`. What the caller may do is decided by policy, or by role for operators. */
import { type CanActivate, type ExecutionContext, Injectable, createParamDecorator } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import { Access, type Client } from './access.js';

export { Credentials, type Credential, type Issued, type Wanted } from './credentials.js';
export type { LiveConnection } from './connections.js';
export { PARTNERS } from './login.js';
export { Logins } from './logins.js';
export { OnlyLoginJudge } from './only-login.js';
export { connectionNamed, inboxOf } from './permissions.js';
export { ReachOfClients } from './reach.js';

interface Call {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  caller?: Client;
}

const BEARER = /^bearer +(\S+)$/i;

/** Refused `unauthenticated` for everybody whose key is not in the access file. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(private readonly access: Access) {}

  canActivate(context: ExecutionContext): boolean {
    const call = context.switchToHttp().getRequest<Call>();
    const { authorization } = call.headers;
    const key = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
    const caller = key === undefined ? undefined : this.access.byApiKey(key);
    if (caller === undefined) throw new Refused(refuse('unauthenticated'));
    call.caller = caller;
    return true;
  }
}

/** The client behind the guard: `@Caller() client: Client`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Client => {
  const { caller } = context.switchToHttp().getRequest<Call>();
  if (caller === undefined) throw new Refused(refuse('unauthenticated'));
  return caller;
});

/** Throws Refused `policy-denied` unless the client has the role. */
export function requireRole(client: Client, role: string): void {
  if (!client.roles.includes(role)) throw new Refused(refuse('policy-denied', `this needs the role ${role}`));
}

/** Throws Refused `policy-denied` unless the client has one of the roles. */
export function requireAnyRole(client: Client, roles: readonly string[]): void {
  if (!roles.some((role) => client.roles.includes(role)))
    throw new Refused(refuse('policy-denied', `this needs the role ${roles.join(' or ')}`));
}
