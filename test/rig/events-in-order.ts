/**
 * The oracle of the translator over purchase orders: every change that Odoo committed is once among the canonical events,
 * and the versions of each order rise one by one.
 */
import { canonicalId, STREAMS } from '@odoo-nats-bridge/contracts';
import type { Database } from './databases.js';
import type { Streams } from './streams.js';

// told of every committed change of an order that still exists
const CHANGED = 'events.procurement.purchase-order.changed.v1';

export interface EventsVerdict {
  readonly expected: number;
  readonly published: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly outOfOrder: readonly string[];
}

export async function compareEvents(odoo: Database, streams: Streams): Promise<EventsVerdict> {
  const rows = await odoo.rows<{ database: string; record_id: string; version: string }>(
    `SELECT payload->>'database' AS database, record_id, version FROM bridge_outbox
      WHERE model = 'purchase.order' AND op <> 'delete' ORDER BY id`,
  );
  const expected = rows.map((row) => `${canonicalId(row, 'purchase.order', Number(row.record_id))} v${row.version}`);
  const counts = new Map<string, number>();
  const versions = new Map<string, number>();
  const outOfOrder: string[] = [];
  for (const message of await streams.all(STREAMS.events, CHANGED)) {
    const order = message.header('ce-subject');
    const version = Number(message.header('ce-recordversion'));
    const key = `${order} v${version}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const previous = versions.get(order);
    if (previous !== undefined && version <= previous) outOfOrder.push(`${order}: ${previous} -> ${version}`);
    versions.set(order, version);
  }
  return {
    expected: expected.length,
    published: [...counts.values()].reduce((sum, count) => sum + count, 0),
    lost: expected.filter((key) => !counts.has(key)),
    doubled: [...counts].filter(([, count]) => count > 1).map(([key]) => key),
    outOfOrder,
  };
}
