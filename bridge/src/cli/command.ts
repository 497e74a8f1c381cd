/** `scripts/bridge command ...`: docs/commands.md. */
import { z } from 'zod';
import { type Noun, textOf, wordAt } from './noun.js';

const text = { type: 'string' } as const;

const row = z.object({
  commandId: z.string(),
  type: z.string(),
  client: z.string(),
  status: z.string(),
  code: z.string().nullable(),
  recordId: z.string(),
  acceptedAt: z.string(),
});
const page = z.object({ commands: z.array(row), next: z.string().nullable() });

function pageLines(answer: unknown): readonly string[] {
  const { commands, next } = page.parse(answer);
  const lines = commands.map(({ commandId, type, client, status, code, recordId, acceptedAt }) => {
    const became = code === null ? status : `${status} (${code})`;
    return `${commandId}  ${acceptedAt}  ${became.padEnd(28)} ${type}  ${recordId}  by ${client}`;
  });
  return [...lines, next === null ? `${commands.length} commands` : `more: --before ${next}`];
}

export const command: Noun = {
  name: 'command',
  help: 'what was asked of Odoo, and what became of it',
  verbs: {
    list: {
      usage: '[--all] [--status S] [--limit N] [--before ID]',
      help: "your own, newest first; --all: everybody's, for operators",
      changes: false,
      options: { all: { type: 'boolean' }, status: text, limit: text, before: text },
      run: (api, given) => {
        const query = Object.fromEntries(['status', 'limit', 'before'].map((name) => [name, textOf(given, name)]));
        return api.call('/v1/commands', { query: { ...query, all: given.options.all === true ? 'true' : undefined } });
      },
      lines: pageLines,
    },
    show: {
      usage: 'ID',
      help: 'one of your own as it stands, with its answer',
      changes: false,
      run: (api, given) => api.call(`/v1/commands/${wordAt(given, 0, 'a command')}`),
    },
    cancel: {
      usage: 'ID',
      help: 'takes one of your own back, while Odoo cannot have it',
      changes: false,
      run: (api, given) => api.call(`/v1/commands/${wordAt(given, 0, 'a command')}/cancel`, { method: 'POST' }),
    },
  },
};
