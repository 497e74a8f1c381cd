import { Module } from '@nestjs/common';
import { ApproveModule } from '../approve/approve.module.js';
import { Queue } from './queue.js';
import { Turn } from './turn.js';
import { Workers } from './workers.js';

@Module({ imports: [ApproveModule], providers: [Queue, Turn, Workers] })
export class ApplyModule {}
