/** The table `replay`: one order per row, leased by the replica that works on it. */
import type { Transaction } from '../store/store.js';
import type { Order, ReplayState } from './order.js';

/** Must exceed the slowest step: a batch's 10 s. The fence in the stream keeps order if it is exceeded all the same. */
const LEASE = `interval '15 seconds'`;

const COLUMNS = `id, kind, subscription, filter, first_sequence AS "firstSequence", last_sequence AS "lastSequence",
  per_second AS "perSecond", state, position, letters, looked_at AS "lookedAt", written, left_out AS "leftOut", note,
  requested_by AS "requestedBy", why, requested_at AS "requestedAt", finished_at AS "finishedAt"`;

export interface NewOrder {
  readonly id: string;
  readonly kind: Order['kind'];
  readonly subscription: string | null;
  readonly filter: unknown;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly perSecond: number;
  readonly letters: number | null;
  readonly requestedBy: string;
  readonly why: string;
}

/** False when a replay of this subscription is open already. */
export async function insertOrder(tx: Transaction, order: NewOrder): Promise<boolean> {
  const { id, kind, subscription, filter, firstSequence, lastSequence, perSecond, letters, requestedBy, why } = order;
  const rows = await tx.query<unknown[]>(
    `INSERT INTO replay (id, kind, subscription, filter, first_sequence, last_sequence, per_second, state, position, letters,
       requested_by, why, requested_at)
     VALUES ($1, $2, $3, $4, $5::bigint, $6, $7, 'running', $5::bigint - 1, $8, $9, $10, now())
     ON CONFLICT (subscription) WHERE state IN ('running', 'cancelling') DO NOTHING RETURNING id`,
    [id, kind, subscription, JSON.stringify(filter), firstSequence, lastSequence, perSecond, letters, requestedBy, why],
  );
  return rows.length > 0;
}

export async function findOrder(tx: Transaction, id: string): Promise<Order | undefined> {
  const [row] = await tx.query<Order[]>(`SELECT ${COLUMNS} FROM replay WHERE id = $1`, [id]);
  return row;
}

/** The newest first; `before`: the last of the page before. */
export const listOrders = (tx: Transaction, before: string | undefined, limit: number): Promise<Order[]> =>
  tx.query<Order[]>(
    `SELECT ${COLUMNS} FROM replay
     WHERE $1::uuid IS NULL OR (requested_at, id) < (SELECT requested_at, id FROM replay WHERE id = $1)
     ORDER BY requested_at DESC, id DESC LIMIT $2`,
    [before ?? null, limit],
  );

/** Takes the oldest orders that nobody works on. */
export async function leaseOrders(tx: Transaction, worker: string, limit: number): Promise<Order[]> {
  const [rows] = await tx.query<[Order[], number]>(
    `UPDATE replay SET leased_by = $1, lease_until = now() + ${LEASE}
     WHERE id IN (SELECT id FROM replay WHERE state IN ('running', 'cancelling') AND (lease_until IS NULL OR lease_until < now())
                  ORDER BY requested_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [worker, limit],
  );
  return rows;
}

export interface Progress {
  readonly position: number;
  readonly lookedAt: number;
  readonly written: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly note: string | null;
}

/** The state it is in; undefined when another replica took it. */
export async function tellProgress(tx: Transaction, id: string, worker: string, progress: Progress): Promise<ReplayState | undefined> {
  const { position, lookedAt, written, leftOut, note } = progress;
  const [rows] = await tx.query<[{ state: ReplayState }[], number]>(
    `UPDATE replay SET position = $3, looked_at = $4, written = $5, left_out = $6, note = $7, lease_until = now() + ${LEASE}
     WHERE id = $1 AND leased_by = $2 AND state IN ('running', 'cancelling') RETURNING state`,
    [id, worker, position, lookedAt, written, JSON.stringify(leftOut), note],
  );
  return rows[0]?.state;
}

/** False when it is final already, or another replica's. */
export async function endOrder(tx: Transaction, id: string, worker: string, state: ReplayState, note: string | null): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE replay SET state = $3, note = $4, finished_at = now(), leased_by = NULL, lease_until = NULL
     WHERE id = $1 AND leased_by = $2 AND state IN ('running', 'cancelling') RETURNING id`,
    [id, worker, state, note],
  );
  return rows.length > 0;
}

/** Another replica may go on at once. */
export const releaseOrder = async (tx: Transaction, id: string, worker: string): Promise<void> => {
  await tx.query(`UPDATE replay SET leased_by = NULL, lease_until = NULL WHERE id = $1 AND leased_by = $2`, [id, worker]);
};

/** False when it is final already. */
export async function wantCancelled(tx: Transaction, id: string): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>(
    `UPDATE replay SET state = 'cancelling' WHERE id = $1 AND state = 'running' RETURNING id`,
    [id],
  );
  return rows.length > 0;
}
