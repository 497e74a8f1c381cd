/**
 * From a difference to a verdict: which part of a contract it is in decides whom it breaks.
 *
 *   data     an event's data        full: old readers read new events, new readers read stored ones
 *   answer   a command's or query's full: the same, because a stored answer is given again for a repeated key
 *   input    what senders send      backward: what was valid stays valid and is not ignored
 *
 * Each is judged against every released revision, not only the last (transitive).
 */
import type { Promises } from './promises.js';
import { type Change, type Effect, ruleOf } from './rules.js';

export const PARTS = ['data', 'input', 'answer'] as const;
export type Part = (typeof PARTS)[number];

/** The parts that a contract of a kind has. */
export const partsOf = (kind: Promises['kind']): readonly Part[] => (kind === 'event' ? ['data'] : ['input', 'answer']);

type Broken = Readonly<Partial<Record<Effect, string>>>;

const TODAY = 'a reader built today that meets an event written before (replay, a stream kept since)';
const BEFORE = 'a subscriber built on the released revision that reads an event written today';
const SENDER = 'a sender built on the released revision';

const BREAKS: Readonly<Record<Part, Broken>> = {
  data: { narrows: TODAY, widens: BEFORE, both: `${BEFORE}, and ${TODAY}`, meaning: BEFORE },
  input: { narrows: SENDER, both: SENDER, meaning: SENDER },
  answer: {
    narrows: 'a sender built today that repeats a key and gets the stored answer',
    widens: `${SENDER} that reads the answer of today`,
    both: `${SENDER} that reads the answer of today, and one built today that gets a stored answer`,
    meaning: `${SENDER} that reads the answer of today`,
  },
};

/** Whom a change in this part breaks; undefined when it breaks nobody. */
export function breaks(change: Change, part: Part): string | undefined {
  const { effect, alsoForSenders } = ruleOf(change.rule);
  if (effect === 'unjudged') return 'nobody can say';
  if (part === 'input' && alsoForSenders) return SENDER;
  // who sends does not see what becomes of the field's class upwards; downwards it is about his data
  if (part === 'input' && change.rule === 'data-class-raised') return undefined;
  return BREAKS[part][effect];
}

/** Whom a changed promise breaks. */
export const breaksPromise = (kind: Promises['kind']): string => (kind === 'event' ? 'its subscribers' : 'its senders');
