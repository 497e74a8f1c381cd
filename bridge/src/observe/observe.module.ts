import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Health } from './observe.js';
import { Ready } from './readiness.js';

@Global()
@Module({ controllers: [HealthController], providers: [Health, Ready], exports: [Health] })
export class ObserveModule {}
