import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CommandModule } from '../command/command.module.js';
import { QueryModule } from '../query/query.module.js';
import { InboundModule } from '../inbound/inbound.module.js';
import { BulkModule } from '../bulk/bulk.module.js';
import { BulkController, NDJSON } from './bulk.controller.js';
import { HooksController } from './hooks.controller.js';
import { HttpDoor } from './http-door.controller.js';
import { HttpQueries } from './http-queries.controller.js';
import { NatsDoor } from './nats-door.controller.js';
import { NatsQueries } from './nats-queries.controller.js';
import { SubmissionsController } from './submissions.controller.js';
import { ProblemFilter } from './problem.filter.js';

/** The doors of commands and queries: HTTP and NATS. */
@Module({
  imports: [CommandModule, QueryModule, InboundModule, BulkModule],
  controllers: [HttpDoor, NatsDoor, HttpQueries, NatsQueries, HooksController, BulkController, SubmissionsController],
  providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
})
export class IngressModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Bodies arrive as they were sent, whatever they call themselves: the door parses them, so that its refusals have our codes. */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    // its door reads it line by line
    server.addContentTypeParser(NDJSON, (_request, payload, done) => {
      done(null, payload);
    });
  }
}
