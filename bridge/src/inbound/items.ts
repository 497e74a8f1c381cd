/** The table inbound_item: what became of each item of a message whose mapping answered with a list. */
import { Injectable } from '@nestjs/common';
import { Store, type Transaction, storableJson } from '../store/store.js';
import type { Decision, Fate } from './messages.js';

export interface InboundItem extends Fate {
  /** its place in the mapping's list, from 0 */
  readonly ordinal: number;
  readonly state: 'handed-over' | 'event' | 'ignored' | 'rejected';
}

/** How an item was decided. */
export type ItemDecision = Omit<Decision, 'state'> & { readonly state: InboundItem['state'] };

const COLUMNS = `ordinal, state, reason, detail, source_key AS "sourceKey", sequence, missing, command_id AS "commandId"`;

@Injectable()
export class Items {
  constructor(private readonly store: Store) {}

  of(message: string): Promise<InboundItem[]> {
    return this.store.read((tx) => this.within(message, tx));
  }

  async within(message: string, tx: Transaction): Promise<InboundItem[]> {
    return tx.query<InboundItem[]>(`SELECT ${COLUMNS} FROM inbound_item WHERE message = $1 ORDER BY ordinal`, [message]);
  }

  /** In the place of all that did not go before: a mended mapping may give fewer. */
  async write(message: string, source: string, decisions: ReadonlyMap<number, ItemDecision>, tx: Transaction): Promise<void> {
    const rows = [...decisions].map(([ordinal, { state, reason, detail, sourceKey, sequence, missing, commandId }]) => ({
      ...{ message, ordinal, source, state, reason, detail, source_key: sourceKey, sequence, missing, command_id: commandId },
    }));
    await tx.query(`DELETE FROM inbound_item WHERE message = $1 AND state IN ('ignored', 'rejected')`, [message]);
    await tx.query(`INSERT INTO inbound_item SELECT * FROM jsonb_populate_recordset(NULL::inbound_item, $1::jsonb)`, [storableJson(rows)]);
  }
}
