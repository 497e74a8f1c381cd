/** Asking for an approval, and what was said to it, for the worker that judges the command. */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { NewAuditEntry } from '../audit/audit.js';
import { CONFIG, type Config } from '../config/config.js';
import { Access } from '../identity/access.js';
import type { ApprovalRequired } from '../policy/policy.js';
import { tellWaiting } from '../outcome/outcome.js';
import { type Command, Store, type Transaction } from '../store/store.js';
import { type Approval, personOf } from './approval.js';
import { entryOf, tellNotice } from './evidence.js';
import { readApprovals } from './rows.js';

@Injectable()
export class Approvals {
  constructor(
    private readonly store: Store,
    private readonly access: Access,
    @Inject(CONFIG) private readonly config: Pick<Config, 'approvals'>,
  ) {}

  /**
   * In the transaction in which the command begins to wait. Returns the evidence, which the caller appends last.
   * @param activity whether Odoo shall show it on the record
   */
  async ask(
    tx: Transaction,
    command: Command,
    asked: ApprovalRequired,
    record: { version: string | null; facts: unknown; activity: boolean },
  ): Promise<NewAuditEntry[]> {
    const { roles, count } = asked.approvers;
    const requester = personOf(this.access.client(command.client) ?? { id: command.client });
    const { id: commandId, correlationId, type, aggregate, digest } = command;
    const { expiresAfterMs, escalatesAfterMs } = this.config.approvals;
    const now = Date.now();
    const known = {
      id: randomUUID(),
      command: commandId,
      correlationId,
      type,
      aggregate,
      requester,
      roles,
      needed: count,
      reason: asked.reason,
    };
    const approval = { ...known, expiresAt: new Date(now + expiresAfterMs) };
    const escalatesAt = escalatesAfterMs < expiresAfterMs ? new Date(now + escalatesAfterMs) : null;
    const who = [approval.id, commandId, requester.id, requester.owner, type, aggregate, digest];
    const what = [record.version, JSON.stringify(record.facts), JSON.stringify(asked.policies), asked.reason, roles, count];
    await tx.query(INSERT, [...who, ...what, escalatesAt, approval.expiresAt]);
    await tx.query(`INSERT INTO approval_activity (approval, state, not_before) VALUES ($1, $2, now())`, [
      approval.id,
      record.activity ? 'wanted' : 'none',
    ]);
    await tellWaiting(tx, command, approval);
    await tellNotice(tx, 'requested', approval);
    const data = { roles, needed: count, reason: asked.reason, policies: asked.policies, digest, recordVersion: record.version };
    return [entryOf('requested', command.client, approval, { ...data, expiresAt: approval.expiresAt.toISOString() })];
  }

  /** The newest one that was granted for this command. */
  async granted(command: Command): Promise<Approval | undefined> {
    const rest = `WHERE a.command = $1 AND a.status = 'approved' ORDER BY a.requested_at DESC LIMIT 1`;
    const [found] = await this.store.read((tx) => readApprovals(tx, rest, [command.id]));
    return found;
  }
}

const INSERT = `
  INSERT INTO approval (id, command, requester, requester_owner, type, aggregate, digest, record_version, facts, policies, reason, roles,
    needed, status, requested_at, escalates_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12::text[], $13, 'open', now(), $14, $15)`;
