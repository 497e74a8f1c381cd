/** `scripts/bridge subscription ...`: docs/subscribe.md. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Given, type Noun, WrongUse, textOf, textsOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const yes = { type: 'boolean' } as const;

const DECLARED = {
  file: text,
  client: text,
  contract: texts,
  scope: texts,
  class: texts,
  nats: yes,
  webhook: text,
  'allow-http': yes,
  'allow-private-address': yes,
  order: text,
} as const;

const DECLARED_USAGE =
  '[--file FILE|-] [--contract ID|domain.*]... [--scope WORD=ID]... [--class CLASS]... [--nats | --webhook URL [--allow-http] [--allow-private-address]] [--order none|record]';

const shown = z.object({
  name: z.string(),
  client: z.string(),
  status: z.string(),
  statusReason: z.string().optional(),
  contracts: z.array(z.string()),
  scope: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  channel: z.looseObject({ kind: z.string() }),
});
const many = z.object({ subscriptions: z.array(shown) });
type Shown = z.infer<typeof shown>;

function lineOf({ name, client, status, statusReason, contracts, scope, channel }: Shown): string {
  const limited = Object.entries(scope).map(([word, values]) => `${word}=${[values].flat().join('|')}`);
  const why = statusReason === undefined ? '' : ` (${statusReason})`;
  return `${name.padEnd(24)} ${client.padEnd(16)} ${status}${why}  ${channel.kind}  ${contracts.join(',')}  ${limited.join(' ') || 'every record'}`;
}

const one = (answer: unknown): readonly string[] => [lineOf(shown.parse(answer))];

/** The secrets of a new webhook are told once, so they are printed whatever the form. */
function created(answer: unknown): readonly string[] {
  const { secrets = [] } = z.object({ secrets: z.array(z.string()).optional() }).parse(answer);
  return [...one(answer), ...secrets.map((secret) => `signing secret, shown only now: ${secret}`)];
}

/** From a file, from the options, or both: an option wins. */
function declaredBy(given: Given): Record<string, unknown> {
  const file = textOf(given, 'file');
  const fromFile =
    file === undefined ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')));
  const told = {
    client: textOf(given, 'client'),
    contracts: textsOf(given, 'contract'),
    scope: scopeOf(textsOf(given, 'scope')),
    fieldClasses: textsOf(given, 'class'),
    channel: channelOf(given),
    order: textOf(given, 'order'),
  };
  return { ...fromFile, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) };
}

function scopeOf(pairs: readonly string[] | undefined): Record<string, string | string[]> | undefined {
  if (pairs === undefined) return undefined;
  const scope: Record<string, string[]> = {};
  for (const pair of pairs) {
    const [word = '', ...rest] = pair.split('=');
    if (rest.length === 0) throw new WrongUse(`--scope ${pair} is not WORD=ID`);
    scope[word] = [...(scope[word] ?? []), rest.join('=')];
  }
  return Object.fromEntries(
    Object.entries(scope).map(([word, values]) => [word, values.length === 1 && values[0] !== undefined ? values[0] : values]),
  );
}

function channelOf(given: Given): Record<string, unknown> | undefined {
  const url = textOf(given, 'webhook');
  if (url === undefined) return given.options.nats === true ? { kind: 'nats' } : undefined;
  const allowed = {
    ...(given.options['allow-http'] === true ? { allowHttp: true } : {}),
    ...(given.options['allow-private-address'] === true ? { allowPrivateAddress: true } : {}),
  };
  return { kind: 'webhook', url, ...allowed };
}

const at = (given: Given): string => `/v1/subscriptions/${encodeURIComponent(wordAt(given, 0, 'a subscription'))}`;

const verdict = z.union([z.object({ passed: z.literal(true) }), z.object({ passed: z.literal(false), detail: z.string() })]);
const verdictLine = (answer: unknown): string => {
  const told = verdict.parse(answer);
  return told.passed ? 'passed' : `not passed: ${told.detail}`;
};

