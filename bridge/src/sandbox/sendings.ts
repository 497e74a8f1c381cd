/** What is sent, in which order: the fixtures as they are, or made harder for the subscriber. Pure: a seed repeats a run. */
import type { Fixture } from '../record/record.js';

export interface Attack {
  /** all events in any order */
  readonly shuffle: boolean;
  /** 0 to 1: how likely an event comes twice */
  readonly duplicate: number;
  /** a field that no contract has yet: readers ignore it */
  readonly unknownField: boolean;
  /** requests that must be refused, each before the genuine one of the same id */
  readonly fail: readonly Forgery[];
  readonly seed: number;
}

/** `forged`: signed with another secret; `stale`: signed an hour ago (a replay by somebody who listened) */
export type Forgery = 'forged' | 'stale';

export interface Sending {
  readonly fixture: Fixture;
  readonly as: 'event' | 'duplicate' | Forgery;
}

// a duplicate comes within the next few: after a lost answer, not after a week
const NEXT_FEW = 5;

export function sendingsOf(fixtures: readonly Fixture[], attack: Attack): Sending[] {
  const random = randomFrom(attack.seed);
  const events = fixtures.map((fixture): Sending => ({ fixture: attack.unknownField ? withUnknownField(fixture) : fixture, as: 'event' }));
  const ordered = attack.shuffle ? shuffled(events, random) : events;
  const sendings = withDuplicates(ordered, attack.duplicate, random);
  const [first] = sendings;
  return first === undefined ? [] : [...attack.fail.map((as) => ({ ...first, as })), ...sendings];
}

function withUnknownField({ envelope, data }: Fixture): Fixture {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { envelope, data };
  return { envelope, data: { ...data, addedInALaterVersion: { by: 'sandbox' } } };
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

function withDuplicates(events: readonly Sending[], likely: number, random: () => number): Sending[] {
  const placed = events.map((sending, index) => ({ sending, at: index }));
  const again = placed
    .filter(() => random() < likely)
    .map(({ sending, at }) => ({ sending: { ...sending, as: 'duplicate' as const }, at: at + 0.5 + Math.floor(random() * NEXT_FEW) }));
  return [...placed, ...again].sort((one, other) => one.at - other.at).map(({ sending }) => sending);
}

/** mulberry32, in the public domain: small, and good enough to mix cards. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
