import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeliverModule } from '../deliver/deliver.module.js';
import { AuditController } from './audit.controller.js';
import { PartnerTests } from './partner-tests.js';
import { PartnersController } from './partners.controller.js';
import { Partners } from './partners.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { Subscriptions } from './subscriptions.js';

/** What operators see and do. */
@Module({
  imports: [AuditModule, DeliverModule],
  controllers: [AuditController, SubscriptionsController, PartnersController],
  providers: [Subscriptions, Partners, PartnerTests],
})
export class OperateModule {}
