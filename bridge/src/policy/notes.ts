/** What a policy says beside its condition: the annotations, read strictly. A word that nobody knows stops the start. */
import type * as cedar from '@cedar-policy/cedar-wasm/nodejs';

/** What a forbid may refuse with, the most telling first: of several forbids the first of these is the sender's code. */
export const POLICY_CODES = [
  'not-the-owner-system',
  'segregation-of-duties',
  'period-closed',
  'blackout',
  'rate-limited',
  'policy-denied',
] as const;
export type PolicyCode = (typeof POLICY_CODES)[number];

export interface Approvers {
  /** who approves has one of them */
  readonly roles: readonly string[];
  /** how many persons, none of them the requester */
  readonly count: 1 | 2;
}

export interface PolicyNotes {
  readonly id: string;
  /** a permit that holds only when these have approved */
  readonly approvers: Approvers | undefined;
  readonly reason: string | undefined;
  /** of a forbid */
  readonly code: PolicyCode;
}

const KNOWN = ['id', 'verdict', 'approvers', 'count', 'reason', 'code'];
const DEFAULT_APPROVER = 'approver';
const ROLE = /^[A-Za-z0-9_-]{1,64}$/;

const isCode = (word: string): word is PolicyCode => (POLICY_CODES as readonly string[]).includes(word);

/** Throws an Error that says what is wrong; the caller names the file. */
export function notesOf(policy: cedar.PolicyJson, text: string): PolicyNotes {
  const { id, reason, code = 'policy-denied', ...more } = policy.annotations ?? {};
  if (!id) throw new Error(`a policy has no @id: ${text.slice(0, 80)}`);
  const unknown = Object.keys(policy.annotations ?? {}).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new Error(`${id} has an unknown annotation @${unknown}; there are ${KNOWN.join(', ')}`);
  if (!isCode(code)) throw new Error(`${id} has an unknown @code("${code}"); there are ${POLICY_CODES.join(', ')}`);
  if (policy.effect === 'permit' && policy.annotations?.code !== undefined) throw new Error(`${id}: @code is for a forbid`);
  return { id, reason: reason ?? undefined, code, approvers: approversOf(id, policy.effect, more) };
}

function approversOf(id: string, effect: cedar.Effect, said: Readonly<Record<string, string | null>>): Approvers | undefined {
  const { verdict, approvers, count } = said;
  if (verdict === undefined) {
    if (approvers !== undefined || count !== undefined) throw new Error(`${id}: @approvers and @count need @verdict("approval-required")`);
    return undefined;
  }
  if (verdict !== 'approval-required') throw new Error(`${id} has an unknown @verdict("${String(verdict)}")`);
  if (effect !== 'permit') throw new Error(`${id}: @verdict is for a permit; what a forbid forbids, no approval allows`);
  return { roles: rolesIn(id, approvers ?? DEFAULT_APPROVER), count: countIn(id, count ?? '1') };
}

function rolesIn(id: string, text: string): string[] {
  const roles = text.split(/[ ,]+/).filter((role) => role !== '');
  if (roles.length === 0 || !roles.every((role) => ROLE.test(role))) throw new Error(`${id}: @approvers("${text}") names no roles`);
  return roles;
}

function countIn(id: string, text: string): 1 | 2 {
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw new Error(`${id}: @count("${text}") is neither 1 nor 2`);
}
