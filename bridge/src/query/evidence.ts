/**
 * The evidence of queries, one entry each, written before anybody hears the answer. Entries that come while others are being
 * written go together in the next transaction (group commit), so that many small questions cost few commits.
 */
import { Injectable } from '@nestjs/common';
import { AuditLog, type NewAuditEntry } from '../audit/audit.js';

@Injectable()
export class QueryEvidence {
  private waiting: NewAuditEntry[] = [];
  private next: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly audit: Pick<AuditLog, 'append'>) {}

  /** Resolves when the entry is committed. Throws Retry when Postgres is away: then the answer must not be given. */
  async keep(entry: NewAuditEntry): Promise<void> {
    this.waiting.push(entry);
    this.next ??= this.writeAfter(this.last);
    return this.next;
  }

  private async writeAfter(last: Promise<void>): Promise<void> {
    // an earlier failure is told to those who waited for it
    await last.catch(() => undefined);
    const entries = this.waiting;
    this.waiting = [];
    this.last = this.next ?? Promise.resolve();
    this.next = undefined;
    await this.audit.append(entries);
  }
}
