import { Module } from '@nestjs/common';
import { OutcomeConsumers } from './consumers.js';
import { Publisher } from './publisher.js';

@Module({ providers: [Publisher, OutcomeConsumers] })
export class OutcomeModule {}
