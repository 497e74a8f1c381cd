/** An approval as data, and who may decide it. Pure. */
import type { RefusalCode } from '@odoo-nats-bridge/contracts';
import type { Client } from '../identity/access.js';
import type { Requester } from '../policy/policy.js';

export type ApprovalStatus = 'open' | 'approved' | 'denied' | 'expired' | 'withdrawn';

/** Somebody who speaks. Two clients of one owner are one person, and so are a client and its owner. */
export interface Person {
  readonly id: string;
  readonly owner: string | null;
}

export interface Voice extends Person {
  readonly roles: readonly string[];
  readonly verdict: 'approve' | 'deny';
  readonly reason: string;
  readonly at: Date;
}

export interface Delegation {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly at: Date;
}

export interface Approval {
  readonly id: string;
  readonly command: string;
  readonly requester: Person;
  readonly type: string;
  readonly aggregate: string;
  readonly correlationId: string;
  /** of type and input: what is approved is what is applied */
  readonly digest: string;
  /** the record as it was; null when the contract reads none */
  readonly recordVersion: string | null;
  /** what policy knew of the record */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly policies: readonly string[];
  readonly reason: string;
  /** one of them is needed to decide */
  readonly roles: readonly string[];
  /** how many different persons */
  readonly needed: number;
  readonly status: ApprovalStatus;
  readonly requestedAt: Date;
  readonly escalatesAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly voices: readonly Voice[];
  readonly delegations: readonly Delegation[];
}

/** A client that left is known by its id alone. */
export const personOf = ({ id, owner }: Pick<Client, 'id'> & Partial<Pick<Requester, 'owner'>>): Person => ({
  id,
  owner: owner?.name ?? null,
});

export function isSamePerson(one: Person, other: Person): boolean {
  const names = [one.id, one.owner];
  return [other.id, other.owner].some((name) => name !== null && names.includes(name));
}

export const hasRole = (roles: readonly string[], approval: Pick<Approval, 'roles'>): boolean =>
  approval.roles.some((role) => roles.includes(role));

/** Why this one may not decide; undefined when it may. */
export function objection(caller: Person & { readonly roles: readonly string[] }, approval: Approval): RefusalCode | undefined {
  if (isSamePerson(caller, approval.requester)) return 'own-request';
  if (!hasRole(caller.roles, approval)) return 'not-an-approver';
  if (approval.delegations.some(({ from }) => from === caller.id)) return 'delegated-away';
  if (approval.voices.some((voice) => isSamePerson(caller, voice))) return 'already-decided';
  return undefined;
}

/** What was said, as facts for policy: who came in by escalation counts like those whom policy named. */
export function voicesOf(approval: Approval | undefined): { readonly by: string; readonly roles: readonly string[] }[] {
  if (approval === undefined) return [];
  const further = approval.escalatedAt === null ? [] : approval.roles;
  return approval.voices.filter(({ verdict }) => verdict === 'approve').map(({ id, roles }) => ({ by: id, roles: [...roles, ...further] }));
}
