/** Policy's word about one question. */
import { type Refusal, refuse } from '@odoo-nats-bridge/contracts';
import type { Approvers, PolicyCode } from './notes.js';

export interface Allowed {
  readonly verdict: 'allowed';
  /** the ids of those that decided */
  readonly policies: string[];
}
export interface ApprovalRequired {
  readonly verdict: 'approval-required';
  readonly policies: string[];
  readonly reason: string;
  readonly approvers: Approvers;
}
export interface RefusedByPolicy {
  readonly verdict: 'refused';
  readonly code: PolicyCode;
  /** empty when none permits */
  readonly policies: string[];
  readonly reason: string;
  /** what the sender can use: the fields, the limits and when to come again, the closed day */
  readonly detail?: Readonly<Record<string, unknown>>;
}
export type Verdict = Allowed | ApprovalRequired | RefusedByPolicy;

export const refused = (
  policies: readonly string[],
  reason: string,
  code: PolicyCode = 'policy-denied',
  detail?: Readonly<Record<string, unknown>>,
): RefusedByPolicy => ({ verdict: 'refused', code, policies: [...policies], reason, ...(detail === undefined ? {} : { detail }) });

/** What the sender hears; undefined when it may go ahead. */
export function refusalOf(verdict: Verdict): Refusal | undefined {
  if (verdict.verdict === 'allowed') return undefined;
  const { reason, policies } = verdict;
  if (verdict.verdict === 'approval-required') return refuse('approval-required', { reason, policies });
  return refuse(verdict.code, { reason, policies, ...verdict.detail });
}

/** Who approved, with the roles the person had then. */
export interface Approval {
  readonly by: string;
  readonly roles: readonly string[];
}

/** The verdict with the approvals as facts: enough of them, by different persons with the right roles, none by the requester. */
export function withApprovals(verdict: Verdict, approvals: readonly Approval[], requester: string): Verdict {
  if (verdict.verdict !== 'approval-required') return verdict;
  const { roles, count } = verdict.approvers;
  const valid = approvals.filter(({ by, roles: held }) => by !== requester && held.some((role) => roles.includes(role)));
  if (new Set(valid.map(({ by }) => by)).size < count) return verdict;
  return { verdict: 'allowed', policies: verdict.policies };
}
