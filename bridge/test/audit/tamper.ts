/** Entries to tamper with, and the intruder who has the owner's rights. */
import type { NewAuditEntry } from '../../src/audit/audit.js';
import type { TestDatabase } from '../rig/postgres.js';

export const entry = (n: number, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  kind: 'command.accepted',
  actor: 'supplier',
  correlationId: `story-${n}`,
  subject: { commandId: `command-${n}` },
  data: { quantity: '3', nested: { b: 1.5, a: ['ü', null] } },
  ...more,
});

/** What an intruder with the owner's rights would do: switch the guards off first. */
export async function tamper(database: Pick<TestDatabase, 'query'>, sql: string): Promise<void> {
  await database.query(`ALTER TABLE audit_entry DISABLE TRIGGER ALL; ALTER TABLE audit_head DISABLE TRIGGER ALL`);
  await database.query(sql);
  for (const table of ['audit_entry', 'audit_head'])
    for (const trigger of ['no_change', 'no_truncate'])
      await database.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_${trigger}`);
}

/** An empty audit, as after the first start. */
export const emptied = (database: Pick<TestDatabase, 'query'>): Promise<void> =>
  tamper(database, `TRUNCATE audit_entry, audit_head; INSERT INTO audit_head (count, hash) VALUES (0, repeat('0', 64))`).then(() =>
    database.query(`RESET session_replication_role; RESET bridge.audit_erasure`).then(() => undefined),
  );
