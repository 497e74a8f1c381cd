import type { Refusal } from '@odoo-nats-bridge/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** accepted: waits for its turn · applying: leased by a worker · waiting: for an approval · the others are final */
export type CommandStatus = 'accepted' | 'applying' | 'waiting' | 'applied' | 'refused' | 'failed';

/** the door a command came through */
export type Via = 'http' | 'nats' | 'inbound' | 'bulk';

/** interactive ones are worked off before bulk ones */
export type Lane = 'interactive' | 'bulk';

/** SQL: the columns of the table `command` as fields of Command, for statements that change rows and return them. */
export const COMMAND = `command.id, command.seq, command.client, command.idempotency_key AS "idempotencyKey", command.type, command.digest,
  command.input, command.aggregate, command.correlation_id AS "correlationId", command.via, command.lane, command.deadline, command.source,
  command.source_key AS "sourceKey", command.expected_version AS "expectedVersion",
  command.system, command.named, command.status, command.answer, command.refusal, command.verdict, command.attempts, command.defects,
  command.leased_by AS "leasedBy", command.lease_until AS "leaseUntil", command.not_before AS "notBefore",
  command.accepted_at AS "acceptedAt", command.finished_at AS "finishedAt"`;

/** One command of one client, from its acceptance to its outcome. The table is the queue: recording and queueing are one fact. */
@Entity('command')
export class Command {
  /** UUID version 7: sorts by time, and is the id under which Odoo stores the answer */
  @PrimaryColumn('uuid')
  id!: string;

  /** place in the queue: order of acceptance, or of approval; commands of one aggregate are applied in this order */
  @Column({ type: 'bigint', insert: false, update: false })
  seq!: number;

  @Column('text')
  client!: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  /** contract id, `procurement.receive-goods.v1` */
  @Column('text')
  type!: string;

  /** sha256 (hex) over the canonical JSON of type and input */
  @Column('text')
  digest!: string;

  @Column('jsonb')
  input!: unknown;

  @Column('text')
  aggregate!: string;

  @Column('text', { name: 'correlation_id' })
  correlationId!: string;

  @Column('text')
  via!: Via;

  @Column('text')
  lane!: Lane;

  /** refused when it passes before Odoo can have had the command */
  @Column('timestamptz', { nullable: true })
  deadline!: Date | null;

  /** of the record that the command is about, as its sender saw it; refused when Odoo has another one */
  @Column('bigint', { name: 'expected_version', nullable: true })
  expectedVersion!: number | null;

  /** of an inbound message: who sent it, and the sender's own key of it */
  @Column('text', { nullable: true })
  source!: string | null;

  @Column('text', { name: 'source_key', nullable: true })
  sourceKey!: string | null;

  /** that its sender spoke for, where it gave a key of a record of that system */
  @Column('text', { nullable: true })
  system!: string | null;

  /** the record that the command makes or means, by the sender's key: these are applied one after another, too */
  @Column('text', { nullable: true })
  named!: string | null;

  @Column('text')
  status!: CommandStatus;

  @Column('jsonb', { nullable: true })
  answer!: Readonly<Record<string, unknown>> | null;

  @Column('jsonb', { nullable: true })
  refusal!: Refusal | null;

  /** policy's word, once it was heard: a command taken again after a crash is not judged by facts it changed itself */
  @Column('jsonb', { nullable: true })
  verdict!: Readonly<Record<string, unknown>> | null;

  /** leases so far; with `leasedBy` the fencing token of a worker */
  @Column('int', { default: 0 })
  attempts!: number;

  /** attempts that ended in a defect (an HTTP 500 of Odoo, a broken invariant); waiting for Odoo does not count */
  @Column('int', { default: 0 })
  defects!: number;

  @Column('uuid', { name: 'leased_by', nullable: true })
  leasedBy!: string | null;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column('timestamptz', { name: 'not_before' })
  notBefore!: Date;

  @Column('timestamptz', { name: 'accepted_at' })
  acceptedAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
