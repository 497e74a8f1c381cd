/** What the check found: rule, place, whom it breaks; the rule's text says why and what to do. */
import type { Revision } from './released.js';
import { type RuleId, ruleOf } from './rules.js';

export interface Finding {
  readonly contract: string;
  readonly rule: RuleId;
  readonly path: string;
  /** what differs */
  readonly what: string;
  /** the released revision it was compared with; null where nothing was compared */
  readonly against: Pick<Revision, 'revision' | 'releasedOn'> | null;
  readonly breaks: string;
}

export function printed(finding: Finding): string {
  const { rule, contract, path, what, against, breaks } = finding;
  const { why, remedy } = ruleOf(rule);
  const revision = against === null ? '' : ` (against revision ${against.revision} of ${against.releasedOn})`;
  return [
    `${contract}: ${rule} at ${path || 'the contract'}`,
    `  ${what}${revision}`,
    `  breaks: ${breaks}`,
    `  why: ${why}`,
    `  remedy: ${remedy}`,
  ].join('\n');
}
