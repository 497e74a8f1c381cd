import { Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { AuditModule } from '../audit/audit.module.js';
import { DeadLetterModule } from '../deadletter/deadletter.module.js';
import { Nats } from '../nats/nats.js';
import { Store } from '../store/store.js';
import { Advisories } from './advisories.js';
import { AttemptDays } from './attempt-days.js';
import { AttemptSearch } from './attempt-search.js';
import { DeliveryAttempts } from './attempts.js';
import { Challenges } from './challenge.js';
import { Deliver } from './deliver.js';
import { LaneBacklog } from './lane-backlog.js';
import { Notices } from './notices.js';
import { Places } from './places.js';
import { Saving } from './saving.js';
import { Settling } from './settling.js';
import { Trials } from './trials.js';
import { DeliveryState } from './undelivered.js';
import { Webhooks } from './webhooks.js';

/** Deliveries reach their subscribers: pulled over NATS, or posted to a webhook. */
@Module({
  imports: [AuditModule, DeadLetterModule],
  controllers: [Advisories],
  providers: [
    ...[Deliver, Notices, Challenges, Trials, AttemptDays, DeliveryAttempts, AttemptSearch, LaneBacklog, DeliveryState],
    { provide: Places, inject: [Store], useFactory: (store: Store) => new Places(store, randomUUID()) },
    { provide: Webhooks, inject: [Nats, Places, DeliveryAttempts, Trials, Notices], useFactory: webhooks },
  ],
  exports: [Challenges, Trials, DeliveryAttempts, AttemptSearch, LaneBacklog, DeliveryState],
})
export class DeliverModule {}

function webhooks(nats: Nats, places: Places, attempts: DeliveryAttempts, trials: Trials, notices: Notices): Webhooks {
  return new Webhooks({
    ...{ nats, places, trials },
    saving: new Saving(places),
    settling: new Settling(nats, attempts),
    onDisable: (name, reason) => void notices.disable(name, reason),
    onWarning: (name, hours) => void notices.failing(name, hours),
  });
}
