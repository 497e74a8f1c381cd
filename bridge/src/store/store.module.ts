import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Store } from './store.js';

/** Connected and migrated before anything else starts. */
@Global()
@Module({
  providers: [{ provide: Store, inject: [CONFIG], useFactory: (config: Config) => Store.open(config.databaseUrl) }],
  exports: [Store],
})
export class StoreModule {}
