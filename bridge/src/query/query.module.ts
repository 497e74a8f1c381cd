import { Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit.js';
import { QueryEvidence } from './evidence.js';
import { Queries } from './query.js';

/** What may be read of Odoo, asked and answered at once. */
@Module({
  providers: [Queries, { provide: QueryEvidence, inject: [AuditLog], useFactory: (audit: AuditLog) => new QueryEvidence(audit) }],
  exports: [Queries],
})
export class QueryModule {}
