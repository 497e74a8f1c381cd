/** An approval as data, and who may decide it. Pure. */
import type { RefusalCode } from '@odoo-nats-bridge/contracts';
import { type Client, PERSON } from '../identity/access.js';

/** Whoever asks to decide: a client, or a person of the identity provider. */
export type Caller = Client & { readonly kind?: 'person' | 'service' };

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

/** As what it may decide: people may, a client when an operator declared it. */
export const decidesAs = ({ kind, approvesAs }: Pick<Caller, 'kind' | 'approvesAs'>): 'person' | 'service' | undefined =>
  kind === 'person' ? 'person' : approvesAs;

/** Why this one may not decide; undefined when it may. */
export function objection(by: Caller, approval: Approval): RefusalCode | undefined {
  const caller = { ...personOf(by), roles: by.roles };
  if (isSamePerson(caller, approval.requester)) return 'own-request';
  if (!hasRole(caller.roles, approval)) return 'not-an-approver';
  if (decidesAs(by) === undefined) return 'not-a-person';
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
