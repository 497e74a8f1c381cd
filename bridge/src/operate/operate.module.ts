import { Module } from '@nestjs/common';
import { DeadLetterModule } from '../deadletter/deadletter.module.js';
import { DeliverModule } from '../deliver/deliver.module.js';
import { ReplayModule } from '../replay/replay.module.js';
import { AuditController } from './audit.controller.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { ReplaysController } from './replays.controller.js';

/** What operators see and do. */
@Module({
  imports: [DeadLetterModule, ReplayModule, DeliverModule],
  controllers: [AuditController, DeadLettersController, ReplaysController, DeliveriesController],
})
export class OperateModule {}
