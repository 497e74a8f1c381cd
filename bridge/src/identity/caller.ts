/**
 * Who calls over HTTP, in one shape for every controller: a service is one of our clients, a person comes from the identity provider and is
 * no client. Its id can be no client's (`:` is not in their names), so nothing of a client is ever a person's.
 */
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import { type Client, PERSON } from './access.js';

/** What people may be; what their provider calls it is configuration. Also roles of clients that operate the bridge. */
export const STAFF_ROLES = ['viewer', 'support', 'operator', 'approver', 'admin'] as const;

/** `id`: of a service its client's, of a person `person:<what the provider calls it>`. Audit entries name it as the actor. */
export interface Identity extends Client {
  readonly kind: 'person' | 'service';
  /** of a service */
  readonly client?: Client;
}

export const serviceOf = (client: Client): Identity => ({ ...client, roles: implied(client.roles), kind: 'service', client });

/** A person is pinned to nothing and sends nothing: policy knows clients only. */
export const personOf = (name: string, roles: readonly string[]): Identity => ({
  id: `${PERSON}${name}`,
  roles: implied(roles),
  scope: {},
  external: false,
  status: 'active',
  origin: 'api',
  revision: 0,
  kind: 'person',
});

/** An admin may do what operators do. Nobody but an approver approves: whoever hands out rights does not use them all. */
function implied(roles: readonly string[]): string[] {
  const more = roles.includes('admin') ? ['operator', 'support', 'viewer'] : [];
  return [...new Set([...roles, ...more])];
}

/** Throws Refused `policy-denied` unless it has the role. */
export function requireRole(caller: { readonly roles: readonly string[] }, role: string): void {
  if (!caller.roles.includes(role)) throw new Refused(refuse('policy-denied', `this needs the role ${role}`));
}

/** Throws Refused `policy-denied` unless it has one of the roles. */
export function requireAnyRole(caller: { readonly roles: readonly string[] }, roles: readonly string[]): void {
  if (!roles.some((role) => caller.roles.includes(role)))
    throw new Refused(refuse('policy-denied', `this needs the role ${roles.join(' or ')}`));
}

/**
 * Whoever can make a client with these roles, or a credential of one, can be it. An operator who could make an approver would approve
 * what he asked for: roles of staff are an admin's to give. Throws Refused `policy-denied`.
 */
export function requireMayGive(caller: { readonly roles: readonly string[] }, roles: readonly string[]): void {
  if (roles.some((role) => (STAFF_ROLES as readonly string[]).includes(role))) requireRole(caller, 'admin');
}
