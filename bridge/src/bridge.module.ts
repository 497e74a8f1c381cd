import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { NatsModule } from './nats/nats.module.js';

/** All rooms, in the order of the flow: first the adapters, then Odoo -> world, then world -> Odoo. */
@Module({})
export class BridgeModule {
  static of(config: Config): DynamicModule {
    return {
      module: BridgeModule,
      imports: [ConfigModule.of(config), NatsModule],
    };
  }
}
