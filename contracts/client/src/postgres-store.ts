/**
 * An inbox in one table of the subscriber's own Postgres. The transaction is the caller's, so the effect and the note of the event
 * are committed together. Any driver with `query(text, values)` does: pg, a TypeORM query runner behind two lines.
 */
import type { InboxStore } from './inbox.js';

export interface Queryable {
  query(text: string, values: unknown[]): Promise<{ readonly rowCount: number | null }>;
}
/** Runs the work between BEGIN and COMMIT, or ROLLBACK when it throws. */
export type Transact<Transaction extends Queryable> = (work: (transaction: Transaction) => Promise<void>) => Promise<void>;

/** Rows may be deleted once nobody can deliver them again: keep them for a month. */
export const INBOX_TABLE = `
CREATE TABLE IF NOT EXISTS bridge_inbox (
  event_id text PRIMARY KEY,
  contract text NOT NULL,
  subject text NOT NULL,
  record_version bigint NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS bridge_inbox_record ON bridge_inbox (contract, subject, record_version);
`;

// two subscribers at once: the second waits for the first's commit, then finds the id
const NOTE = `
INSERT INTO bridge_inbox (event_id, contract, subject, record_version)
SELECT $1, $2, $3, $4::bigint
WHERE NOT ($5::boolean AND EXISTS (
  SELECT FROM bridge_inbox WHERE contract = $2 AND subject = $3 AND record_version > $4::bigint))
ON CONFLICT DO NOTHING`;
// two versions of one record at once: the second has to see what the first noted
const ONE_AT_A_TIME = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';

export const postgresStore = <Transaction extends Queryable>(transact: Transact<Transaction>): InboxStore<Transaction> => ({
  transaction: transact,
  async note(transaction, { id, type, subject, recordversion }, { newestOnly = false }) {
    if (newestOnly) await transaction.query(ONE_AT_A_TIME, [`${type} ${subject}`]);
    const { rowCount } = await transaction.query(NOTE, [id, type, subject, recordversion, newestOnly]);
    return rowCount === 1;
  },
});
