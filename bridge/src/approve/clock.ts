/** What time does to approvals: after a while further roles may decide, and at the end nobody has: that is a refusal. Each replica looks. */
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog, type NewAuditEntry } from '../audit/audit.js';
import { CONFIG, type Config } from '../config/config.js';
import { explain } from '../failure.js';
import { endEarly } from '../outcome/outcome.js';
import { Lookout, Store, type Transaction } from '../store/store.js';
import type { Approval } from './approval.js';
import { entryOf, tellNotice } from './evidence.js';
import { readApprovals } from './rows.js';

const LOOK_MS = 1_000;
const AT_ONCE = 50;
const BY_BRIDGE = 'bridge';

@Injectable()
export class ApprovalClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('approve');
  private readonly lookout = new Lookout({
    everyMs: LOOK_MS,
    look: async () => (await this.look()) > 0,
    failed: (thrown) => {
      this.log.warn({ msg: 'approvals could not be looked through', reason: explain(thrown) });
    },
  });

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Pick<Config, 'approvals'>,
  ) {}

  onApplicationBootstrap(): void {
    this.lookout.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.lookout.stop();
  }

  /** How many were escalated or ended. */
  async look(): Promise<number> {
    return this.store.transaction(async (tx) => {
      const expired = await due(tx, 'a.expires_at <= now()');
      const entries: NewAuditEntry[] = [];
      for (const approval of expired) entries.push(...(await expire(tx, approval)));
      const late = await due(tx, 'a.escalates_at <= now() AND a.escalated_at IS NULL');
      for (const approval of late) entries.push(await this.escalate(tx, approval));
      await this.audit.append(entries, tx);
      return expired.length + late.length;
    });
  }

  private async escalate(tx: Transaction, approval: Approval): Promise<NewAuditEntry> {
    const roles = [...new Set([...approval.roles, ...this.config.approvals.escalatesTo])];
    await tx.query('UPDATE approval SET roles = $2::text[], escalated_at = now() WHERE id = $1', [approval.id, roles]);
    await tellNotice(tx, 'escalated', { ...approval, roles });
    return entryOf('escalated', BY_BRIDGE, approval, { roles });
  }
}

/** Locked by way of their commands, as every decision is. */
async function due(tx: Transaction, condition: string): Promise<Approval[]> {
  const locked = await tx.query<{ id: string }[]>(
    `SELECT a.id FROM approval a JOIN command c ON c.id = a.command
     WHERE a.status = 'open' AND ${condition} ORDER BY a.expires_at LIMIT $1 FOR UPDATE OF c SKIP LOCKED`,
    [AT_ONCE],
  );
  return readApprovals(tx, `WHERE a.id = ANY($1::uuid[]) AND a.status = 'open' AND ${condition} FOR UPDATE OF a`, [
    locked.map(({ id }) => id),
  ]);
}

async function expire(tx: Transaction, approval: Approval): Promise<NewAuditEntry[]> {
  await tx.query(`UPDATE approval SET status = 'expired', ended_at = now() WHERE id = $1`, [approval.id]);
  await tellNotice(tx, 'expired', approval);
  const refusal = refuse('approval-expired', { approvalId: approval.id });
  const { entries } = await endEarly(tx, { which: 'id = $3', values: [approval.command], atMost: 1, refusal, actor: BY_BRIDGE });
  return [entryOf('expired', BY_BRIDGE, approval, { needed: approval.needed, spoke: approval.voices.length }), ...entries];
}
