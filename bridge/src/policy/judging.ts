/** One question to one set of policies. Pure; deny by default, and whatever does not fit the schema is refused. */
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { type Asked, attributesOf, exceeded } from './circumstances.js';
import { POLICY_CODES, type PolicyNotes } from './notes.js';
import type { PolicySet } from './policy-files.js';
import { type Question, commandQuestion } from './questions.js';
import { type Verdict, refused } from './verdict.js';

/** A command judged by a set that need not be the one in force (shadow, tests). Pure. */
export function judgeCommandBy(set: PolicySet, asked: Asked, aggregate: string): Verdict {
  const verdict = judgeBy(set, commandQuestion(set.tables, asked, aggregate));
  if (verdict.verdict !== 'refused') return verdict;
  const detail = detailOf(verdict.code, set, asked);
  return detail === undefined ? verdict : { ...verdict, detail };
}

export function judgeBy(set: PolicySet, question: Question): Verdict {
  const answer = cedar.statefulIsAuthorized({
    ...question,
    preparsedPolicySetId: set.name,
    preparsedSchemaName: set.name,
    validateRequest: true,
  });
  // the question does not fit the schema: an undeclared contract, a missing fact
  if (answer.type === 'failure') return refused([], answer.errors.map((error) => error.message).join('; '));
  const { decision, diagnostics } = answer.response;
  // a policy that failed is skipped by Cedar; a skipped forbid must not become a permission
  if (diagnostics.errors.length > 0)
    return refused(
      diagnostics.errors.map((error) => error.policyId),
      'a policy could not be evaluated',
    );
  const notes = [...diagnostics.reason].sort().flatMap((id) => set.notes.get(id) ?? []);
  return decision === 'allow' ? permitted(notes) : denied(notes);
}

/** A permit without condition of approval allows; of several with one the strictest holds. */
function permitted(notes: readonly PolicyNotes[]): Verdict {
  const free = notes.filter(({ approvers }) => approvers === undefined);
  if (free.length > 0) return { verdict: 'allowed', policies: free.map(({ id }) => id) };
  const count = notes.some(({ approvers }) => approvers?.count === 2) ? 2 : 1;
  const strictest = notes.filter(({ approvers }) => approvers?.count === count);
  return {
    verdict: 'approval-required',
    policies: notes.map(({ id }) => id),
    reason: strictest.find(({ reason }) => reason !== undefined)?.reason ?? 'a person has to approve it',
    approvers: { roles: [...new Set(strictest.flatMap(({ approvers }) => approvers?.roles ?? []))], count },
  };
}

function denied(forbids: readonly PolicyNotes[]): Verdict {
  if (forbids.length === 0) return refused([], 'no policy permits it');
  const ids = forbids.map(({ id }) => id);
  const code = POLICY_CODES.find((each) => forbids.some((forbid) => forbid.code === each)) ?? 'policy-denied';
  const told = forbids.find((forbid) => forbid.code === code && forbid.reason !== undefined)?.reason;
  return refused(ids, told ?? `forbidden by ${ids.join(', ')}`, code);
}

/** What the sender needs to do better. */
function detailOf(code: string, { tables }: PolicySet, asked: Asked): Readonly<Record<string, unknown>> | undefined {
  const { contract, facts } = asked;
  const { foreignFields, blackouts } = attributesOf(tables, asked);
  switch (code) {
    case 'not-the-owner-system':
      return {
        fields: foreignFields,
        owners: Object.fromEntries(foreignFields.map((field) => [field, tables.ownership[contract]?.[field]])),
      };
    case 'rate-limited': {
      const broken = exceeded(tables, asked);
      return {
        limits: broken.map(({ limit }) => limit.name),
        retryAfterSeconds: Math.max(1, ...broken.map((each) => each.freesInSeconds)),
      };
    }
    case 'period-closed':
      return { postsOn: facts.postsOn, closedUntil: facts.closedUntil };
    case 'blackout':
      return { blackouts };
    default:
      return undefined;
  }
}
