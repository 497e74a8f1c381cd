import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DeliverModule } from '../deliver/deliver.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { Endings } from './endings.js';
import { JudgedAgain } from './judged-again.js';
import { Previews } from './previews.js';
import { Replays } from './replay.js';
import { ReplayRunner } from './runner.js';

/** What was sent before, or could not be, is sent again on an operator's order. */
@Module({
  imports: [AuditModule, PolicyModule, DeliverModule],
  providers: [Replays, Previews, JudgedAgain, Endings, ReplayRunner],
  exports: [Replays],
})
export class ReplayModule {}
