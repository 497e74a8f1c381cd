/** `scripts/bridge key ...`: docs/identities.md. */
import { z } from 'zod';
import { type Given, type Noun, WrongUse, textOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;

const credential = z.object({
  id: z.string(),
  client: z.string(),
  kind: z.string(),
  issuedAt: z.string(),
  issuedBy: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  secret: z.string().optional(),
});
type Credential = z.infer<typeof credential>;
const many = z.object({ credentials: z.array(credential) });
const rotated = z.object({ key: credential, ending: z.array(credential) });

function stateOf({ revokedAt, expiresAt }: Credential): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  if (expiresAt === null) return 'in force';
  return `${Date.parse(expiresAt) <= Date.now() ? 'expired' : 'in force until'} ${expiresAt}`;
}

const lineOf = (each: Credential): string =>
  `${each.id}  ${each.kind.padEnd(8)} ${stateOf(each)}  issued ${each.issuedAt} by ${each.issuedBy}  last used ${each.lastUsedAt ?? 'never'}`;

function newLines(answer: unknown): readonly string[] {
  const key = credential.parse(answer);
  const { id, client, expiresAt, secret } = key;
  return [
    `API key ${id} of ${client}, ${expiresAt === null ? 'until it is rotated or revoked' : `until ${expiresAt}`}`,
    secret === undefined ? 'only tried: no key was made' : `shown only now: ${secret}`,
  ];
}

function rotatedLines(answer: unknown): readonly string[] {
  const { key, ending } = rotated.parse(answer);
  return [
    ...newLines(key),
    ...ending.map(({ id, expiresAt, revokedAt }) => `key ${id} ends ${revokedAt === null ? (expiresAt ?? '?') : 'now'}`),
  ];
}

const at = (given: Given): string => `/v1/clients/${encodeURIComponent(wordAt(given, 0, 'a client'))}`;

function wanted(given: Given): Record<string, unknown> {
  const expiresAt = textOf(given, 'expires');
  const hours = textOf(given, 'overlap-hours');
  if (hours !== undefined && !/^\d+(\.\d+)?$/.test(hours)) throw new WrongUse('--overlap-hours is a number; 0 ends the old ones at once');
  return { ...(expiresAt === undefined ? {} : { expiresAt }), ...(hours === undefined ? {} : { overlapHours: Number(hours) }) };
}

export const key: Noun = {
  name: 'key',
  help: 'API keys of clients, for HTTP',
  verbs: {
    list: {
      usage: 'CLIENT',
      help: 'all credentials that were issued to it, NATS logins too',
      changes: false,
      run: (api, given) => api.call(`${at(given)}/credentials`),
      lines: (answer) => many.parse(answer).credentials.map(lineOf),
    },
    issue: {
      usage: 'CLIENT [--expires TIME]',
      help: 'a further key; shown only now',
      changes: true,
      options: { expires: text },
      run: (api, given) => api.call(`${at(given)}/keys`, { method: 'POST', body: wanted(given) }),
      lines: newLines,
    },
    rotate: {
      usage: 'CLIENT [--overlap-hours 24] [--expires TIME]',
      help: 'a new key; the others of the client end after the overlap (0: at once)',
      changes: true,
      options: { expires: text, 'overlap-hours': text },
      run: (api, given) => api.call(`${at(given)}/keys/rotate`, { method: 'POST', body: wanted(given) }),
      lines: rotatedLines,
    },
    revoke: {
      usage: 'CLIENT CREDENTIAL',
      help: 'it opens nothing any more, on all replicas; of a NATS login the connections are closed',
      changes: true,
      run: (api, given) =>
        api.call(`${at(given)}/credentials/${encodeURIComponent(wordAt(given, 1, 'a credential'))}`, { method: 'DELETE' }),
      lines: () => ['revoked'],
    },
  },
};
