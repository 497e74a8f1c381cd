/** The rules as docs/versions-and-compatibility.md shows them; a test holds the page against this. */
import { mayBeWaived, type RuleId, type Rule, RULES } from './rules.js';

/** What a rule means for an event or an answer, and for an input. */
function counts(id: RuleId, { effect, alsoForSenders }: Rule): readonly [string, string] {
  if (effect === 'unjudged') return ['always', 'always'];
  const input = id !== 'data-class-raised' && (effect !== 'widens' || alsoForSenders === true);
  return ['yes', input ? 'yes' : 'no'];
}

export const rulesTable = (): string =>
  [
    ['rule', 'effect', 'event, answer', 'input', 'why', 'remedy'],
    ['---', '---', '---', '---', '---', '---'],
    ...(Object.entries(RULES) as [RuleId, Rule][]).map(([id, rule]) => [
      `\`${id}\`${mayBeWaived(id) ? '' : ' (no waiver)'}`,
      rule.effect,
      ...counts(id, rule),
      rule.why,
      rule.remedy,
    ]),
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
