import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeadLetterModule } from '../deadletter/deadletter.module.js';
import { DeliverModule } from '../deliver/deliver.module.js';
import { ReplayModule } from '../replay/replay.module.js';
import { ApproveModule } from '../approve/approve.module.js';
import { ApprovalsController } from './approvals.controller.js';
import { AuditController } from './audit.controller.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { PartnerTests } from './partner-tests.js';
import { PartnersController } from './partners.controller.js';
import { Partners } from './partners.js';
import { ReplaysController } from './replays.controller.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { Subscriptions } from './subscriptions.js';

/** What operators see and do. */
@Module({
  imports: [AuditModule, ApproveModule, DeliverModule, DeadLetterModule, ReplayModule],
  controllers: [
    AuditController,
    ApprovalsController,
    SubscriptionsController,
    PartnersController,
    DeadLettersController,
    ReplaysController,
    DeliveriesController,
  ],
  providers: [Subscriptions, Partners, PartnerTests],
})
export class OperateModule {}
