/** `scripts/bridge inbound ...`: docs/inbound-webhooks.md. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Given, type Noun, WrongUse, textOf, textsOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;
const WORDS = ['source', 'state', 'reason', 'sourceKey', 'since', 'until', 'limit', 'before'];

const message = z.object({
  id: z.string(),
  source: z.string(),
  receivedAt: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  sourceKey: z.string().nullable(),
  sequence: z.number().nullable(),
  missing: z.number().nullable(),
  commandId: z.string().nullable(),
  duplicates: z.number(),
});
const page = z.object({ messages: z.array(message), next: z.string().nullable() });
const sources = z.object({ sources: z.array(z.object({ name: z.string(), client: z.string(), scheme: z.string(), meaning: z.string() })) });

function lineOf({
  id,
  source,
  receivedAt,
  state,
  reason,
  sourceKey,
  sequence,
  missing,
  commandId,
  duplicates,
}: z.infer<typeof message>): string {
  const place =
    sequence === null ? (sourceKey ?? '-') : `${sourceKey ?? ''}#${String(sequence)}${missing ? ` (${String(missing)} missing)` : ''}`;
  const again = duplicates === 0 ? '' : `  sent ${String(duplicates + 1)} times`;
  return `${id}  ${receivedAt}  ${source.padEnd(12)} ${state.padEnd(11)} ${reason ?? '-'}  ${place}  ${commandId ?? '-'}${again}`;
}

function headersIn(given: Given): Record<string, string> {
  return Object.fromEntries(
    (textsOf(given, 'header') ?? []).map((each) => {
      const at = each.indexOf('=');
      if (at < 1) throw new WrongUse('--header NAME=VALUE');
      return [each.slice(0, at), each.slice(at + 1)];
    }),
  );
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new WrongUse(`${file} is no JSON file`);
  }
}

export const inbound: Noun = {
  name: 'inbound',
  help: 'what other systems posted to /hooks: found, read, tried, run again',
  verbs: {
    list: {
      usage: '[--source NAME] [--state STATE] [--reason CODE] [--sourceKey KEY] [--since TIME] [--until TIME] [--limit N] [--before ID]',
      help: 'the newest first; states: received, handed-over, event, ignored, rejected, partly',
      changes: false,
      options: Object.fromEntries(WORDS.map((word) => [word, text])),
      run: (api, given) => api.call('/v1/inbound', { query: Object.fromEntries(WORDS.map((word) => [word, textOf(given, word)])) }),
      lines: (answer: unknown) => {
        const { messages, next } = page.parse(answer);
        return [...messages.map(lineOf), next === null ? `${String(messages.length)} messages` : `more: --before ${next}`];
      },
    },
    sources: {
      usage: '',
      help: 'the sources of this bridge, and whom their messages act as',
      changes: false,
      run: (api) => api.call('/v1/inbound/sources'),
      lines: (answer: unknown) =>
        sources
          .parse(answer)
          .sources.map(({ name, client, scheme, meaning }) => `${name.padEnd(16)} as ${client.padEnd(16)} ${scheme.padEnd(18)} ${meaning}`),
    },
    show: {
      usage: 'ID',
      help: 'one of them with its body and its kept headers',
      changes: false,
      run: (api, given) => api.call(`/v1/inbound/${encodeURIComponent(wordAt(given, 0, 'a message'))}`),
    },
    try: {
      usage: 'SOURCE FILE [--header NAME=VALUE]...',
      help: 'what the mapping makes of the message in the file; nothing is stored',
      changes: false,
      options: { header: { type: 'string', multiple: true } },
      run: (api, given) =>
        api.call(`/v1/inbound/sources/${encodeURIComponent(wordAt(given, 0, 'a source'))}/try`, {
          method: 'POST',
          body: { headers: headersIn(given), body: jsonIn(wordAt(given, 1, 'a file')) },
        }),
    },
    rerun: {
      usage: 'ID --why TEXT',
      help: 'decides an ignored, rejected or partly taken message anew, by the mapping as it is now',
      changes: false,
      options: { why: text },
      run: (api, given) => {
        const why = textOf(given, 'why');
        if (why === undefined) throw new WrongUse('say --why: it goes into the audit trail');
        return api.call(`/v1/inbound/${encodeURIComponent(wordAt(given, 0, 'a message'))}/rerun`, { method: 'POST', body: { why } });
      },
    },
  },
};
