import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';

/** What operators see and do. */
@Module({ controllers: [AuditController] })
export class OperateModule {}
