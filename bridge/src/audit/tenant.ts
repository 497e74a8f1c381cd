/** One bridge database serves one Odoo database: its chain has one tenant, which checkpoints name. */
import { Defect } from '../failure.js';
import type { Store } from '../store/store.js';

/** The first bridge that starts says whose it is. Throws a Defect when it is another's. */
export async function claimTenant(store: Store, tenant: string): Promise<void> {
  const [row] = await store.read((tx) => tx.query<{ tenant: string }[]>('SELECT audit_claim($1) AS tenant', [tenant]));
  if (row?.tenant !== tenant)
    throw new Defect(`this database keeps the audit of the Odoo database ${row?.tenant ?? '(its head is missing)'}, not of ${tenant}`);
}
