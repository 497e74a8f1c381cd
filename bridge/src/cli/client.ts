/** `scripts/bridge client ...`: docs/identities.md. */
import { z } from 'zod';
import { type Given, type Noun, WrongUse, textOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;

const owner = z.object({ name: z.string(), email: z.string().optional() });
const row = z.object({
  id: z.string(),
  roles: z.array(z.string()),
  owner: owner.optional(),
  reviewBy: z.string().optional(),
  lastUsedAt: z.string().nullable(),
  isReceiver: z.boolean(),
  credentials: z.array(z.object({ expiresAt: z.string().nullable() })),
  findings: z.array(z.string()),
});
const many = z.object({ clients: z.array(row) });
const owned = z.object({ client: z.string(), owner, reviewBy: z.string().nullable() });

function lineOf({ id, roles, owner: whose, reviewBy, lastUsedAt, isReceiver, findings }: z.infer<typeof row>): string {
  const answers = whose === undefined ? 'nobody' : [whose.name, whose.email].filter((each) => each !== undefined).join(' ');
  const seen = lastUsedAt ?? (isReceiver ? 'only receives' : 'never');
  return `${id.padEnd(20)} ${roles.join(',').padEnd(16)} owner: ${answers}  review: ${reviewBy ?? '-'}  last used: ${seen}  ${findings.join(' ')}`.trimEnd();
}

function daysOf(given: Given, name: string): string | undefined {
  const days = textOf(given, name);
  if (days !== undefined && !/^\d+$/.test(days)) throw new WrongUse(`--${name} is a number of days`);
  return days;
}

export const client: Noun = {
  name: 'client',
  help: 'who may call and receive: owners, last use, what expires',
  verbs: {
    list: {
      usage: '[--without-owner] [--unused-days N] [--expiring-days N]',
      help: 'all of them, or those of which all that is named holds; expiring: a credential or the review',
      changes: false,
      options: { 'without-owner': { type: 'boolean' }, 'unused-days': text, 'expiring-days': text },
      run: (api, given) =>
        api.call('/v1/clients', {
          query: {
            withoutOwner: given.options['without-owner'] === true ? 'true' : undefined,
            unusedDays: daysOf(given, 'unused-days'),
            expiringDays: daysOf(given, 'expiring-days'),
          },
        }),
      lines: (answer) => many.parse(answer).clients.map(lineOf),
    },
    own: {
      usage: 'CLIENT --owner NAME [--email ADDRESS] [--review-by YYYY-MM-DD]',
      help: 'who answers for it, and by when somebody looks again; what is not named is taken away',
      changes: true,
      options: { owner: text, email: text, 'review-by': text },
      run: (api, given) => {
        const name = textOf(given, 'owner');
        if (name === undefined) throw new WrongUse('name an --owner');
        const [email, reviewBy] = [textOf(given, 'email'), textOf(given, 'review-by')];
        const body = { owner: { name, ...(email === undefined ? {} : { email }) }, ...(reviewBy === undefined ? {} : { reviewBy }) };
        return api.call(`/v1/clients/${encodeURIComponent(wordAt(given, 0, 'a client'))}/owner`, { method: 'PUT', body });
      },
      lines: (answer) => {
        const { client: id, owner: whose, reviewBy } = owned.parse(answer);
        return [`${id}: ${whose.name}${whose.email === undefined ? '' : ` ${whose.email}`}, review ${reviewBy ?? 'at no given time'}`];
      },
    },
  },
};
