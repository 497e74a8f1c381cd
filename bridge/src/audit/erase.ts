/**
 * Erases payloads: what happened, to what and by whom stays, and so does the chain; the details are gone. Needs the owner's role: the
 * bridge's own may not. The erasure is an entry itself and names what it erased.
 */
import { randomUUID } from 'node:crypto';
import type { Store, Transaction } from '../store/store.js';
import { AuditLog } from './audit.js';
import { Numbers } from './numbers.js';

export type Selection = { readonly entries: Numbers } | { readonly correlation: string } | { readonly subject: string };

export interface Erasure {
  readonly by: string;
  readonly why: string;
  readonly selection: Selection;
  readonly dryRun: boolean;
}

export interface Erased {
  readonly erased: Numbers;
  /** written before payloads had a digest of their own: cannot be erased without breaking the chain */
  readonly kept: Numbers;
}

export async function erase(store: Store, { by, why, selection, dryRun }: Erasure): Promise<Erased> {
  const result = await store.transaction(async (tx) => {
    const rows = await selected(tx, selection);
    const numbers = (old: boolean): Numbers => Numbers.of(rows.filter((row) => row.old === old).map(({ seq }) => seq));
    const found = { erased: numbers(false), kept: numbers(true) };
    if (dryRun || found.erased.toString() === '') return found;
    await tx.query(`SELECT set_config('bridge.audit_erasure', 'on', true)`);
    await tx.query('UPDATE audit_entry SET data = NULL, salt = NULL WHERE seq = ANY($1::bigint[])', [
      rows.filter(({ old }) => !old).map(({ seq }) => seq),
    ]);
    const correlationId = 'correlation' in selection ? selection.correlation : randomUUID();
    const subject = { erased: found.erased.toString() };
    await new AuditLog(store).append([{ kind: 'audit.erased', actor: by, correlationId, subject, data: { why } }], tx);
    return found;
  });
  // the old versions of the rows still hold what was erased
  if (!dryRun && result.erased.toString() !== '') await store.read((tx) => tx.query('VACUUM audit_entry'));
  return result;
}

function selected(tx: Transaction, selection: Selection): Promise<{ seq: number; old: boolean }[]> {
  const from = `SELECT seq, payload_digest IS NULL AS old FROM audit_entry WHERE data IS NOT NULL AND kind <> 'audit.erased'`;
  if ('correlation' in selection) return tx.query(`${from} AND correlation_id = $1 ORDER BY seq`, [selection.correlation]);
  if ('subject' in selection)
    return tx.query(`${from} AND subject @@ $1::jsonpath ORDER BY seq`, [`$.* == ${JSON.stringify(selection.subject)}`]);
  return tx.query(
    `${from} AND EXISTS (SELECT 1 FROM unnest(string_to_array($1, ',')) part
       WHERE seq BETWEEN split_part(part, '-', 1)::bigint AND split_part(part || '-' || part, '-', 2)::bigint) ORDER BY seq`,
    [selection.entries.toString()],
  );
}
