import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CommandModule } from '../command/command.module.js';
import { CONFIG, type Config } from '../config/config.js';
import { EventsOfSources } from './events.js';
import { Inbound, Messages, SOURCES } from './inbound.js';
import { Items } from './items.js';
import { Leftovers } from './leftovers.js';
import { SeveralItems } from './several.js';
import { readSources } from './sources.js';

/** Webhooks of other systems, from their proof to a command. */
@Module({
  imports: [AuditModule, CommandModule],
  providers: [
    { provide: SOURCES, inject: [CONFIG], useFactory: ({ inbound }: Config) => readSources(inbound.directory, process.env) },
    Messages,
    EventsOfSources,
    Items,
    SeveralItems,
    Inbound,
    Leftovers,
  ],
  exports: [Inbound, Messages],
})
export class InboundModule {}
