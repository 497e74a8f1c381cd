import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeadLetterModule } from '../deadletter/deadletter.module.js';
import { DeliverModule } from '../deliver/deliver.module.js';
import { ReplayModule } from '../replay/replay.module.js';
import { ApplyModule } from '../apply/apply.module.js';
import { ApproveModule } from '../approve/approve.module.js';
import { ApprovalsController } from './approvals.controller.js';
import { AccessReport } from './access-report.js';
import { AccessReportController } from './access-report.controller.js';
import { AuditController } from './audit.controller.js';
import { Clients } from './clients.js';
import { ClientsController } from './clients.controller.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { InboundModule } from '../inbound/inbound.module.js';
import { InboundController } from './inbound.controller.js';
import { PartnerTests } from './partner-tests.js';
import { PartnersController } from './partners.controller.js';
import { Partners } from './partners.js';
import { PoliciesController } from './policies.controller.js';
import { ReplaysController } from './replays.controller.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { Subscriptions } from './subscriptions.js';

/** What operators see and do. */
@Module({
  imports: [AuditModule, ApplyModule, ApproveModule, DeliverModule, DeadLetterModule, ReplayModule, InboundModule],
  controllers: [
    AuditController,
    ApprovalsController,
    AccessReportController,
    ClientsController,
    SubscriptionsController,
    PartnersController,
    DeadLettersController,
    ReplaysController,
    DeliveriesController,
    InboundController,
    PoliciesController,
  ],
  providers: [AccessReport, Clients, Subscriptions, Partners, PartnerTests],
})
export class OperateModule {}
