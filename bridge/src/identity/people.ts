/**
 * People of the identity provider, as they were here last. Nobody's rights come from here: each token says them anew. It is known only so
 * that a decision is not handed to a misspelt name.
 */
import type { Transaction } from '../store/store.js';

/** who has not come for as long is not counted on */
const KNOWN_DAYS = 90;

export async function notePerson(tx: Transaction, id: string, roles: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO person_seen (id, roles, seen_at) VALUES ($1, $2::text[], now())
     ON CONFLICT (id) DO UPDATE SET roles = $2::text[], seen_at = now()`,
    [id, roles],
  );
  await tx.query(`DELETE FROM person_seen WHERE seen_at < now() - make_interval(days => $1)`, [KNOWN_DAYS]);
}

/** undefined: nobody of that name came lately. */
export async function rolesLastSeen(tx: Transaction, id: string): Promise<readonly string[] | undefined> {
  const rows = await tx.query<{ roles: string[] }[]>(
    `SELECT roles FROM person_seen WHERE id = $1 AND seen_at > now() - make_interval(days => $2)`,
    [id, KNOWN_DAYS],
  );
  return rows[0]?.roles;
}
