/** Listed values: enum and const. */
import { isDeepStrictEqual } from 'node:util';
import type { Place } from './compare.js';
import type { JsonSchema } from './keywords.js';
import type { Change } from './rules.js';
import { valuesOf } from './shapes.js';

/** As JSON: values come from files of JSON. */
export const shown = (value: unknown): string => JSON.stringify(value);

const missingIn = (values: readonly unknown[], others: readonly unknown[]): readonly unknown[] =>
  values.filter((value) => !others.some((other) => isDeepStrictEqual(value, other)));

export function compareValues(before: JsonSchema, after: JsonSchema, place: Place): Change[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (old === undefined) return now === undefined ? [] : [place.change('enum-added', `only ${now.map(shown).join(', ')}`)];
  if (now === undefined) return [place.change('enum-removed', `was ${old.map(shown).join(', ')}`)];
  const [removed, added] = [missingIn(old, now), missingIn(now, old)];
  if (old.length === 1 && now.length === 1 && removed.length === 1) {
    return [place.change('const-changed', `from ${shown(old[0])} to ${shown(now[0])}`)];
  }
  return [
    ...removed.map((value) => place.change('enum-value-removed', shown(value))),
    ...added.map((value) => place.change('enum-value-added', shown(value))),
  ];
}
