/** What the audit is told of inbound messages. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import type { Transaction } from '../store/store.js';
import type { InboundMessage } from './messages.js';

/** What happened, and who did it. */
export interface Happening {
  readonly kind: string;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

type About = Pick<InboundMessage, 'id' | 'source' | 'messageId' | 'commandId'>;

@Injectable()
export class InboundEvidence {
  constructor(private readonly audit: AuditLog) {}

  async tell({ kind, actor, data }: Happening, { id, source, messageId, commandId }: About, tx: Transaction): Promise<void> {
    const told = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
    const subject = { inboundId: id, commandId };
    await this.audit.append([{ kind, actor, correlationId: commandId ?? randomUUID(), subject, data: { source, messageId, ...told } }], tx);
  }
}
