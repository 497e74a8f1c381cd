import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One link of the audit chain. Rows are only ever inserted: triggers refuse everything else. */
@Entity('audit_entry')
export class AuditEntry {
  /** without gaps, starts at 1 */
  @PrimaryColumn('bigint')
  seq!: number;

  /** Postgres clock, whole milliseconds */
  @Column('timestamptz')
  at!: Date;

  @Column('text')
  kind!: string;

  @Column('text')
  actor!: string;

  @Column('text', { name: 'correlation_id' })
  correlationId!: string;

  /** what it is about: ids by their kind, e.g. `{ commandId, recordId }` */
  @Column('jsonb')
  subject!: Readonly<Record<string, string | number | null>>;

  @Column('jsonb')
  data!: Readonly<Record<string, unknown>>;

  @Column('text', { name: 'previous_hash' })
  previousHash!: string;

  @Column('text')
  hash!: string;
}
