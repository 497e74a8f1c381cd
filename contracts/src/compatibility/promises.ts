/** What a contract promises beside its schemas, as contracts/generated/contracts.json says it; and what changed there. */
import { z } from 'zod';
import { DATA_CLASSES } from './keywords.js';
import type { Change, RuleId } from './rules.js';

const names = z.array(z.string().min(1)).readonly();

/** Unknown properties are of no interest here: the file also holds what people read. */
export const promises = z.object({
  id: z.string().min(1),
  kind: z.enum(['event', 'command', 'query']),
  subject: z.string().min(1),
  /** an event's own data class, its delivery class, the Odoo model of its record, the keys of its row scope */
  dataClass: z.enum(DATA_CLASSES).optional(),
  delivery: z.string().optional(),
  record: z.string().optional(),
  scope: names.optional(),
  /** a command's: which fields of the input name the aggregate, and its own refusal codes */
  aggregate: names.optional(),
  refusals: names.optional(),
  /** from this day the contract may be gone */
  sunset: z.iso.date().optional(),
});
export type Promises = z.infer<typeof promises>;

const FIXED: readonly (readonly [keyof Promises, RuleId])[] = [
  ['kind', 'kind-changed'],
  ['subject', 'subject-changed'],
  ['delivery', 'delivery-changed'],
  ['record', 'record-changed'],
  ['aggregate', 'aggregate-changed'],
];
const KEPT: readonly (readonly ['scope' | 'refusals', RuleId])[] = [
  ['scope', 'scope-key-removed'],
  ['refusals', 'refusal-removed'],
];

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : 'nothing';
};

/** What a list lost. A list that was not told before promised nothing. */
function lost(before: Promises, after: Promises): Change[] {
  return KEPT.flatMap(([path, rule]) => {
    const left = new Set(after[path] ?? []);
    return (before[path] ?? []).filter((name) => !left.has(name)).map((name): Change => ({ rule, path: `${path}.${name}`, what: name }));
  });
}

function changedClass({ dataClass: before }: Promises, { dataClass: after }: Promises): Change[] {
  if (before === undefined || before === after) return [];
  const raised = after !== undefined && DATA_CLASSES.indexOf(after) > DATA_CLASSES.indexOf(before);
  return [{ rule: raised ? 'event-class-raised' : 'event-class-lowered', path: 'dataClass', what: `from ${before} to ${after ?? 'none'}` }];
}

/** A sunset may be set, put off or taken back, but not come sooner than was said. */
function broughtForward({ sunset: before }: Promises, { sunset: after }: Promises): Change[] {
  if (before === undefined || after === undefined || after >= before) return [];
  return [{ rule: 'sunset-brought-forward', path: 'sunset', what: `from ${before} to ${after}` }];
}

export function promisesChanged(before: Promises, after: Promises): Change[] {
  const fixed = FIXED.filter(([path]) => before[path] !== undefined && shown(before[path]) !== shown(after[path]));
  return [
    ...fixed.map(([path, rule]): Change => ({ rule, path, what: `from ${shown(before[path])} to ${shown(after[path])}` })),
    ...changedClass(before, after),
    ...broughtForward(before, after),
    ...lost(before, after),
  ];
}
