/** `scripts/bridge approval ...`: docs/approvals.md. */
import { z } from 'zod';
import { type Given, type Noun, WrongUse, textOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;

const row = z.object({
  id: z.string(),
  type: z.string(),
  recordId: z.string(),
  requester: z.string(),
  status: z.string(),
  reason: z.string(),
  roles: z.array(z.string()),
  needed: z.number(),
  expiresAt: z.string(),
  mine: z.boolean(),
  voices: z.array(z.object({ id: z.string(), verdict: z.string(), reason: z.string() })),
});
const page = z.object({ approvals: z.array(row), next: z.string().nullable() });

function lineOf({ id, type, recordId, requester, status, needed, voices, expiresAt, mine, reason }: z.infer<typeof row>): string {
  const count = `${voices.filter(({ verdict }) => verdict === 'approve').length}/${needed}`;
  return `${id}  ${status.padEnd(9)} ${count} ${mine ? 'yours ' : '      '} until ${expiresAt}  ${type}  ${recordId}  by ${requester}: ${reason}`;
}

function pageLines(answer: unknown): readonly string[] {
  const { approvals, next } = page.parse(answer);
  return [...approvals.map(lineOf), next === null ? `${approvals.length} approvals` : `more: --before ${next}`];
}

const oneLine = (answer: unknown): readonly string[] => [lineOf(row.parse(answer))];

function reasonOf(given: Given): string {
  const reason = textOf(given, 'reason');
  if (reason === undefined) throw new WrongUse('say --reason: it goes into the audit trail');
  return reason;
}

const act = (verb: 'approve' | 'deny', help: string): Noun['verbs'][string] => ({
  usage: 'ID --reason TEXT',
  help,
  changes: false,
  options: { reason: text },
  run: (api, given) =>
    api.call(`/v1/approvals/${wordAt(given, 0, 'an approval')}/${verb}`, { method: 'POST', body: { reason: reasonOf(given) } }),
  lines: oneLine,
});

export const approval: Noun = {
  name: 'approval',
  help: 'commands that wait for a person',
  verbs: {
    list: {
      usage: '[--all] [--status S] [--limit N] [--before ID]',
      help: 'what you may decide now; --all: what your roles are for, and what became of it',
      changes: false,
      options: { all: { type: 'boolean' }, status: text, limit: text, before: text },
      run: (api, given) => {
        const query = Object.fromEntries(['status', 'limit', 'before'].map((name) => [name, textOf(given, name)]));
        return api.call('/v1/approvals', { query: { ...query, all: given.options.all === true ? 'true' : undefined } });
      },
      lines: pageLines,
    },
    show: {
      usage: 'ID',
      help: 'one of them: what is asked, the record then and now, what would be done',
      changes: false,
      run: (api, given) => api.call(`/v1/approvals/${wordAt(given, 0, 'an approval')}`),
    },
    approve: act('approve', 'your yes'),
    deny: act('deny', 'your no: the command is refused, and its sender reads the reason'),
    delegate: {
      usage: 'ID TO --reason TEXT',
      help: 'lets somebody else decide in your place',
      changes: false,
      options: { reason: text },
      run: (api, given) => {
        const body = { to: wordAt(given, 1, 'a client to hand it to'), reason: reasonOf(given) };
        return api.call(`/v1/approvals/${wordAt(given, 0, 'an approval')}/delegate`, { method: 'POST', body });
      },
      lines: oneLine,
    },
  },
};
