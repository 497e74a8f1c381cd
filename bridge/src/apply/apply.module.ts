import { Module } from '@nestjs/common';
import { Applies } from './apply.js';
import { Queue } from './queue.js';
import { Turn } from './turn.js';
import { Workers } from './workers.js';

@Module({ providers: [Applies, Queue, Turn, Workers] })
export class ApplyModule {}
