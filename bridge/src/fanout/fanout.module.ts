import { Module } from '@nestjs/common';
import { PolicyModule } from '../policy/policy.module.js';
import { Fanout } from './fanout.js';

/** Canonical events become deliveries: one per subscription that wants them and may have them. */
@Module({ imports: [PolicyModule], providers: [Fanout] })
export class FanoutModule {}
