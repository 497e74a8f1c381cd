import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CommandModule } from '../command/command.module.js';
import { CONFIG, type Config } from '../config/config.js';
import { EventsOfSources } from './events.js';
import { Deciding } from './deciding.js';
import { InboundEvidence } from './evidence.js';
import { Inbound, Messages } from './inbound.js';
import { Items } from './items.js';
import { KnownSources, SOURCES } from './known-sources.js';
import { Leftovers } from './leftovers.js';
import { SeveralItems } from './several.js';
import { SingleItem } from './single.js';
import { readSources } from './sources.js';

/** Webhooks of other systems, from their proof to a command. */
@Module({
  imports: [AuditModule, CommandModule],
  providers: [
    { provide: SOURCES, inject: [CONFIG], useFactory: ({ inbound }: Config) => readSources(inbound.directory, process.env) },
    KnownSources,
    Messages,
    InboundEvidence,
    EventsOfSources,
    Items,
    SeveralItems,
    SingleItem,
    Deciding,
    Inbound,
    Leftovers,
  ],
  exports: [Inbound, Messages],
})
export class InboundModule {}
