/** Commands in a list, newest first: what became of them, without what was asked and answered. */
import type { Command, CommandStatus, Lane, Transaction } from '../store/store.js';

export interface ListQuery {
  readonly status?: CommandStatus | undefined;
  readonly limit: number;
  /** older ones than this: the `next` of the page before */
  readonly before?: string | undefined;
}

export interface Listed {
  readonly commandId: string;
  readonly type: string;
  readonly client: string;
  readonly status: CommandStatus;
  readonly code: string | null;
  readonly recordId: string;
  readonly lane: Lane;
  readonly deadline: string | null;
  readonly acceptedAt: string;
  readonly finishedAt: string | null;
}

export interface ListPage {
  readonly commands: readonly Listed[];
  readonly next: string | null;
}

/** @param client undefined: everybody's */
export async function listed(tx: Transaction, client: string | undefined, { status, limit, before }: ListQuery): Promise<ListPage> {
  const rows = await tx.query<ListedRow[]>(LIST, [client ?? null, status ?? null, before ?? null, limit]);
  return { commands: rows.map(toListed), next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
}

type ListedRow = Pick<Command, 'id' | 'type' | 'client' | 'status' | 'aggregate' | 'lane' | 'deadline'> & {
  readonly code: string | null;
  readonly accepted_at: Date;
  readonly finished_at: Date | null;
};

const LIST = `
  SELECT id, type, client, status, refusal ->> 'code' AS code, aggregate, lane, deadline, accepted_at, finished_at
  FROM command
  WHERE ($1::text IS NULL OR client = $1) AND ($2::text IS NULL OR status = $2)
    AND ($3::uuid IS NULL OR (accepted_at, id) < (SELECT accepted_at, id FROM command WHERE id = $3::uuid))
  ORDER BY accepted_at DESC, id DESC LIMIT $4`;

const toListed = ({ id, type, client, status, code, aggregate, lane, ...times }: ListedRow): Listed => ({
  ...{ commandId: id, type, client, status, code, recordId: aggregate, lane },
  deadline: times.deadline?.toISOString() ?? null,
  acceptedAt: times.accepted_at.toISOString(),
  finishedAt: times.finished_at?.toISOString() ?? null,
});
