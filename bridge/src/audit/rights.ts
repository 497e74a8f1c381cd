/** What the bridge's own database role could do to the evidence. */
import type { Store } from '../store/store.js';

/** True when it could edit or delete entries, by right or by being the owner (who may give himself any right). */
export async function mayEdit(store: Store): Promise<boolean> {
  const [row] = await store.read((tx) =>
    tx.query<{ may: boolean }[]>(
      `SELECT bool_or(pg_has_role(relowner, 'USAGE') OR has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS may
       FROM pg_class WHERE oid IN ('audit_entry'::regclass, 'audit_head'::regclass)`,
    ),
  );
  return row?.may ?? true;
}