const trial = z.object({
  outcome: z.string(),
  eventId: z.string().nullish(),
  reason: z.string().optional(),
  detail: z.string().optional(),
  until: z.string().optional(),
  broughtForward: z.number().optional(),
});
const TRIED: Readonly<Record<string, string>> = {
  held: 'not tried: the endpoint itself asked to be left alone',
  'nothing-waits': 'nothing waits for a later time; the next message is attempted as soon as it comes',
  stopped: 'not tried: the subscription was paused or changed meanwhile, or its replica ended',
  'not-taken-up': 'not tried: no replica works on this subscription',
  'under-way': 'still under way: scripts/bridge delivery list --subscription tells how it ends',
};
function trialLine(answer: unknown): string {
  const { outcome, eventId, reason, detail, until, broughtForward = 0 } = trial.parse(answer);
  const said = TRIED[outcome] ?? `${outcome}  ${eventId ?? '-'}`;
  const why = reason === undefined ? '' : `  ${reason}${detail === undefined ? '' : `: ${detail}`}`;
  return `${said}${why}${until === undefined ? '' : ` until ${until}`}${broughtForward === 0 ? '' : `; ${broughtForward} more are due now`}`;
}
const rotatedSecret = z.object({ secret: z.string().optional(), publicKey: z.string().optional() });

export const subscription: Noun = {
  name: 'subscription',
  help: 'who receives which events, for which records, over which channel',
  verbs: {
    list: {
      usage: '[--client ID]',
      help: 'all of them, or those of one client',
      changes: false,
      options: { client: text },
      run: (api, given) => api.call('/v1/subscriptions', { query: { client: textOf(given, 'client') } }),
      lines: (answer) => many.parse(answer).subscriptions.map(lineOf),
    },
    show: { usage: 'NAME', help: 'one of them, whole', changes: false, run: (api, given) => api.call(at(given)) },
    create: {
      usage: `NAME --client ID ${DECLARED_USAGE}`,
      help: 'a new one; a webhook without a secret gets one, which is shown only now',
      changes: true,
      options: DECLARED,
      run: (api, given) => {
        const [name] = given.words;
        return api.call('/v1/subscriptions', { method: 'POST', body: { ...declaredBy(given), ...(name === undefined ? {} : { name }) } });
      },
      lines: created,
    },
    change: {
      usage: `NAME ${DECLARED_USAGE}`,
      help: 'what is named is replaced, the rest stays',
      changes: true,
      options: DECLARED,
      run: (api, given) => api.call(at(given), { method: 'PATCH', body: declaredBy(given) }),
      lines: one,
    },
    pause: {
      usage: 'NAME [--reason TEXT]',
      help: 'nothing is delivered until it is resumed; events wait',
      changes: true,
      options: { reason: text },
      run: (api, given) => {
        const reason = textOf(given, 'reason');
        return api.call(`${at(given)}/pause`, { method: 'POST', body: reason === undefined ? {} : { reason } });
      },
      lines: one,
    },
    challenge: {
      usage: 'NAME',
      help: 'asks its endpoint to send a token back: one that waits for it becomes active, one that does not answer is paused',
      changes: false,
      run: (api, given) => api.call(`${at(given)}/challenge`, { method: 'POST' }),
      lines: (answer) => [verdictLine(answer)],
    },
    try: {
      usage: 'NAME',
      help: 'attempts its endpoint now, whatever breaker and schedule say, and tells what came of it',
      changes: false,
      run: (api, given) => api.call(`${at(given)}/try`, { method: 'POST' }),
      lines: (answer) => [trialLine(answer)],
    },
    'rotate-secret': {
      usage: 'NAME [--version v1|v1a]',
      help: 'a new signing secret beside the old one, which goes on signing for 24 h; shown only now',
      changes: true,
      options: { version: text },
      run: (api, given) => api.call(`${at(given)}/secret`, { method: 'POST', body: { version: textOf(given, 'version') ?? 'v1' } }),
      lines: (answer) => {
        const { secret, publicKey } = rotatedSecret.parse(answer);
        return [secret === undefined ? `public key: ${publicKey ?? 'only tried'}` : `secret: ${secret}`];
      },
    },
    resume: {
      usage: 'NAME',
      help: 'what waited is delivered, then what comes',
      changes: true,
      run: (api, given) => api.call(`${at(given)}/resume`, { method: 'POST' }),
      lines: one,
    },
    delete: {
      usage: 'NAME',
      help: 'for good, with what waits for it; the name stays its client’s',
      changes: true,
      run: (api, given) => api.call(at(given), { method: 'DELETE' }),
      lines: () => ['deleted'],
    },
  },
};
