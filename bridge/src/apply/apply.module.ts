import { Module } from '@nestjs/common';
import { ApproveModule } from '../approve/approve.module.js';
import { Applies } from './apply.js';
import { Explanations } from './explanation.js';
import { Judgement } from './judgement.js';
import { Queue } from './queue.js';
import { Turn } from './turn.js';
import { Usage } from './usage.js';
import { Workers } from './workers.js';

@Module({
  imports: [ApproveModule],
  providers: [Applies, Queue, Usage, Judgement, Turn, Workers, Explanations],
  exports: [Explanations],
})
export class ApplyModule {}
