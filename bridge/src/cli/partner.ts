/** `scripts/bridge partner ...`: docs/partners.md. */
import { z } from 'zod';
import { readFileSync } from 'node:fs';
import { type Given, type Noun, WrongUse, textOf, textsOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const yes = { type: 'boolean' } as const;

const CREDENTIAL = { 'public-key': text, expires: text } as const;
const ADD = { file: text, role: texts, supplier: text, system: text, contract: texts, webhook: text, login: yes, ...CREDENTIAL } as const;

const credential = z.object({
  id: z.string(),
  user: z.string(),
  kind: z.string(),
  secret: z.string().optional(),
  expiresAt: z.string().nullable(),
  settings: z.object({ inboxPrefix: z.string(), apiPrefix: z.string() }),
});
const undelivered = z.object({
  count: z.number(),
  oldest: z.string().nullable(),
  byContract: z.record(z.string(), z.number()),
  andMore: z.number(),
});
const added = z.object({
  partner: z.string(),
  dryRun: z.boolean(),
  made: z.array(z.string()),
  credential: credential.nullable(),
  signingSecrets: z.record(z.string(), z.array(z.string())),
  tests: z.array(z.object({ subscription: z.string(), outcome: z.string(), detail: z.string() })),
});
const rotated = z.object({ credential, ending: z.array(z.object({ id: z.string(), expiresAt: z.string().nullable() })) });
const removed = z.object({
  partner: z.string(),
  dryRun: z.boolean(),
  credentialsRevoked: z.number(),
  connectionsClosed: z.number(),
  undelivered: z.record(z.string(), undelivered),
});

/** From a file, from the options, or both: an option wins. */
function declaredBy(given: Given): Record<string, unknown> {
  const file = textOf(given, 'file');
  const fromFile =
    file === undefined ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')));
  const told = {
    name: given.words[0],
    roles: textsOf(given, 'role'),
    supplier: textOf(given, 'supplier'),
    system: textOf(given, 'system'),
    subscriptions: subscriptionsOf(given),
    credential: credentialOf(given),
  };
  const whole: Record<string, unknown> = {
    ...fromFile,
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
  };
  if (whole.name === undefined) throw new WrongUse('name a partner');
  return whole;
}

/** The options know one subscription; a file may hold more. */
function subscriptionsOf(given: Given): Record<string, unknown>[] | undefined {
  const contracts = textsOf(given, 'contract');
  if (contracts === undefined) return undefined;
  const supplier = textOf(given, 'supplier');
  const url = textOf(given, 'webhook');
  const channel = url === undefined ? { kind: 'nats' } : { kind: 'webhook', url };
  return [{ contracts, channel, ...(supplier === undefined ? {} : { scope: { supplier } }) }];
}

function credentialOf(given: Given): Record<string, unknown> | undefined {
  const publicKey = textOf(given, 'public-key');
  const expiresAt = textOf(given, 'expires');
  if (publicKey === undefined && expiresAt === undefined && given.options.login !== true) return undefined;
  return { ...(publicKey === undefined ? {} : { publicKey }), ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function credentialLines({ id, user, kind, secret, expiresAt, settings }: z.infer<typeof credential>): string[] {
  return [
    `NATS user ${user}, credential ${id} (${kind}), ${expiresAt === null ? 'until it is rotated or revoked' : `until ${expiresAt}`}`,
    `inbox prefix ${settings.inboxPrefix}, JetStream API prefix ${settings.apiPrefix}`,
    ...(secret === undefined ? [] : [`password, shown only now: ${secret}`]),
  ];
}

function addedLines(answer: unknown): readonly string[] {
  const { partner, dryRun, made, credential: issued, signingSecrets, tests } = added.parse(answer);
  return [
    `${partner}: ${dryRun ? 'would make' : 'made'} ${made.join(', ') || 'nothing, all of it is there'}`,
    ...(issued === null ? [] : credentialLines(issued)),
    ...Object.entries(signingSecrets).map(([name, secrets]) => `signing secret of ${name}, shown only now: ${secrets.join(' ')}`),
    ...tests.map(({ subscription, outcome, detail }) => `test of ${subscription}: ${outcome} (${detail})`),
  ];
}

function rotatedLines(answer: unknown): readonly string[] {
  const { credential: fresh, ending } = rotated.parse(answer);
  return [...credentialLines(fresh), ...ending.map(({ id, expiresAt }) => `credential ${id} ends ${expiresAt ?? 'now'}`)];
}

function removedLines(answer: unknown): readonly string[] {
  const { partner, dryRun, credentialsRevoked, connectionsClosed, undelivered: left } = removed.parse(answer);
  const told = Object.entries(left).map(([name, { count, oldest, byContract, andMore }]) => {
    const kinds = Object.entries(byContract).map(([contract, number]) => `${number} ${contract}`);
    const more = andMore > 0 ? ` and about ${andMore} more` : '';
    return count === 0
      ? `${name}: nothing was left undelivered`
      : `${name}: ${count}${more} undelivered since ${oldest ?? '?'}: ${kinds.join(', ')}`;
  });
  const word = dryRun ? 'would be removed' : 'removed';
  return [`${partner} ${word}: ${credentialsRevoked} credentials revoked, ${connectionsClosed} connections closed`, ...told];
}

function rotationOf(given: Given): Record<string, unknown> {
  const hours = textOf(given, 'overlap-hours');
  if (hours !== undefined && !/^\d+(\.\d+)?$/.test(hours)) throw new WrongUse('--overlap-hours is a number; 0 ends the old one at once');
  return { ...credentialOf(given), ...(hours === undefined ? {} : { overlapHours: Number(hours) }) };
}

const at = (given: Given): string => `/v1/partners/${encodeURIComponent(wordAt(given, 0, 'a partner'))}`;

export const partner: Noun = {
  name: 'partner',
  help: 'who is outside: its rights, its subscriptions, what it logs in with',
  verbs: {
    add: {
      usage:
        'NAME [--file FILE|-] [--role ROLE]... [--supplier ID] [--system NAME] [--contract ID|domain.*]... [--webhook URL] [--login] [--public-key U...] [--expires TIME]',
      help: 'client, subscriptions and login as one; sends a test event and tells what came of it. Again: makes what is missing',
      changes: true,
      options: ADD,
      run: (api, given) => api.call('/v1/partners', { method: 'POST', body: declaredBy(given) }),
      lines: addedLines,
    },
    show: {
      usage: 'NAME',
      help: 'all of it, what waits for it, who is connected',
      changes: false,
      run: (api, given) => api.call(at(given)),
    },
    rotate: {
      usage: 'NAME [--overlap-hours 24] [--public-key U...] [--expires TIME]',
      help: 'a new login; the old ones end after the overlap (0: at once)',
      changes: true,
      options: { 'overlap-hours': text, ...CREDENTIAL },
      run: (api, given) => api.call(`${at(given)}/rotate`, { method: 'POST', body: rotationOf(given) }),
      lines: rotatedLines,
    },
    remove: {
      usage: 'NAME',
      help: 'its access ends at once; tells what it did not get any more',
      changes: true,
      run: (api, given) => api.call(at(given), { method: 'DELETE' }),
      lines: removedLines,
    },
  },
};
