/**
 * Why policies about a contract did not match: the first part of each condition that did not hold. Each part is put to Cedar as a
 * policy of its own; nothing is evaluated by hand. For people who ask about one command, not for the hot path.
 */
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Asked } from './circumstances.js';
import type { PolicySet } from './policy-files.js';
import { type Question, commandQuestion } from './questions.js';
import { isAbout } from './reach.js';

export interface Unmatched {
  readonly id: string;
  readonly file: string;
  /** the part of the condition that was not true, in Cedar's words */
  readonly because: string;
}

/** Of all policies about the command's contract those that did not decide. */
export function unmatched(
  set: Pick<PolicySet, 'parsed' | 'texts' | 'tables'>,
  asked: Asked,
  aggregate: string,
  decided: readonly string[],
): Unmatched[] {
  const question = commandQuestion(set.tables, asked, aggregate);
  return set.parsed.flatMap((policy) => {
    const id = policy.annotations?.id ?? '';
    if (decided.includes(id) || !isAbout(policy.action, asked.contract)) return [];
    const because = firstFalse(policy, question);
    return because === undefined ? [] : [{ id, file: set.texts.get(id)?.file ?? '', because }];
  });
}

type Condition = cedar.PolicyJson['conditions'][number];

function firstFalse(policy: cedar.PolicyJson, question: Question): string | undefined {
  const parts = policy.conditions.flatMap(({ kind, body }): Condition[] =>
    kind === 'when' ? conjuncts(body).map((part) => ({ kind, body: part })) : [{ kind, body }],
  );
  const wrong = parts.find((part) => !holds(part, question));
  if (wrong !== undefined) return textOf(wrong);
  // every condition holds: then it is about another kind of record, `resource is Event`
  return holds(undefined, question, policy) ? undefined : 'it is about another kind of record';
}

function conjuncts(body: cedar.Expr): cedar.Expr[] {
  const both = '&&' in body ? body['&&'] : undefined;
  return both !== undefined && 'left' in both ? [...conjuncts(both.left), ...conjuncts(both.right)] : [body];
}

const ANYTHING = { principal: { op: 'All' }, action: { op: 'All' }, resource: { op: 'All' } } as const;

function holds(condition: Condition | undefined, question: Question, scope: Pick<cedar.PolicyJson, 'resource'> = ANYTHING): boolean {
  const policy: cedar.PolicyJson = { ...ANYTHING, resource: scope.resource, effect: 'permit', conditions: condition ? [condition] : [] };
  const answer = cedar.isAuthorized({ ...question, policies: { staticPolicies: { part: policy } } });
  return answer.type === 'success' && answer.response.decision === 'allow';
}

/** `when { context.state == "approved" }` without its shell. */
function textOf(condition: Condition): string {
  const told = cedar.policyToText({ ...ANYTHING, effect: 'permit', conditions: [condition] });
  if (told.type === 'failure') return JSON.stringify(condition.body);
  const text = told.text.replaceAll(/\s+/g, ' ');
  return /\b((when|unless) \{.*\});?$/.exec(text.trim())?.[1] ?? text;
}
