/**
 * The oracle of the relay: each row of Odoo's outbox is once on ODOO_CHANGES, numbered without a gap,
 * and the versions of each record rise one by one.
 */
import { ALL_CHANGES, STREAMS } from '@odoo-nats-bridge/contracts';
import type { Database } from './databases.js';
import type { Streams } from './streams.js';

export interface RelayVerdict {
  readonly outbox: number;
  readonly published: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly gaps: number;
  readonly outOfOrder: readonly string[];
}

export async function compareOutboxWithStream(odoo: Database, streams: Streams): Promise<RelayVerdict> {
  const rows = await odoo.rows<{ change_id: string }>("SELECT payload->>'change_id' AS change_id FROM bridge_outbox ORDER BY id");
  const messages = await streams.all(STREAMS.changes, ALL_CHANGES);
  const counts = new Map<string, number>();
  const versions = new Map<string, number>();
  const outOfOrder: string[] = [];
  let gaps = 0;
  for (const [index, message] of messages.entries()) {
    const change = message.json as { change_id: string; model: string; record_id: number; version: number };
    counts.set(change.change_id, (counts.get(change.change_id) ?? 0) + 1);
    const record = `${change.model},${String(change.record_id)}`;
    const previous = versions.get(record);
    if (previous !== undefined && change.version !== previous + 1)
      outOfOrder.push(`${record}: ${String(previous)} -> ${String(change.version)}`);
    versions.set(record, change.version);
    if (Number(message.header('Bridge-Relay-Seq')) !== index + 1) gaps += 1;
  }
  return {
    outbox: rows.length,
    published: messages.length,
    lost: rows.filter((row) => !counts.has(row.change_id)).map((row) => row.change_id),
    doubled: [...counts].filter(([, count]) => count > 1).map(([id]) => id),
    gaps,
    outOfOrder,
  };
}
