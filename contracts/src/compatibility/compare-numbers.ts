/** Numbers: bounds, with and without the bound itself, and steps. */
import type { Place } from './compare.js';
import { shown } from './compare-values.js';
import type { JsonSchema } from './keywords.js';
import type { Change, RuleId } from './rules.js';
import type { Shape } from './shapes.js';

/** A bound and whether the number itself is outside. */
interface Edge {
  readonly value: number;
  readonly outside: boolean;
}

/** The stricter of both keywords, with numbers mirrored for upper bounds so that larger is stricter. */
function edge(keywords: JsonSchema, inclusive: string, exclusive: string, sign: 1 | -1): Edge {
  const read = (name: string): number => (typeof keywords[name] === 'number' ? sign * keywords[name] : -Infinity);
  const [closed, open] = [read(inclusive), read(exclusive)];
  return open >= closed && open !== -Infinity ? { value: open, outside: true } : { value: closed, outside: false };
}

function shownEdge(at: Edge, sign: 1 | -1): string {
  if (at.value === -Infinity) return 'no limit';
  return `${sign * at.value}${at.outside ? ' (excluded)' : ''}`;
}

function stricter(before: Edge, after: Edge): number {
  return after.value === before.value ? Number(after.outside) - Number(before.outside) : after.value - before.value;
}

interface Side {
  readonly inclusive: string;
  readonly exclusive: string;
  readonly sign: 1 | -1;
  readonly narrower: RuleId;
  readonly wider: RuleId;
}
const SIDES: readonly Side[] = [
  { inclusive: 'minimum', exclusive: 'exclusiveMinimum', sign: 1, narrower: 'lower-bound-raised', wider: 'lower-bound-lowered' },
  { inclusive: 'maximum', exclusive: 'exclusiveMaximum', sign: -1, narrower: 'upper-bound-lowered', wider: 'upper-bound-raised' },
];

function compareSide(side: Side, before: JsonSchema, after: JsonSchema, place: Place): Change[] {
  const [old, now] = [before, after].map((keywords) => edge(keywords, side.inclusive, side.exclusive, side.sign)) as [Edge, Edge];
  if (old.value === now.value && old.outside === now.outside) return [];
  const rule = stricter(old, now) > 0 ? side.narrower : side.wider;
  return [place.change(rule, `from ${shownEdge(old, side.sign)} to ${shownEdge(now, side.sign)}`)];
}

const shownStep = (step: unknown): string => (step === undefined ? 'any step' : shown(step));

/** No step is the finest step. */
function stepRule(before: unknown, after: unknown): RuleId | undefined {
  if (before === after) return undefined;
  if (before === undefined) return 'multiple-of-coarser';
  if (after === undefined) return 'multiple-of-finer';
  if (Number.isInteger(Number(after) / Number(before))) return 'multiple-of-coarser';
  return Number.isInteger(Number(before) / Number(after)) ? 'multiple-of-finer' : 'multiple-of-changed';
}

export function compareNumbers({ keywords: before }: Shape, { keywords: after }: Shape, place: Place): Change[] {
  const rule = stepRule(before.multipleOf, after.multipleOf);
  const what = `from ${shownStep(before.multipleOf)} to ${shownStep(after.multipleOf)}`;
  return [...SIDES.flatMap((side) => compareSide(side, before, after, place)), ...(rule === undefined ? [] : [place.change(rule, what)])];
}
