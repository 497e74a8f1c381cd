/** `scripts/bridge delivery ...`: docs/dead-letters.md. */
import { z } from 'zod';
import { type Noun, textOf } from './noun.js';

const text = { type: 'string' } as const;
const WORDS = [
  ...['record', 'event', 'subscription', 'contract', 'channel', 'outcome', 'reason', 'trace', 'replay', 'letter'],
  ...['since', 'until', 'limit', 'after'],
];

const attempt = z.object({
  at: z.string(),
  subscription: z.string(),
  channel: z.string(),
  eventId: z.string().nullable(),
  recordId: z.string().nullable(),
  attempt: z.number(),
  outcome: z.string(),
  status: z.number().nullable(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  latencyMs: z.number().nullable(),
});
const page = z.object({
  attempts: z.array(attempt),
  next: z.string().nullable(),
  searched: z.object({ since: z.string(), until: z.string() }),
});

function lineOf(told: z.infer<typeof attempt>): string {
  const { at, subscription, channel, eventId, recordId, attempt: number, outcome, reason, detail, latencyMs } = told;
  const why = reason === null ? '' : `  ${reason}${detail === null || detail === reason ? '' : `: ${detail}`}`;
  const took = latencyMs === null ? '' : `  ${latencyMs} ms`;
  return `${at}  ${subscription.padEnd(20)} ${channel}  #${number} ${outcome}${took}${why}  ${recordId ?? '-'}  ${eventId ?? '-'}`;
}

export const delivery: Noun = {
  name: 'delivery',
  help: 'attempts to deliver: who got what, when, and what was answered',
  verbs: {
    list: {
      usage:
        '[--record ID] [--event ID] [--subscription NAME] [--contract ID] [--channel C] [--outcome O] [--reason CODE] [--trace ID] [--replay ID] [--letter NUMBER] [--since TIME] [--until TIME] [--limit N] [--after PLACE]',
      help: 'the newest first; says which time was searched',
      changes: false,
      options: Object.fromEntries(WORDS.map((word) => [word, text])),
      run: (api, given) => api.call('/v1/deliveries', { query: Object.fromEntries(WORDS.map((word) => [word, textOf(given, word)])) }),
      lines: (answer: unknown) => {
        const { attempts, next, searched } = page.parse(answer);
        const found = attempts.length === 0 ? 'no attempt' : `${attempts.length} attempts`;
        const ending = `${found} from ${searched.since} to ${searched.until}`;
        return [...attempts.map(lineOf), next === null ? ending : `${ending}; more: --after ${next}`];
      },
    },
  },
};
