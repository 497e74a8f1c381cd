/** `scripts/bridge replay ...`: docs/dead-letters.md. */
import { z } from 'zod';
import { type Given, type Noun, WrongUse, textOf, textsOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;
const counts = z.record(z.string(), z.number());

export const order = z.object({
  id: z.string(),
  kind: z.string(),
  subscription: z.string().nullish(),
  state: z.string(),
  written: z.number(),
  lookedAt: z.number(),
  letters: z.number().nullish(),
  leftOut: counts,
  states: counts.optional(),
  note: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
});
const many = z.object({ replays: z.array(order) });
const preview = z.object({
  dryRun: z.literal(true),
  lookedAt: z.number(),
  wouldSend: z.number(),
  leftOut: counts,
  complete: z.boolean(),
  countedTo: z.number(),
  lastSequence: z.number(),
});

const listed = (given: Readonly<Record<string, number>>): string =>
  Object.entries(given)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'nothing';

function lineOf(told: z.infer<typeof order>): string {
  const { id, kind, subscription, state, written, lookedAt, letters, leftOut, states, note, requestedBy, requestedAt } = told;
  const what = kind === 'replay' ? `replay to ${subscription ?? '-'}` : `retry of ${letters ?? 0} letters`;
  const became = states === undefined ? '' : `  letters now: ${listed(states)}`;
  return `${id}  ${requestedAt}  ${requestedBy}  ${what}  ${state}  sent ${written} of ${lookedAt} looked at, left out: ${listed(leftOut)}${became}${note === null ? '' : `  (${note})`}`;
}

export const orderLines = (answer: unknown): readonly string[] => [lineOf(order.parse(answer))];

function beginLines(answer: unknown): readonly string[] {
  const tried = preview.safeParse(answer);
  if (!tried.success) return orderLines(answer);
  const { wouldSend, lookedAt, leftOut, complete, countedTo, lastSequence } = tried.data;
  const line = `would send ${wouldSend} of ${lookedAt} events looked at; left out: ${listed(leftOut)}`;
  return complete ? [line] : [line, `counted only to ${countedTo} of ${lastSequence}: the rest is not in these numbers`];
}

function body(given: Given): Record<string, unknown> {
  const why = textOf(given, 'why');
  if (why === undefined) throw new WrongUse('say --why: it goes into the audit trail');
  const number = (name: string) => {
    const value = textOf(given, name);
    if (value !== undefined && !/^\d+(\.\d+)?$/.test(value)) throw new WrongUse(`--${name} is a number`);
    return value === undefined ? undefined : Number(value);
  };
  const filter = {
    contracts: textsOf(given, 'contract'),
    record: textOf(given, 'record'),
    since: textOf(given, 'since'),
    until: textOf(given, 'until'),
    fromSequence: number('from'),
    toSequence: number('to'),
  };
  return { subscription: wordAt(given, 0, 'a subscription'), filter, why, perSecond: number('per-second') };
}

const at = (given: Given): string => `/v1/replays/${encodeURIComponent(wordAt(given, 0, 'a replay'))}`;

export const replay: Noun = {
  name: 'replay',
  help: 'events of a subscription sent again; also shows the retries of dead letters',
  verbs: {
    begin: {
      usage:
        'SUBSCRIPTION [--contract ID]... [--record ID] [--since TIME] [--until TIME] [--from SEQUENCE] [--to SEQUENCE] [--per-second N] --why TEXT',
      help: 'sends again what the subscription may have now; --dry-run counts it',
      changes: true,
      options: {
        contract: { type: 'string', multiple: true },
        record: text,
        since: text,
        until: text,
        from: text,
        to: text,
        'per-second': text,
        why: text,
      },
      run: (api, given) => api.call('/v1/replays', { method: 'POST', body: body(given) }),
      lines: beginLines,
    },
    show: { usage: 'ID', help: 'how far it is', changes: false, run: (api, given) => api.call(at(given)), lines: orderLines },
    list: {
      usage: '[--limit N] [--before ID]',
      help: 'the newest first, retries of dead letters too',
      changes: false,
      options: { limit: text, before: text },
      run: (api, given) => api.call('/v1/replays', { query: { limit: textOf(given, 'limit'), before: textOf(given, 'before') } }),
      lines: (answer: unknown) => many.parse(answer).replays.map(lineOf),
    },
    cancel: {
      usage: 'ID',
      help: 'stops it at its next step, within about a second',
      changes: false,
      run: (api, given) => api.call(`${at(given)}/cancel`, { method: 'POST' }),
      lines: orderLines,
    },
  },
};
