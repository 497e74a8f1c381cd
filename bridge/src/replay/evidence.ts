/** What the audit is told of an order. Pure. */
import type { NewAuditEntry } from '../audit/audit.js';

interface Told {
  readonly id: string;
  readonly kind: 'replay' | 'retry';
  readonly subscription?: string | null;
}

type Verb = 'requested' | 'cancel-requested' | 'done' | 'cancelled' | 'failed';

export const evidenceOf = (order: Told, verb: Verb, actor: string, data: Readonly<Record<string, unknown>>): NewAuditEntry => ({
  kind: order.kind === 'replay' ? `replay.${verb}` : `dead-letter.retry-${verb}`,
  actor,
  correlationId: `replay:${order.id}`,
  subject: { replay: order.id, subscription: order.subscription ?? null },
  data,
});
