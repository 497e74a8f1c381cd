import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit.js';
import { Checkpointer } from './checkpointer.js';

/** Every room leaves evidence. */
@Global()
@Module({ providers: [AuditLog, Checkpointer], exports: [AuditLog] })
export class AuditModule {}
