/** Alternatives: null, several types, several shapes. Which of the old belongs to which of the new is found by likeness. */
import { isDeepStrictEqual } from 'node:util';
import type { Place } from './compare.js';
import type { Change } from './rules.js';
import { type Node, type Shape, type Type, valuesOf } from './shapes.js';

interface Sides {
  readonly old: readonly Shape[];
  readonly now: readonly Shape[];
}

/** Whole and broken numbers are one family: a value of one may be one of the other. */
const family = (type: Type): Type => (type === 'integer' ? 'number' : type);

const isNull = (shape: Shape): boolean => shape.type === 'null';

export function compareChoices(before: Node, after: Node, place: Place): Change[] {
  const old = before.shapes.filter((shape) => !isNull(shape));
  const now = after.shapes.filter((shape) => !isNull(shape));
  // where one side is null and nothing else, null is a type like any other
  if (old.length === 0 || now.length === 0) return compareByFamily({ old: before.shapes, now: after.shapes }, place);
  const kind = before.exclusive !== after.exclusive && (old.length > 1 || now.length > 1);
  return [
    ...(kind ? [place.change('choice-kind-changed', before.exclusive ? 'from oneOf to anyOf' : 'from anyOf to oneOf')] : []),
    ...compareNull(before, after, place),
    ...(old[0] && now[0] && old.length === 1 && now.length === 1 ? place.shapes(old[0], now[0]) : compareByFamily({ old, now }, place)),
  ];
}

function compareNull(before: Node, after: Node, place: Place): Change[] {
  const [was, is] = [before.shapes.some(isNull), after.shapes.some(isNull)];
  if (was === is || anything(was ? after : before)) return [];
  return [place.change(is ? 'null-added' : 'null-removed', 'null')];
}

/** A shape of any type takes null, too. */
const anything = (node: Node): boolean => node.shapes.some((shape) => shape.type === 'any' && valuesOf(shape.keywords) === undefined);

function compareByFamily({ old, now }: Sides, place: Place): Change[] {
  const families = new Set([...old, ...now].map((shape) => family(shape.type)));
  const several = old.length > 1 || now.length > 1;
  return [...families].flatMap((one) => {
    const sides = { old: old.filter((shape) => family(shape.type) === one), now: now.filter((shape) => family(shape.type) === one) };
    if (sides.now.length === 0) return [place.change('type-removed', one)];
    if (sides.old.length === 0) return [place.change('type-added', one)];
    return compareOptions(sides, several ? `|${one}` : '', place);
  });
}

/** Equal ones first, then the most alike; what remains was removed or added. */
function compareOptions({ old, now }: Sides, step: string, place: Place): Change[] {
  const free = { old: [...old], now: [...now] };
  for (const shape of old) {
    const twin = free.now.findIndex((each) => isDeepStrictEqual(withoutReference(each), withoutReference(shape)));
    if (twin < 0) continue;
    free.now.splice(twin, 1);
    free.old.splice(free.old.indexOf(shape), 1);
  }
  const changes: Change[] = [];
  while (free.old.length > 0 && free.now.length > 0) {
    const { left, right } = mostAlike(free);
    changes.push(...place.shapes(left, right, step));
    free.old.splice(free.old.indexOf(left), 1);
    free.now.splice(free.now.indexOf(right), 1);
  }
  const removed = free.old.map((shape) => place.change('option-removed', shownShape(shape)));
  return [...changes, ...removed, ...free.now.map((shape) => place.change('option-added', shownShape(shape)))];
}

const withoutReference = ({ type, keywords }: Shape) => ({ type, keywords });

function mostAlike({ old, now }: Sides): { readonly left: Shape; readonly right: Shape } {
  const pairs = old.flatMap((left) => now.map((right) => ({ left, right, likeness: likeness(left, right) })));
  return pairs.reduce((best, pair) => (pair.likeness > best.likeness ? pair : best));
}

const propertiesOf = ({ keywords }: Shape) => (keywords.properties ?? {}) as Readonly<Record<string, unknown>>;

/** How many fields and keywords two shapes have in common; the same fixed value in a field outweighs them all. */
function likeness(left: Shape, right: Shape): number {
  const [before, after] = [propertiesOf(left), propertiesOf(right)];
  const shared = Object.keys(before).filter((name) => name in after);
  const marks = shared.filter((name) => isFixed(before[name]) && isDeepStrictEqual(before[name], after[name]));
  const alike = shared.filter((name) => isDeepStrictEqual(before[name], after[name]));
  const keywords = Object.keys(left.keywords).filter((name) => isDeepStrictEqual(left.keywords[name], right.keywords[name]));
  return marks.length * 1_000 + alike.length + shared.length + keywords.length - Object.keys(after).length / 1_000;
}

const isFixed = (schema: unknown): boolean => typeof schema === 'object' && schema !== null && 'const' in schema;

const shownShape = (shape: Shape): string => {
  const fields = Object.keys(propertiesOf(shape));
  return fields.length === 0 ? shape.type : `${shape.type} of ${fields.join(', ')}`;
};
