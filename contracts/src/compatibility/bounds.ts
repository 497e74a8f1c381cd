/** A limit that a keyword sets: what it was, what it is, and which rules tell of it. */
import type { Place } from './compare.js';
import type { JsonSchema } from './keywords.js';
import type { Change, RuleId } from './rules.js';

export interface Bound {
  readonly narrower: RuleId;
  readonly wider: RuleId;
  /** the limit in a schema, as a number that grows when it gets stricter; -Infinity where there is none */
  readonly strictness: (keywords: JsonSchema) => number;
  readonly shown: (keywords: JsonSchema) => string;
}

const count = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** `minLength`, `minItems`, `minProperties`: 0 says nothing. */
export const atLeast = (keyword: string, narrower: RuleId, wider: RuleId): Bound => ({
  narrower,
  wider,
  strictness: (keywords) => count(keywords[keyword]) ?? 0,
  shown: (keywords) => String(count(keywords[keyword]) ?? 0),
});

/** `maxLength`, `maxItems`, `maxProperties`. */
export const atMost = (keyword: string, narrower: RuleId, wider: RuleId): Bound => ({
  narrower,
  wider,
  strictness: (keywords) => -(count(keywords[keyword]) ?? Infinity),
  shown: (keywords) => (keyword in keywords ? String(keywords[keyword]) : 'no limit'),
});

export function compareBound(bound: Bound, before: JsonSchema, after: JsonSchema, place: Place): Change[] {
  const [old, now] = [bound.strictness(before), bound.strictness(after)];
  if (old === now) return [];
  return [place.change(now > old ? bound.narrower : bound.wider, `from ${bound.shown(before)} to ${bound.shown(after)}`)];
}
