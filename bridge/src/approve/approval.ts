/** An approval as data, and who may decide it. Pure. */
import type { RefusalCode } from '@odoo-nats-bridge/contracts';
import { type Client, PERSON } from '../identity/access.js';

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

export interface Requirement {
  readonly roles: readonly string[];
  readonly count: 1 | 2;
}

const NOBODY_NAMED: Requirement = { roles: ['approver'], count: 1 };

/** By whom: as policy says; otherwise by one approver. */
export const requirementOf = (verdict: { readonly reason: string; readonly approvers?: Requirement }): Requirement =>
  verdict.approvers === undefined || verdict.approvers.roles.length === 0 ? NOBODY_NAMED : verdict.approvers;

export const personOf = ({ id, owner }: Pick<Client, 'id'> & Partial<Pick<Client, 'owner'>>): Person => ({
  id,
  // as the identity provider's people are named
  owner: owner?.email === undefined ? (owner?.name ?? null) : `${PERSON}${owner.email.toLowerCase()}`,
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

/** Does what was said still suffice, now that policy judged anew? `further`: the roles it may have been escalated to. */
export function suffices(approval: Approval, { roles, count }: Requirement, further: readonly string[]): boolean {
  const fit = approval.voices.filter(
    ({ verdict, roles: had }) => verdict === 'approve' && [...roles, ...further].some((role) => had.includes(role)),
  );
  return fit.length >= count;
}
