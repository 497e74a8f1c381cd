/** An inbox that forgets at the end of the process: for trials, and for effects that end with the process, too. */
import type { Envelope } from '@odoo-nats-bridge/contracts';
import type { InboxStore } from './inbox.js';

/** What a transaction noted; kept when it ends well. */
export interface MemoryTransaction {
  readonly noted: Envelope[];
}

export function memoryStore(): InboxStore<MemoryTransaction> {
  const ids = new Set<string>();
  const newest = new Map<string, bigint>();
  return {
    async transaction(work) {
      const transaction: MemoryTransaction = { noted: [] };
      await work(transaction);
      for (const envelope of transaction.noted) {
        ids.add(envelope.id);
        newest.set(recordOf(envelope), BigInt(envelope.recordversion));
      }
    },
    note({ noted }, envelope, { newestOnly = false }) {
      const known = newest.get(recordOf(envelope));
      const old = newestOnly && known !== undefined && BigInt(envelope.recordversion) < known;
      const fresh = !ids.has(envelope.id) && !old;
      if (fresh) noted.push(envelope);
      return Promise.resolve(fresh);
    },
  };
}

const recordOf = ({ type, subject }: Envelope): string => `${type} ${subject}`;
