/**
 * What attempts leave in the audit trail. Deliveries that went the same way, of one subscription and contract, share an entry that names
 * each of them (decision 0026); whatever else became of a delivery has an entry of its own. Pure.
 */
import type { NewAuditEntry } from '../audit/audit.js';
import { type Delivery, replayOf } from './delivery.js';

export type DeliveryKind = 'event.delivered' | 'event.attempt-failed' | 'event.dead-lettered';

export interface Evidence {
  readonly delivery: Delivery;
  readonly kind: DeliveryKind;
  /** from 1 */
  readonly attempt: number;
  readonly reason?: string | undefined;
}

/** Named in one entry at most: some 30 KB. */
export const MOST_TOGETHER = 250;

/** The entries of attempts that are written down together, each of them named in one. */
export function entriesOf(evidence: readonly Evidence[]): NewAuditEntry[] {
  const groups = new Map<string, Evidence[]>();
  const entries: NewAuditEntry[] = [];
  for (const each of evidence) {
    const way = wayOf(each);
    const group = way === undefined ? undefined : groups.get(way);
    if (way === undefined) entries.push(entryOf(each));
    else if (group === undefined) groups.set(way, [each]);
    else group.push(each);
  }
  for (const group of groups.values())
    for (let start = 0; start < group.length; start += MOST_TOGETHER) entries.push(together(group.slice(start, start + MOST_TOGETHER)));
  return entries;
}

/** Equal for those that may share an entry; undefined: it shares none. */
function wayOf({ kind, attempt, reason, delivery }: Evidence): string | undefined {
  const { envelope, letter, subscription } = delivery;
  if (kind !== 'event.delivered' || reason !== undefined || letter !== undefined || envelope === undefined) return undefined;
  return `${subscription} ${attempt} ${envelope.type} ${envelope.replay ?? ''}`;
}

function entryOf(evidence: Evidence): NewAuditEntry {
  const { kind, delivery } = evidence;
  const { subscription, message, envelope } = delivery;
  return {
    kind,
    actor: 'bridge',
    correlationId: envelope?.correlationid ?? `deliveries:${message.sequence}`,
    subject: {
      subscription,
      eventId: envelope?.id ?? null,
      recordId: envelope?.subject ?? null,
      deliverySequence: message.sequence,
    },
    data: dataOf(evidence),
  };
}

function together(group: readonly Evidence[]): NewAuditEntry {
  const [first] = group;
  if (first === undefined) throw new RangeError('a group of none');
  if (group.length === 1) return entryOf(first);
  const envelopes = group.flatMap(({ delivery }) => delivery.envelope ?? []);
  const sequences = group.map(({ delivery }) => delivery.message.sequence);
  return {
    kind: first.kind,
    actor: 'bridge',
    correlationId: `deliveries:${Math.min(...sequences)}-${Math.max(...sequences)}`,
    subject: {
      subscription: first.delivery.subscription,
      eventId: envelopes.map(({ id }) => id),
      recordId: envelopes.map(({ subject }) => subject),
      correlationId: envelopes.map(({ correlationid }) => correlationid),
      // one text: nobody looks for a number, and a list would put each into the index
      deliverySequence: sequences.join(),
    },
    data: dataOf(first),
  };
}

function dataOf({ delivery, attempt, reason }: Evidence): Readonly<Record<string, unknown>> {
  const { envelope, letter } = delivery;
  const replay = replayOf(delivery);
  return {
    attempt,
    ...(reason === undefined ? {} : { reason }),
    type: envelope?.type ?? null,
    ...(replay === undefined ? {} : { replay }),
    ...(letter === undefined ? {} : { letter }),
  };
}
