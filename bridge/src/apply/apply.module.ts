import { Module } from '@nestjs/common';
import { Queue } from './queue.js';
import { Turn } from './turn.js';
import { Workers } from './workers.js';

@Module({ providers: [Queue, Turn, Workers] })
export class ApplyModule {}
