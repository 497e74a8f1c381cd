/** `scripts/bridge dead-letter ...`: docs/dead-letters.md. */
import { z } from 'zod';
import { type Given, type Noun, WrongUse, textOf, wordAt } from './noun.js';
import { order as orderShape, orderLines } from './replay.js';

const text = { type: 'string' } as const;

const WORDS = ['state', 'stage', 'reason', 'subscription', 'contract', 'record', 'event', 'since', 'until'] as const;
const CHOICE = Object.fromEntries(WORDS.map((word) => [word, text]));
const CHOICE_USAGE =
  '[--state S] [--stage S] [--reason CODE] [--subscription NAME] [--contract ID] [--record ID] [--event ID] [--since TIME] [--until TIME]';

const row = z.object({
  sequence: z.number(),
  storedAt: z.string(),
  stage: z.string(),
  reason: z.string(),
  message: z.string(),
  subscription: z.string().nullable(),
  contract: z.string().nullable(),
  recordId: z.string().nullable(),
  state: z.string(),
  outcome: z.string().nullable(),
});
const page = z.object({ letters: z.array(row), next: z.number().nullable() });
const facets = z.object({ facets: z.record(z.string(), z.array(z.object({ value: z.string().nullable(), count: z.number() }))) });
const counted = z.object({ count: z.number() });

function lineOf(letter: z.infer<typeof row>): string {
  const { sequence, storedAt, stage, reason, message, subscription, recordId, state, outcome } = letter;
  const became = outcome === null ? state : `${state} (${outcome})`;
  return `${String(sequence).padStart(8)}  ${storedAt}  ${stage.padEnd(9)} ${became.padEnd(20)} ${subscription ?? '-'}  ${recordId ?? '-'}  ${reason}: ${message}`;
}

function pageLines(answer: unknown): readonly string[] {
  const { letters, next } = page.parse(answer);
  return [...letters.map(lineOf), next === null ? `${letters.length} letters` : `more: --before ${next}`];
}

const facetLines = (answer: unknown): readonly string[] =>
  Object.entries(facets.parse(answer).facets).flatMap(([facet, values]) => [
    `${facet}:`,
    ...values.map(({ value, count }) => `${String(count).padStart(8)}  ${value ?? '(none)'}`),
  ]);

const countLines = (answer: unknown): readonly string[] => {
  const { count } = counted.parse(answer);
  return [count === 1 ? '1 letter' : `${count} letters`];
};

function choiceOf(given: Given): Record<string, unknown> {
  const named = WORDS.flatMap((word) => {
    const value = textOf(given, word);
    return value === undefined ? [] : [[word, value] as const];
  });
  const sequences = given.words.map((word) => numberIn(word, 'a letter'));
  if (sequences.length > 0) return { ...Object.fromEntries(named), sequences };
  if (named.length === 0 && given.options.all !== true) throw new WrongUse('name letters, or what they have in common, or --all');
  return Object.fromEntries(named);
}

function numberIn(word: string, what: string): number {
  if (!/^\d+$/.test(word)) throw new WrongUse(`${word} is not the number of ${what}`);
  return Number(word);
}

function body(given: Given): Record<string, unknown> {
  const why = textOf(given, 'why');
  if (why === undefined) throw new WrongUse('say --why: it goes into the audit trail');
  const rate = textOf(given, 'per-second');
  const expect = textOf(given, 'expect');
  return {
    filter: choiceOf(given),
    why,
    ...(rate === undefined ? {} : { perSecond: Number(rate) }),
    ...(expect === undefined ? {} : { expect: numberIn(expect, 'letters') }),
  };
}

const ACTS = { ...CHOICE, why: text, all: { type: 'boolean' } } as const;
const ACTS_USAGE = `[NUMBER]... ${CHOICE_USAGE} [--all] --why TEXT`;

const retryLines = (answer: unknown): readonly string[] => (orderShape.safeParse(answer).success ? orderLines(answer) : countLines(answer));

export const deadLetter: Noun = {
  name: 'dead-letter',
  help: 'what could not go its way: seen, mended, retried',
  verbs: {
    facets: {
      usage: CHOICE_USAGE,
      help: 'how many there are by state, stage, reason, subscription, contract, record and day',
      changes: false,
      options: CHOICE,
      run: (api, given) => api.call('/v1/dead-letters/facets', { query: queryOf(given, WORDS) }),
      lines: facetLines,
    },
    list: {
      usage: `${CHOICE_USAGE} [--limit N] [--before NUMBER]`,
      help: 'the newest first',
      changes: false,
      options: { ...CHOICE, limit: text, before: text },
      run: (api, given) => api.call('/v1/dead-letters', { query: queryOf(given, [...WORDS, 'limit', 'before']) }),
      lines: pageLines,
    },
    show: {
      usage: 'NUMBER',
      help: 'one of them with its payload, masked by data class',
      changes: false,
      run: (api, given) => api.call(`/v1/dead-letters/${numberIn(wordAt(given, 0, 'a letter'), 'a letter')}`),
    },
    retry: {
      usage: `${ACTS_USAGE} [--per-second N] [--expect COUNT]`,
      help: 'makes a new attempt of each open letter now; --dry-run counts them',
      changes: true,
      options: { ...ACTS, 'per-second': text, expect: text },
      run: (api, given) => api.call('/v1/dead-letters/retries', { method: 'POST', body: body(given) }),
      lines: retryLines,
    },
    discard: {
      usage: ACTS_USAGE,
      help: 'puts open letters aside: nothing is to be done about them',
      changes: true,
      options: ACTS,
      run: (api, given) => api.call('/v1/dead-letters/discards', { method: 'POST', body: body(given) }),
      lines: countLines,
    },
    reopen: {
      usage: ACTS_USAGE,
      help: 'takes discarded letters up again',
      changes: true,
      options: ACTS,
      run: (api, given) => api.call('/v1/dead-letters/reopenings', { method: 'POST', body: body(given) }),
      lines: countLines,
    },
    rebuild: {
      usage: '--why TEXT',
      help: 'makes the index anew from the stream; what became of each letter stays',
      changes: false,
      options: { why: text },
      run: (api, given) => api.call('/v1/dead-letters/rebuild', { method: 'POST', body: { why: textOf(given, 'why') } }),
    },
  },
};

function queryOf(given: Given, words: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(words.map((word) => [word, textOf(given, word)]));
}
