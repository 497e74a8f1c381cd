/**
 * What changed between two schemas: each difference once, with the rule it falls under and its place, at any depth.
 * The comparison goes shape by shape; it does not calculate sets, so where two schemas say the same in different ways it may
 * name a difference that is none, never the other way round.
 */
import { isDeepStrictEqual } from 'node:util';
import { compareChoices } from './compare-choices.js';
import { compareLists } from './compare-lists.js';
import { compareNumbers } from './compare-numbers.js';
import { compareObjects } from './compare-objects.js';
import { compareTexts } from './compare-texts.js';
import { compareValues, shown } from './compare-values.js';
import { DATA_CLASSES, type Schema } from './keywords.js';
import type { Change, RuleId } from './rules.js';
import { type Node, nodeOf, type Shape, type Type, Unjudged } from './shapes.js';

/** One place of both schemas. */
export interface Place {
  readonly path: string;
  readonly change: (rule: RuleId, what: string) => Change;
  /** the same comparison of two nested schemas */
  readonly nested: (before: Schema, after: Schema, step: string) => Change[];
  readonly shapes: (before: Shape, after: Shape, step?: string) => Change[];
}

// deeper than any contract; a schema that unrolls a reference for ever ends here
const DEEPEST = 64;

export function changesBetween(before: Schema, after: Schema, path: string): Change[] {
  const met = new Set<string>();

  const placeAt = (at: string, depth: number): Place => ({
    path: at,
    change: (rule, what) => ({ rule, path: at, what }),
    nested: (left, right, step) => compare(left, right, at + step, depth + 1),
    shapes: (left, right, step = '') => shapes(left, right, at + step, depth),
  });

  function compare(left: Schema, right: Schema, at: string, depth: number): Change[] {
    const place = placeAt(at, depth);
    if (isSame(left, right)) return [];
    if (depth > DEEPEST) return [place.change('combination-not-judged', `nested deeper than ${DEEPEST}`)];
    try {
      const [old, now] = [nodeOf(left, before), nodeOf(right, after)];
      return [...compareAnnotations(old, now, place), ...compareChoices(old, now, place)];
    } catch (error) {
      if (error instanceof Unjudged) return [place.change(error.rule, error.message)];
      throw error;
    }
  }

  function shapes(left: Shape, right: Shape, at: string, depth: number): Change[] {
    if (left.reference !== undefined && right.reference !== undefined) {
      const pair = `${left.reference} ${left.type} ${right.reference} ${right.type}`;
      if (met.has(pair)) return [];
      met.add(pair);
    }
    return compareShapes(left, right, placeAt(at, depth));
  }

  return compare(before, after, path, 0);
}

/** Equal as they stand; what a reference leads to may still differ. */
const isSame = (left: Schema, right: Schema): boolean => isDeepStrictEqual(left, right) && !JSON.stringify(left).includes('"$ref"');

const ofType: Readonly<Partial<Record<Type, readonly ((before: Shape, after: Shape, place: Place) => Change[])[]>>> = {
  object: [compareObjects],
  array: [compareLists],
  string: [compareTexts],
  number: [compareNumbers],
  integer: [compareNumbers],
  any: [compareObjects, compareLists, compareTexts, compareNumbers],
};

const isNumber = (type: Type): boolean => type === 'number' || type === 'integer';

function compareShapes(before: Shape, after: Shape, place: Place): Change[] {
  const type = before.type === 'any' ? after.type : before.type;
  const comparable = before.type === after.type || before.type === 'any' || after.type === 'any';
  if (!comparable && !(isNumber(before.type) && isNumber(after.type))) {
    return [place.change('type-changed', `from ${before.type} to ${after.type}`)];
  }
  const nested = (ofType[type] ?? []).flatMap((one) => one(before, after, place));
  return [...compareTypes(before.type, after.type, place), ...compareValues(before.keywords, after.keywords, place), ...nested];
}

function compareTypes(before: Type, after: Type, place: Place): Change[] {
  if (before === after) return [];
  if (before === 'any') return [place.change('type-removed', `from any type to ${after}`)];
  if (after === 'any') return [place.change('type-added', `from ${before} to any type`)];
  return [place.change(after === 'integer' ? 'integer-required' : 'fraction-allowed', `from ${before} to ${after}`)];
}

const rank = (dataClass: string): number => DATA_CLASSES.findIndex((each) => each === dataClass);

/** The rule for a data class that changed; undefined where it did not, or where there was none. */
function classRule(before: string | undefined, after: string | undefined): RuleId | undefined {
  if (before === undefined || before === after) return undefined;
  if (after === undefined) return 'data-class-removed';
  return rank(after) > rank(before) ? 'data-class-raised' : 'data-class-lowered';
}

function compareAnnotations(before: Node, after: Node, place: Place): Change[] {
  const rule = classRule(before.dataClass, after.dataClass);
  const classes = rule === undefined ? [] : [place.change(rule, `from ${String(before.dataClass)} to ${after.dataClass ?? 'none'}`)];
  return [...classes, ...compareDefaults(before.keywords, after.keywords, place)];
}

function compareDefaults(before: Node['keywords'], after: Node['keywords'], place: Place): Change[] {
  if (!('default' in before)) return [];
  if (!('default' in after)) return [place.change('default-removed', `was ${shown(before.default)}`)];
  if (isDeepStrictEqual(before.default, after.default)) return [];
  return [place.change('default-changed', `from ${shown(before.default)} to ${shown(after.default)}`)];
}
