import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { Subscriptions } from './subscriptions.js';

/** What operators see and do. */
@Module({ controllers: [AuditController, SubscriptionsController], providers: [Subscriptions] })
export class OperateModule {}
