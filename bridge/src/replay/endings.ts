/** How an order ends: its letters that were not reached are open again, its end is audited, all in one transaction. */
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { Store } from '../store/store.js';
import { evidenceOf } from './evidence.js';
import type { ReplayState } from './order.js';
import { endOrder, findOrder } from './rows.js';

@Injectable()
export class Endings {
  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
  ) {}

  /** Nothing when another replica has it, or it has ended. */
  async end(id: string, worker: string, state: Extract<ReplayState, 'done' | 'cancelled' | 'failed'>, note: string | null): Promise<void> {
    await this.store.transaction(async (tx) => {
      if (!(await endOrder(tx, id, worker, state, note))) return;
      const order = await findOrder(tx, id);
      if (order === undefined) return;
      if (order.kind === 'retry' && state !== 'done')
        await tx.query(
          `UPDATE dead_letter SET state = 'open', outcome = $3, outcome_detail = NULL, changed_at = now()
           WHERE retry = $1 AND state = 'retried' AND sequence > $2`,
          [id, order.position, state],
        );
      const { lookedAt, written, leftOut } = order;
      await this.audit.append([evidenceOf(order, state, 'bridge', { lookedAt, written, leftOut, note })], tx);
    });
  }
}
