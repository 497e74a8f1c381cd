/**
 * The end of commands that no worker ends: cancelled, past their deadline, denied, expired. Only while Odoo cannot have them: policy's
 * word "allowed" is committed before anything is sent there, and becomes "not-sent" only when nothing was. A worker that is looking at
 * one finds its lease gone and leaves it alone.
 */
import type { Refusal } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../audit/audit.js';
import { COMMAND, type Command, type Transaction } from '../store/store.js';
import { tellEnds } from './sender.js';

/** SQL, over `command`: Odoo cannot have it. */
export const NOT_IN_ODOO = `status IN ('accepted', 'applying', 'waiting') AND (verdict IS NULL OR verdict ->> 'verdict' <> 'allowed')`;

export interface EarlyEnd {
  /** SQL over `command` with `$3` and following; it is added to NOT_IN_ODOO */
  readonly which: string;
  readonly values: readonly unknown[];
  readonly atMost: number;
  readonly refusal: Refusal;
  /** who did it; the bridge itself when time did */
  readonly actor: string;
}

/**
 * Ends what matches; returns what ended, and its evidence, which the caller appends last in its transaction. Their open approvals are
 * withdrawn.
 */
export async function endEarly(
  tx: Transaction,
  { which, values, atMost, refusal, actor }: EarlyEnd,
): Promise<{ ended: Command[]; entries: NewAuditEntry[] }> {
  const ended = await tx.query<Command[]>(endSql(which), [JSON.stringify(refusal), atMost, ...values]);
  await tellEnds(
    tx,
    ended.map((command) => [command, command]),
  );
  return { ended, entries: ended.map((command) => refusedEntry(command, actor, refusal)) };
}

const endSql = (which: string): string => `
  WITH chosen AS (
    SELECT id FROM command WHERE ${NOT_IN_ODOO} AND ${which}
    ORDER BY seq LIMIT $2 FOR UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE command SET status = 'refused', refusal = $1::jsonb, finished_at = now(), lease_until = NULL
    FROM chosen WHERE command.id = chosen.id
    RETURNING ${COMMAND}
  ), withdrawn AS (
    UPDATE approval SET status = 'withdrawn', ended_at = now()
    WHERE status = 'open' AND command IN (SELECT id FROM ended)
    RETURNING id
  )
  SELECT * FROM ended ORDER BY seq`;

const refusedEntry = (command: Command, actor: string, { code, message, detail }: Refusal): NewAuditEntry => ({
  kind: 'command.refused',
  actor,
  correlationId: command.correlationId,
  subject: { commandId: command.id, recordId: command.aggregate },
  data: { type: command.type, code, message, ...(detail === undefined ? {} : { detail }) },
});
