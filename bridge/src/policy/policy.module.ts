import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { InForce, Policy, Reload, Shadow } from './policy.js';

/** A bad policy file stops the start. */
@Global()
@Module({
  providers: [
    { provide: Policy, inject: [CONFIG], useFactory: (config: Config) => Policy.load(config.policyDir) },
    InForce,
    Shadow,
    Reload,
  ],
  exports: [Policy, InForce, Shadow, Reload],
})
export class PolicyModule {}
