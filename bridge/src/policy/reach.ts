/**
 * Which actions somebody's roles may be permitted at all, whatever the facts: the outer fence of a NATS login. Each permit is
 * evaluated with the roles known and everything else unknown; only what is certainly false is left out. Pure.
 */
import type * as cedar from '@cedar-policy/cedar-wasm/nodejs';

/** undefined: it depends */
type Truth = boolean | undefined;
type Node = Readonly<Record<string, unknown>>;

/** Of all given actions those that some permit does not rule out for these roles. */
export function withinReach(policies: readonly cedar.PolicyJson[], roles: readonly string[], actions: readonly string[]): string[] {
  const permits = policies.filter((policy) => policy.effect === 'permit' && mayHold(policy, roles));
  return actions.filter((action) => permits.some((policy) => isAbout(policy.action, action)));
}

function mayHold({ conditions }: cedar.PolicyJson, roles: readonly string[]): boolean {
  return conditions.every(({ kind, body }) => truth(body, roles) !== (kind === 'unless'));
}

export function isAbout(constraint: cedar.ActionConstraint, action: string): boolean {
  if (constraint.op === 'All') return true;
  const named = 'entities' in constraint ? constraint.entities : 'entity' in constraint ? [constraint.entity] : undefined;
  // a constraint of another shape is not understood: it might be about anything
  return named === undefined || named.some((entity) => !('id' in entity) || entity.id === action);
}

function truth(expression: unknown, roles: readonly string[]): Truth {
  const node = asNode(expression);
  const [operator = ''] = Object.keys(node);
  const given = asNode(node[operator]);
  const side = (name: string): Truth => truth(given[name], roles);
  switch (operator) {
    case 'Value':
      return typeof node.Value === 'boolean' ? node.Value : undefined;
    case '!':
      return not(truth(given.arg, roles));
    case '&&':
      return and(side('left'), side('right'));
    case '||':
      return not(and(not(side('left')), not(side('right'))));
    case 'if-then-else':
      return choice(side('if'), side('then'), side('else'));
    case 'contains':
    case 'containsAny':
    case 'containsAll':
      return isRoles(given.left) ? contained(operator, literals(given.right), roles) : undefined;
    default:
      return undefined;
  }
}

const not = (value: Truth): Truth => (value === undefined ? undefined : !value);
const and = (left: Truth, right: Truth): Truth => (left === false || right === false ? false : left === true ? right : undefined);
const choice = (condition: Truth, then: Truth, otherwise: Truth): Truth =>
  condition === undefined ? (then === otherwise ? then : undefined) : condition ? then : otherwise;

function contained(operator: string, wanted: readonly string[] | undefined, roles: readonly string[]): Truth {
  if (wanted === undefined) return undefined;
  return operator === 'containsAny' ? wanted.some((role) => roles.includes(role)) : wanted.every((role) => roles.includes(role));
}

/** `principal.roles` */
function isRoles(expression: unknown): boolean {
  const attribute = asNode(asNode(expression)['.']);
  return attribute.attr === 'roles' && asNode(attribute.left).Var === 'principal';
}

/** A text, or a set of texts, that the policy spells out; undefined for anything computed. */
function literals(expression: unknown): string[] | undefined {
  const { Value: value, Set: set } = asNode(expression);
  if (typeof value === 'string') return [value];
  if (!Array.isArray(set)) return undefined;
  const texts = set.map((each) => asNode(each).Value).filter((each) => typeof each === 'string');
  return texts.length === set.length ? texts : undefined;
}

const asNode = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {});
