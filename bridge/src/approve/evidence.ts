/** What is told of an approval: in the audit trail, and as a notice to whoever minds approvals. */
import { approvalSubject } from '@odoo-nats-bridge/contracts';
import type { NewAuditEntry } from '../audit/audit.js';
import { tell } from '../outcome/outcome.js';
import type { Transaction } from '../store/store.js';
import type { Approval } from './approval.js';

export type Happening = 'requested' | 'approved' | 'denied' | 'delegated' | 'escalated' | 'expired';

type Data = Readonly<Record<string, unknown>>;

/** What is needed of an approval to tell of it. */
export type Known = Pick<
  Approval,
  'id' | 'command' | 'correlationId' | 'type' | 'aggregate' | 'requester' | 'roles' | 'needed' | 'reason' | 'expiresAt'
>;

export const entryOf = (happening: Happening, actor: string, approval: Known, data: Data): NewAuditEntry => ({
  kind: `approval.${happening}`,
  actor,
  correlationId: approval.correlationId,
  subject: { commandId: approval.command, recordId: approval.aggregate, approvalId: approval.id },
  data: { type: approval.type, ...data },
});

/** In the transaction of the change. `nth` tells apart what may happen to one approval more than once. */
export async function tellNotice(tx: Transaction, happening: Happening, approval: Known, data: Data = {}, nth = ''): Promise<void> {
  const { id, command, correlationId, type, aggregate, requester, roles, needed, reason, expiresAt } = approval;
  await tell(tx, {
    id: `${id}:${happening}${nth === '' ? '' : `:${nth}`}`,
    subject: approvalSubject(happening),
    type: `approval.${happening}`,
    about: id,
    correlationId,
    causationId: command,
    partitionKey: aggregate,
    data: {
      ...{ approvalId: id, commandId: command, type, recordId: aggregate, requester: requester.id, roles, needed, reason },
      ...{ expiresAt: expiresAt.toISOString(), ...data },
    },
  });
}
