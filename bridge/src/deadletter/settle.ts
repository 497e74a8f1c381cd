/**
 * What became of letters that were retried. The table is dead_letter's own room's; whoever knows an outcome passes its transaction.
 *
 *   open       nobody has taken care of it
 *   retried    a retry of it is under way: waits for its turn, or its delivery is being attempted
 *   resolved   a retry succeeded
 *   discarded  somebody decided that nothing is to be done
 *
 * open -> retried -> resolved, or back to open; open -> discarded -> open; retried -> open by hand, when nothing is heard of it. Each retry has a number: late news of an earlier one
 * changes nothing.
 */
import type { RetriedLetter } from '@odoo-nats-bridge/contracts';
import { type Transaction, storableJson } from '../store/store.js';

export type LetterState = 'open' | 'retried' | 'resolved' | 'discarded';

export interface RetryOutcome extends RetriedLetter {
  /** retried: it goes on, this is only what happened last */
  readonly state: 'resolved' | 'open' | 'retried';
  /** `delivered`, `distributed`, `translated`, or the code of what failed */
  readonly outcome: string;
  readonly detail: string | null;
  readonly at: Date;
}

/** In one statement, whatever their number; the last of several about one letter counts. */
export async function settleRetries(tx: Transaction, outcomes: readonly RetryOutcome[]): Promise<void> {
  const last = [...new Map(outcomes.map((each) => [each.sequence, each])).values()];
  if (last.length === 0) return;
  const rows = last.map(({ at, ...same }) => ({ ...same, changed_at: at.toISOString() }));
  await tx.query(
    `UPDATE dead_letter SET state = told.state, outcome = told.outcome, outcome_detail = left(told.detail, 1000), changed_at = told.changed_at
     FROM jsonb_to_recordset($1::jsonb) AS told(sequence bigint, retry int, state text, outcome text, detail text, changed_at timestamptz)
     WHERE dead_letter.sequence = told.sequence AND dead_letter.retries = told.retry AND dead_letter.state = 'retried'`,
    [storableJson(rows)],
  );
}
