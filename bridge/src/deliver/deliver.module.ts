import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeadLetterModule } from '../deadletter/deadletter.module.js';
import { Advisories } from './advisories.js';
import { AttemptDays } from './attempt-days.js';
import { AttemptSearch } from './attempt-search.js';
import { DeliveryAttempts } from './attempts.js';
import { Challenges } from './challenge.js';
import { Deliver } from './deliver.js';
import { LaneBacklog } from './lane-backlog.js';
import { Notices } from './notices.js';
import { Trials } from './trials.js';
import { DeliveryState } from './undelivered.js';

/** Deliveries reach their subscribers: pulled over NATS, or posted to a webhook. */
@Module({
  imports: [AuditModule, DeadLetterModule],
  controllers: [Advisories],
  providers: [Deliver, Notices, Challenges, Trials, AttemptDays, DeliveryAttempts, AttemptSearch, LaneBacklog, DeliveryState],
  exports: [Challenges, Trials, DeliveryAttempts, AttemptSearch, LaneBacklog, DeliveryState],
})
export class DeliverModule {}
