import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit.js';

/** Every room leaves evidence. */
@Global()
@Module({ providers: [AuditLog], exports: [AuditLog] })
export class AuditModule {}
