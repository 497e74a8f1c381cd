/** A verdict on two schemas in one word, so that ours can stand beside those of others. */
import { changesBetween } from '../../src/compatibility/compare.js';
import { faultsOf, type Schema } from '../../src/compatibility/keywords.js';
import { type Change, ruleOf } from '../../src/compatibility/rules.js';

export type Verdict = 'same' | 'narrows' | 'widens' | 'both' | 'meaning' | 'unjudged' | 'unable';

export function verdictOf(narrows: boolean, widens: boolean): Verdict {
  if (narrows && widens) return 'both';
  if (narrows) return 'narrows';
  return widens ? 'widens' : 'same';
}

export function changesOf(before: Schema, after: Schema): readonly Change[] {
  const faults = [...faultsOf(before, 'data'), ...faultsOf(after, 'data')];
  return faults.length > 0 ? faults : changesBetween(before, after, 'data');
}

export function ourVerdict(before: Schema, after: Schema): Verdict {
  const effects = new Set(changesOf(before, after).map((change) => ruleOf(change.rule).effect));
  if (effects.has('unjudged')) return 'unjudged';
  const values = verdictOf(effects.has('narrows') || effects.has('both'), effects.has('widens') || effects.has('both'));
  return values === 'same' && effects.has('meaning') ? 'meaning' : values;
}
