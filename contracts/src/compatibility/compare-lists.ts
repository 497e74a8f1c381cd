/** Lists: their entries, by position where the schema says so, and how many. */
import { atLeast, atMost, compareBound } from './bounds.js';
import type { Place } from './compare.js';
import type { JsonSchema, Schema } from './keywords.js';
import type { Change } from './rules.js';
import type { Shape } from './shapes.js';

const BOUNDS = [atLeast('minItems', 'min-items-raised', 'min-items-lowered'), atMost('maxItems', 'max-items-lowered', 'max-items-raised')];

const entries = (keywords: JsonSchema): Schema => (keywords.items ?? true) as Schema;
const positions = (keywords: JsonSchema): readonly Schema[] => (keywords.prefixItems ?? []) as readonly Schema[];

function compareUnique(before: JsonSchema, after: JsonSchema, place: Place): Change[] {
  if ((before.uniqueItems === true) === (after.uniqueItems === true)) return [];
  return [
    after.uniqueItems === true ? place.change('unique-items-required', 'uniqueItems') : place.change('unique-items-dropped', 'uniqueItems'),
  ];
}

function comparePositions(before: JsonSchema, after: JsonSchema, place: Place): Change[] {
  const [old, now] = [positions(before), positions(after)];
  const length = old.length === now.length ? [] : [place.change('tuple-length-changed', `from ${old.length} to ${now.length} positions`)];
  const shared = old.slice(0, now.length).flatMap((schema, at) => place.nested(schema, now[at] ?? true, `[${at}]`));
  return [...length, ...shared];
}

export const compareLists = ({ keywords: before }: Shape, { keywords: after }: Shape, place: Place): Change[] => [
  ...comparePositions(before, after, place),
  ...place.nested(entries(before), entries(after), '[]'),
  ...BOUNDS.flatMap((bound) => compareBound(bound, before, after, place)),
  ...compareUnique(before, after, place),
];
