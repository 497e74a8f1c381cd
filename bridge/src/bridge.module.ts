import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { AuditModule } from './audit/audit.module.js';
import { DeliverModule } from './deliver/deliver.module.js';
import { FanoutModule } from './fanout/fanout.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IngressModule } from './ingress/ingress.module.js';
import { NatsModule } from './nats/nats.module.js';
import { ObserveModule } from './observe/observe.module.js';
import { OdooModule } from './odoo/odoo.module.js';
import { OperateModule } from './operate/operate.module.js';
import { OutcomeModule } from './outcome/outcome.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { ReplayModule } from './replay/replay.module.js';
import { StoreModule } from './store/store.module.js';
import { SubscriptionModule } from './subscription/subscription.module.js';
import { TranslateModule } from './translate/translate.module.js';

/** All rooms, in the order of the flow: first the adapters, then Odoo -> world, then world -> Odoo. */
@Module({})
export class BridgeModule {
  static of(config: Config): DynamicModule {
    return {
      module: BridgeModule,
      imports: [
        ConfigModule.of(config),
        ObserveModule,
        NatsModule,
        StoreModule,
        OdooModule,
        AuditModule,
        SubscriptionModule,
        PolicyModule,
        TranslateModule,
        FanoutModule,
        DeliverModule,
        ReplayModule,
        IdentityModule,
        OutcomeModule,
        IngressModule,
        OperateModule,
      ],
    };
  }
}
