import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Policy } from './policy.js';

/** A bad policy file stops the start. */
@Global()
@Module({
  providers: [{ provide: Policy, inject: [CONFIG], useFactory: (config: Config) => Policy.load(config.policyDir) }],
  exports: [Policy],
})
export class PolicyModule {}
