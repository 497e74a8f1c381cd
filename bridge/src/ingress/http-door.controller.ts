import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Commands, type ListPage, type Status } from '../command/command.js';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, type Identity, Sender } from '../identity/identity.js';
import { deprecationOf } from './deprecation.js';
import { listQueryOf } from './list-query.js';
import { patienceMs } from './patience.js';
import { httpStatusOf } from './problem.js';

/**
 * Commands over HTTP. A recorded command answers with its status: 200 applied, 202 still open, else the status of its refusal
 * (403 by policy, 422 by Odoo's rules, 500 failed). What is refused before it is recorded answers with a problem.
 */
@Controller('v1/commands')
@UseGuards(ApiKeyGuard)
export class HttpDoor {
  constructor(private readonly commands: Commands) {}

  @Post(':type')
  async send(
    @Sender() client: Client,
    @Param('type') type: string,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Headers('prefer') prefer: string | undefined,
    @Headers('deadline') deadline: string | undefined,
    @Headers('if-match') expectedVersion: string | undefined,
    @Query('wait') wait: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Status> {
    void reply.headers(deprecationOf(type));
    const body = Buffer.isBuffer(request.body) ? request.body : '';
    const received = { client, type, idempotencyKey, body, deadline, expectedVersion, via: 'http' as const };
    return answer(reply, await this.commands.send(received, patienceMs(prefer, wait)));
  }

  /** `?status=`, `?limit=`, `?before=`; `?all=true` for operators. */
  @Get()
  list(@Caller() caller: Identity, @Query() query: Readonly<Record<string, string>>): Promise<ListPage> {
    return this.commands.list(caller, query.all === 'true', listQueryOf(query));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Sender() client: Client, @Param('id') id: string): Promise<Status> {
    return this.commands.cancel(client, id);
  }

  @Get(':id')
  async status(
    @Sender() client: Client,
    @Param('id') id: string,
    @Headers('prefer') prefer: string | undefined,
    @Query('wait') wait: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Status> {
    return answer(reply, await this.commands.status(client, id, patienceMs(prefer, wait, 0)));
  }
}

function answer(reply: FastifyReply, status: Status): Status {
  void reply.status(codeOf(status)).header('cache-control', 'no-store');
  if (status.commandId !== null) void reply.header('location', `/v1/commands/${status.commandId}`);
  return status;
}

function codeOf(status: Status): number {
  if (status.refusal !== null) return httpStatusOf(status.refusal);
  return status.status === 'applied' ? 200 : 202;
}
