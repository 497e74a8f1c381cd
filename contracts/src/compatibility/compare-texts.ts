/** Texts: pattern, format, length and encoding. */
import { atLeast, atMost, compareBound } from './bounds.js';
import type { Place } from './compare.js';
import type { JsonSchema } from './keywords.js';
import type { Change, RuleId } from './rules.js';
import type { Shape } from './shapes.js';

const BOUNDS = [
  atLeast('minLength', 'min-length-raised', 'min-length-lowered'),
  atMost('maxLength', 'max-length-lowered', 'max-length-raised'),
];

interface Fixed {
  readonly keyword: string;
  readonly added: RuleId;
  readonly removed: RuleId;
  readonly changed: RuleId;
}
const FIXED: readonly Fixed[] = [
  { keyword: 'pattern', added: 'pattern-added', removed: 'pattern-removed', changed: 'pattern-changed' },
  { keyword: 'format', added: 'format-added', removed: 'format-removed', changed: 'format-changed' },
  { keyword: 'contentEncoding', added: 'content-changed', removed: 'content-changed', changed: 'content-changed' },
  { keyword: 'contentMediaType', added: 'content-changed', removed: 'content-changed', changed: 'content-changed' },
];

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function compareFixed({ keyword, added, removed, changed }: Fixed, before: JsonSchema, after: JsonSchema, place: Place): Change[] {
  const [old, now] = [text(before[keyword]), text(after[keyword])];
  if (old === now) return [];
  if (old === undefined) return now === undefined ? [] : [place.change(added, now)];
  if (now === undefined) return [place.change(removed, old)];
  return [place.change(changed, `from ${old} to ${now}`)];
}

export const compareTexts = ({ keywords: before }: Shape, { keywords: after }: Shape, place: Place): Change[] => [
  ...FIXED.flatMap((fixed) => compareFixed(fixed, before, after, place)),
  ...BOUNDS.flatMap((bound) => compareBound(bound, before, after, place)),
];
