/**
 * What people say to an approval: yes, no, or "let this one decide". Each in one transaction with its evidence, its notice, and what
 * becomes of the command: the last yes that was needed queues it again, at a new place; one no refuses it.
 */
import { Injectable, Logger } from '@nestjs/common';
import { type RefusalCode, refuse } from '@odoo-nats-bridge/contracts';
import { AuditLog, type NewAuditEntry } from '../audit/audit.js';
import { Defect, Refused } from '../failure.js';
import { Access, PERSON, rolesLastSeen } from '../identity/access.js';
import { endEarly } from '../outcome/outcome.js';
import { Store, type Transaction, signal } from '../store/store.js';
import { type Approval, type Caller, type Person, decidesAs, hasRole, isSamePerson, objection, personOf } from './approval.js';
import { entryOf, tellNotice } from './evidence.js';
import { lockedApproval } from './rows.js';

export interface Said {
  readonly by: Caller;
  readonly approval: string;
  readonly reason: string;
}

@Injectable()
export class Decisions {
  private readonly log = new Logger('approve');

  constructor(
    private readonly store: Store,
    private readonly audit: AuditLog,
    private readonly access: Access,
  ) {}

  /** Throws Refused when this one may not decide it. */
  approve(said: Said): Promise<void> {
    return this.change(said, async (tx, approval) => {
      const missing = approval.needed - approval.voices.length - 1;
      await speak(tx, approval, said, 'approve');
      if (missing <= 0) await this.grant(tx, approval);
      await tellNotice(tx, 'approved', approval, { by: said.by.id, missing: Math.max(0, missing) }, said.by.id);
      return [entryOf('approved', said.by.id, approval, { reason: said.reason, as: decidesAs(said.by), missing: Math.max(0, missing) })];
    });
  }

  deny(said: Said): Promise<void> {
    return this.change(said, async (tx, approval) => {
      await speak(tx, approval, said, 'deny');
      await end(tx, approval, 'denied');
      await tellNotice(tx, 'denied', approval, { by: said.by.id });
      const denied = entryOf('denied', said.by.id, approval, { reason: said.reason, as: decidesAs(said.by) });
      const refusal = refuse('approval-denied', { approvalId: approval.id, reason: said.reason });
      const { entries } = await endEarly(tx, { which: 'id = $3', values: [approval.command], atMost: 1, refusal, actor: said.by.id });
      return [denied, ...entries];
    });
  }

  /** To somebody who may decide it as well; whoever hands it on has no voice any more. */
  delegate(said: Said, to: string): Promise<void> {
    return this.change(said, async (tx, approval) => {
      await this.mustBeFit(tx, to, said.by, approval);
      await tx.query('DELETE FROM approval_delegation WHERE approval = $1 AND from_client = $2', [approval.id, to]);
      await tx.query(
        `INSERT INTO approval_delegation (approval, from_client, to_client, reason, at) VALUES ($1, $2, $3, $4, clock_timestamp())`,
        [approval.id, said.by.id, to, said.reason],
      );
      await tellNotice(tx, 'delegated', approval, { by: said.by.id, to }, `${said.by.id}:${to}:${new Date().toISOString()}`);
      return [entryOf('delegated', said.by.id, approval, { to, reason: said.reason })];
    });
  }

  private async mustBeFit(tx: Transaction, to: string, by: Caller, approval: Approval): Promise<void> {
    const delegate = await this.known(tx, to);
    const fit = delegate !== undefined && to !== by.id && delegate.decides && hasRole(delegate.roles, approval);
    if (!fit || isSamePerson(delegate, approval.requester)) throw new Refused(refuse('unfit-delegate', { to }));
    if (approval.voices.some((voice) => isSamePerson(delegate, voice))) throw new Refused(refuse('already-decided', { to }));
  }

  /** A client, or a person by the roles it had when it was here last; what it may is judged again when it decides. */
  private async known(tx: Transaction, id: string): Promise<Delegate | undefined> {
    if (id.startsWith(PERSON)) {
      const roles = await rolesLastSeen(tx, id);
      return roles && { ...personOf({ id }), roles, decides: true };
    }
    const client = this.access.client(id);
    return client && { ...personOf(client), roles: client.roles, decides: decidesAs(client) !== undefined };
  }

  private async change(said: Said, work: (tx: Transaction, approval: Approval) => Promise<NewAuditEntry[]>): Promise<void> {
    await this.store.transaction(async (tx) => {
      const approval = await lockedApproval(tx, said.approval);
      if (approval === undefined) throw new Refused(refuse('approval-not-found'));
      const objected = objectionTo(said.by, approval);
      if (objected !== undefined)
        throw new Refused(refuse(objected, objected === 'approval-ended' ? { status: approval.status } : undefined));
      await this.audit.append(await work(tx, approval), tx);
    });
    this.log.log({ msg: 'an approval was spoken to', approvalId: said.approval, by: said.by.id });
  }

  /** The command goes back into the queue, behind what its aggregate and its key have there: numbered under the locks of acceptance. */
  private async grant(tx: Transaction, approval: Approval): Promise<void> {
    await end(tx, approval, 'approved');
    await tx.query(LOCK_ORDERS, [approval.command]);
    const queued = await tx.query<unknown[]>(QUEUE_AGAIN, [approval.command]);
    if (queued.length !== 1) throw new Defect(`the command of approval ${approval.id} does not wait`);
    await signal(tx, 'accepted');
  }
}

interface Delegate extends Person {
  readonly roles: readonly string[];
  readonly decides: boolean;
}

/** When its time is over, it is over, even before the clock has said so. */
function objectionTo(by: Caller, approval: Approval): RefusalCode | undefined {
  const objected = objection(by, approval);
  if (objected === 'not-an-approver' || objected === 'not-a-person') return objected;
  if (approval.status !== 'open' || approval.expiresAt.getTime() <= Date.now()) return 'approval-ended';
  return objected;
}

async function speak(tx: Transaction, approval: Approval, { by, reason }: Said, verdict: 'approve' | 'deny'): Promise<void> {
  const { id, owner } = personOf(by);
  await tx.query(
    `INSERT INTO approval_voice (approval, voter, voter_owner, voter_roles, verdict, reason, at) VALUES ($1, $2, $3, $4::text[], $5, $6, clock_timestamp())`,
    [approval.id, id, owner, by.roles, verdict, reason],
  );
}

// in the order of room command's register, which sorts by code units
const LOCK_ORDERS = `
  SELECT pg_advisory_xact_lock(hashtextextended(name, 0))
  FROM (
    SELECT DISTINCT 'command:' || each COLLATE "C" AS name
    FROM command, unnest(ARRAY[aggregate, named]) AS each
    WHERE id = $1 AND each IS NOT NULL ORDER BY 1
  ) AS ordered`;

const end = (tx: Transaction, { id }: Approval, status: 'approved' | 'denied'): Promise<unknown> =>
  tx.query('UPDATE approval SET status = $2, ended_at = clock_timestamp() WHERE id = $1', [id, status]);

const QUEUE_AGAIN = `
  WITH queued AS (
    UPDATE command SET status = 'accepted', seq = DEFAULT, not_before = now(), lease_until = NULL
    WHERE id = $1 AND status = 'waiting'
    RETURNING id
  )
  SELECT id FROM queued`;
