import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeadLetterModule } from '../deadletter/deadletter.module.js';
import { Advisories } from './advisories.js';
import { AttemptDays } from './attempt-days.js';
import { DeliveryAttempts } from './attempts.js';
import { Deliver } from './deliver.js';
import { Notices } from './notices.js';
import { DeliveryState } from './undelivered.js';

/** Deliveries reach their subscribers: pulled over NATS, or posted to a webhook. */
@Module({
  imports: [AuditModule, DeadLetterModule],
  controllers: [Advisories],
  providers: [Deliver, Notices, AttemptDays, DeliveryAttempts, DeliveryState],
  exports: [DeliveryAttempts, DeliveryState],
})
export class DeliverModule {}
