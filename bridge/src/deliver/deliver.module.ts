import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Advisories } from './advisories.js';
import { Deliver } from './deliver.js';

/** Deliveries reach their subscribers: pulled over NATS, or posted to a webhook. */
@Module({ imports: [AuditModule], controllers: [Advisories], providers: [Deliver] })
export class DeliverModule {}
