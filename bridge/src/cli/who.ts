/** `scripts/bridge who [CLIENT]`: docs/identities.md. */
import { z } from 'zod';
import { type Noun, ONLY } from './noun.js';

const reach = {
  commands: z.array(z.string()),
  queries: z.array(z.string()),
  events: z.array(z.string()),
  fieldClasses: z.array(z.string()),
};
const scope = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const client = z.object({
  ...reach,
  client: z.string(),
  roles: z.array(z.string()),
  external: z.boolean(),
  system: z.string().nullable(),
  owner: z.object({ name: z.string(), email: z.string().optional() }).nullable(),
  reviewBy: z.string().nullable(),
  approvesAs: z.string().nullable(),
  scope,
  outcomes: z.array(z.string()),
  subscriptions: z.array(z.object({ name: z.string(), status: z.string(), contracts: z.array(z.string()), scope })),
  credentials: z.array(
    z.object({ kind: z.string(), id: z.string().nullable(), expiresAt: z.string().nullable(), lastUsedAt: z.string().nullable() }),
  ),
});
const role = z.object({ ...reach, role: z.string(), clients: z.array(z.string()), operates: z.string().nullable() });
const report = z.object({ clients: z.array(client), roles: z.array(role) });

type Reach = Readonly<Record<'commands' | 'queries' | 'events' | 'fieldClasses', readonly string[]>>;

const limits = (given: z.infer<typeof scope>): string =>
  Object.entries(given)
    .map(([word, values]) => `${word}=${[values].flat().join('|')}`)
    .join(' ') || 'every record';

const line = (what: string, value: string): string => `  ${what.padEnd(14)} ${value}`;
const lines = (what: string, values: readonly string[]): string[] =>
  values.length === 0 ? [line(what, 'none')] : values.map((value, at) => line(at === 0 ? what : '', value));

const reachLines = ({ commands, queries, events, fieldClasses }: Reach): string[] => [
  ...lines('commands', commands),
  ...lines('queries', queries),
  ...lines('events', events),
  line('sees', fieldClasses.join(', ') || 'nothing'),
];

function clientLines(told: z.infer<typeof client>): string[] {
  const { owner, reviewBy, outcomes, subscriptions, credentials } = told;
  const ways = credentials.map(({ kind, id, expiresAt, lastUsedAt }) => {
    const until = expiresAt === null ? 'no expiry' : `until ${expiresAt}`;
    return `${kind} ${id ?? ''} ${until}${lastUsedAt === null ? '' : `, last used ${lastUsedAt}`}`.replace('  ', ' ');
  });
  return [
    `${told.client}${told.external ? ' (external)' : ''}`,
    line('owner', owner === null ? 'nobody' : [owner.name, owner.email ?? ''].join(' ').trim()),
    line('review by', reviewBy ?? '-'),
    line('roles', told.roles.join(', ')),
    ...(told.system === null ? [] : [line('speaks for', told.system)]),
    ...(told.approvesAs === null ? [] : [line('approves as', told.approvesAs)]),
    line('limited to', limits(told.scope)),
    ...reachLines(told),
    ...lines(
      'subscriptions',
      subscriptions.map((each) => `${each.name} ${each.status}: ${each.contracts.join(', ')} for ${limits(each.scope)}`),
    ),
    line('own outcomes', outcomes.length === 0 ? 'by no subscription' : `by ${outcomes.join(', ')}`),
    ...lines('credentials', ways),
  ];
}

/** Of one client its own lines; of all, the roles too. */
function reportLines(answer: unknown): readonly string[] {
  const { clients, roles } = report.parse(answer);
  const [only] = clients;
  if (only !== undefined && clients.length === 1) return clientLines(only);
  const ofRoles = roles.flatMap((each) => [
    `role ${each.role}`,
    line('clients', each.clients.join(', ') || 'none'),
    ...(each.operates === null ? [] : [line('operates', each.operates)]),
    ...reachLines(each),
  ]);
  return [...clients.flatMap(clientLines), ...ofRoles];
}

export const who: Noun = {
  name: 'who',
  help: 'who may do what',
  verbs: {
    [ONLY]: {
      usage: '[CLIENT]',
      help: 'contracts within reach, subscriptions, data classes, credentials; of one client, or of all clients and roles',
      changes: false,
      run: (api, given) => api.call('/v1/access-report', { query: { client: given.words[0] } }),
      lines: reportLines,
    },
  },
};
