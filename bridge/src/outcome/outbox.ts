/**
 * What is to be told over NATS, written in the transaction of the change it tells of: never told without the change, never lost after
 * it. The publisher takes it from there; its id is the message's id, so that telling twice is recognised.
 */
import { OUTCOME_SOURCE } from '@odoo-nats-bridge/contracts';
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

/** In this order. */
export async function tell(tx: Transaction, ...news: readonly Told[]): Promise<void> {
  const at = new Date();
  const rows = news.map((told, place) => ({
    place,
    id: told.id,
    subject: told.subject,
    headers: headersOf(told, at),
    data: told.data,
    at,
  }));
  await tx.query(INSERT, [JSON.stringify(rows)]);
}

const INSERT = `
  INSERT INTO notice_outbox (id, subject, headers, data, at)
  SELECT id, subject, headers, data, at
  FROM jsonb_to_recordset($1::jsonb) AS given (place int, id text, subject text, headers jsonb, data jsonb, at timestamptz)
  ORDER BY place
  ON CONFLICT (id) DO NOTHING`;

/** CloudEvents 1.0 in binary mode. */
const headersOf = (told: Told, at: Date): Header[] => [
  ['ce-specversion', '1.0'],
  ['ce-id', told.id],
  ['ce-source', OUTCOME_SOURCE],
  ['ce-type', told.type],
  ['ce-subject', told.about],
  ['ce-time', at.toISOString()],
  ['ce-correlationid', told.correlationId],
  ['ce-causationid', told.causationId],
  ['ce-partitionkey', told.partitionKey],
  ['content-type', 'application/json'],
];
