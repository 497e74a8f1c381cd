import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeadLetterModule } from '../deadletter/deadletter.module.js';
import { Advisories } from './advisories.js';
import { AttemptDays } from './attempt-days.js';
import { AttemptSearch } from './attempt-search.js';
import { DeliveryAttempts } from './attempts.js';
import { Deliver } from './deliver.js';

/** Deliveries reach their subscribers: pulled over NATS, or posted to a webhook. */
@Module({
  imports: [AuditModule, DeadLetterModule],
  controllers: [Advisories],
  providers: [Deliver, AttemptDays, DeliveryAttempts, AttemptSearch],
  exports: [DeliveryAttempts, AttemptSearch],
})
export class DeliverModule {}
