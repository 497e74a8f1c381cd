/**
 * What attempts leave in the audit trail. Deliveries that went the same way, of one subscription and contract, share an entry that names
 * each of them (decision 0026); whatever else became of a delivery has an entry of its own. Pure.
 */
import { letterMark } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../audit/audit.js';
import type { Attempt, Evidence } from './attempt.js';

/** Named in one entry at most: some 30 KB. */
export const MOST_TOGETHER = 250;

type Evident = Attempt & { readonly evidence: Evidence };

const isEvident = (attempt: Attempt): attempt is Evident => attempt.evidence !== undefined;

/** The entries of attempts that are written down together, each of them named in one. */
export function entriesOf(attempts: readonly Attempt[]): NewAuditEntry[] {
  const groups = new Map<string, Evident[]>();
  const entries: NewAuditEntry[] = [];
  for (const attempt of attempts.filter(isEvident)) {
    const way = wayOf(attempt);
    const group = way === undefined ? undefined : groups.get(way);
    if (way === undefined) entries.push(entryOf(attempt));
    else if (group === undefined) groups.set(way, [attempt]);
    else group.push(attempt);
  }
  for (const group of groups.values())
    for (let start = 0; start < group.length; start += MOST_TOGETHER) entries.push(together(group.slice(start, start + MOST_TOGETHER)));
  return entries;
}

/** Equal for those that may share an entry; undefined: it shares none. */
function wayOf({ subscription, eventId, attempt, contract, replay, letter, evidence }: Evident): string | undefined {
  if (evidence.kind !== 'event.delivered' || evidence.reason !== undefined || letter !== null || eventId === null) return undefined;
  return `${subscription} ${attempt} ${contract ?? ''} ${replay ?? ''}`;
}

function entryOf(attempt: Evident): NewAuditEntry {
  const { subscription, sequence, eventId, recordId, correlationId, evidence } = attempt;
  return {
    kind: evidence.kind,
    actor: 'bridge',
    correlationId: correlationId ?? `deliveries:${sequence}`,
    subject: { subscription, eventId, recordId, deliverySequence: sequence },
    data: dataOf(attempt),
  };
}

/** The n-th of each list are one delivery (audit/several.ts). */
function together(group: readonly Evident[]): NewAuditEntry {
  const [first] = group;
  if (first === undefined) throw new RangeError('a group of none');
  if (group.length === 1) return entryOf(first);
  const sequences = group.map(({ sequence }) => sequence);
  return {
    kind: first.evidence.kind,
    actor: 'bridge',
    correlationId: `deliveries:${Math.min(...sequences)}-${Math.max(...sequences)}`,
    subject: {
      subscription: first.subscription,
      eventId: group.map(({ eventId }) => eventId ?? ''),
      recordId: group.map(({ recordId }) => recordId ?? ''),
      correlationId: group.map(({ correlationId }) => correlationId ?? ''),
      // one text: nobody looks for a number, and a list would put each of them into the index
      deliverySequence: sequences.join(),
    },
    data: dataOf(first),
  };
}

function dataOf({ attempt, contract, replay, letter, evidence: { reason } }: Evident): Readonly<Record<string, unknown>> {
  return {
    attempt,
    ...(reason === undefined ? {} : { reason }),
    type: contract,
    ...(replay === null ? {} : { replay }),
    ...(letter === null ? {} : { letter: letterMark(letter) }),
  };
}
