import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Access } from '../identity/access.js';
import { CONFIG, type Config } from './config.js';

export { CONFIG };

/** What every room may ask for: the parsed environment, and who may talk to the bridge. */
@Global()
@Module({})
export class ConfigModule {
  static of(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Access, useFactory: () => Access.read(config.accessFile) },
      ],
      exports: [CONFIG, Access],
    };
  }
}
