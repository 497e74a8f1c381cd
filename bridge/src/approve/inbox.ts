/** Approvals as people look at them: what waits for me, what my roles are for, and one of them beside the record as it is now. */
import { Injectable } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { Refused } from '../failure.js';
import { Odoo } from '../odoo/odoo.js';
import { Policy } from '../policy/policy.js';
import { Command, Store } from '../store/store.js';
import { type Approval, type ApprovalStatus, type Caller, hasRole, objection } from './approval.js';
import { readApprovals } from './rows.js';
import { type Seen, type Summary, seenBy, summaryOf } from './view.js';

export interface InboxQuery {
  /** of all that one's roles are for; otherwise only what one may decide now */
  readonly all: boolean;
  readonly status?: ApprovalStatus | undefined;
  readonly limit: number;
  /** older ones than this: the `next` of the page before */
  readonly before?: string | undefined;
}

export interface InboxPage {
  readonly approvals: readonly Summary[];
  readonly next: string | null;
}

/** roles that mind the bridge: they see which approvals wait, and decide none by it */
const MINDERS = ['operator', 'support'];

@Injectable()
export class Inbox {
  constructor(
    private readonly store: Store,
    private readonly policy: Policy,
    private readonly odoo: Odoo,
  ) {}

  /** Newest first. */
  async list(caller: Caller, { all, status, limit, before }: InboxQuery): Promise<InboxPage> {
    const minds = MINDERS.some((role) => caller.roles.includes(role));
    const found = await this.store.read((tx) =>
      readApprovals(tx, LIST, [all ? (status ?? null) : 'open', all && minds ? null : caller.roles, before ?? null, limit]),
    );
    const shown = all ? found : found.filter((approval) => objection(caller, approval) === undefined);
    const last = found.length === limit ? found.at(-1) : undefined;
    return { approvals: shown.map((approval) => summaryOf(approval, caller)), next: last?.id ?? null };
  }

  /** Throws Refused `approval-not-found` to whoever has no business with it. */
  async show(caller: Caller, id: string): Promise<Seen> {
    const approval = await this.find(caller, id);
    const command = await this.store.read((tx) => tx.getRepository(Command).findOneByOrFail({ id: approval.command }));
    return seenBy({ caller, approval, command, policy: this.policy, odoo: this.odoo });
  }

  private async find(caller: Caller, id: string): Promise<Approval> {
    const [found] = await this.store.read((tx) => readApprovals(tx, 'WHERE a.id = $1', [id]));
    const minds = MINDERS.some((role) => caller.roles.includes(role));
    if (found === undefined || !(minds || hasRole(caller.roles, found))) throw new Refused(refuse('approval-not-found'));
    return found;
  }
}

const LIST = `
  WHERE ($1::text IS NULL OR a.status = $1) AND ($2::text[] IS NULL OR a.roles && $2::text[])
    AND ($3::uuid IS NULL OR (a.requested_at, a.id) < (SELECT requested_at, id FROM approval WHERE id = $3::uuid))
  ORDER BY a.requested_at DESC, a.id DESC LIMIT $4`;
