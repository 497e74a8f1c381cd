/**
 * What is to be told over NATS, written in the transaction of the change it tells of: never told without the change, never lost after
 * it. The publisher takes it from there; its id is the message's id, so that telling twice is recognised.
 */
import type { Header } from '../nats/nats.js';
import type { Transaction } from '../store/store.js';

export interface Told {
  /** `ce-id`: deterministic, one for each thing that happened */
  readonly id: string;
  readonly subject: string;
  /** `command.applied` */
  readonly type: string;
  /** what it is about: the command's id, the approval's id */
  readonly about: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly partitionKey: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Outcomes and approvals are the bridge's own; events of records come from `/odoo/<database>`. */
const SOURCE = '/bridge/commands';

export async function tell(tx: Transaction, told: Told): Promise<void> {
  const at = new Date();
  await tx.query(
    `INSERT INTO notice_outbox (id, subject, headers, data, at) VALUES ($1, $2, $3::jsonb, $4::jsonb, $5) ON CONFLICT (id) DO NOTHING`,
    [told.id, told.subject, JSON.stringify(headersOf(told, at)), JSON.stringify(told.data), at],
  );
}

/** CloudEvents 1.0 in binary mode. */
const headersOf = (told: Told, at: Date): Header[] => [
  ['ce-specversion', '1.0'],
  ['ce-id', told.id],
  ['ce-source', SOURCE],
  ['ce-type', told.type],
  ['ce-subject', told.about],
  ['ce-time', at.toISOString()],
  ['ce-correlationid', told.correlationId],
  ['ce-causationid', told.causationId],
  ['ce-partitionkey', told.partitionKey],
  ['content-type', 'application/json'],
];
