import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireRole } from '../identity/identity.js';
import { parseBody } from '../intake/intake.js';
import { askedBy } from './asked.js';
import { parsedBy } from './parsed-by.js';
import { type Shown, Subscriptions } from './subscriptions.js';

const why = z.strictObject({ reason: z.string().min(1).max(500).optional() });

const bodyOf = ({ body }: FastifyRequest) => parseBody(Buffer.isBuffer(body) ? body : '');
const reasonOf = ({ body }: FastifyRequest) =>
  Buffer.isBuffer(body) && body.byteLength > 0 ? parsedBy(why, parseBody(body)).reason : undefined;

/** Who receives what, for operators. `?dryRun=true` checks a change and leaves everything as it is. */
@Controller('v1/subscriptions')
@UseGuards(ApiKeyGuard)
export class SubscriptionsController {
  constructor(private readonly subscriptions: Subscriptions) {}

  @Get()
  list(@Caller() caller: Client, @Query('client') client?: string): { subscriptions: Shown[] } {
    requireRole(caller, 'operator');
    return { subscriptions: this.subscriptions.list(client) };
  }

  @Get(':name')
  get(@Caller() caller: Client, @Param('name') name: string): Shown {
    requireRole(caller, 'operator');
    return this.subscriptions.get(name);
  }

  @Post()
  create(@Caller() caller: Client, @Req() request: FastifyRequest, @Query('dryRun') dryRun?: string): Promise<Shown> {
    return this.subscriptions.create(bodyOf(request), askedBy(caller, dryRun));
  }

  @Patch(':name')
  change(
    @Caller() caller: Client,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Query('dryRun') dryRun?: string,
  ): Promise<Shown> {
    return this.subscriptions.change(name, bodyOf(request), askedBy(caller, dryRun));
  }

  @Post(':name/pause')
  @HttpCode(200)
  pause(
    @Caller() caller: Client,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Query('dryRun') dryRun?: string,
  ): Promise<Shown> {
    return this.subscriptions.setStatus(name, 'paused', reasonOf(request), askedBy(caller, dryRun));
  }

  @Post(':name/resume')
  @HttpCode(200)
  resume(@Caller() caller: Client, @Param('name') name: string, @Query('dryRun') dryRun?: string): Promise<Shown> {
    return this.subscriptions.setStatus(name, 'active', undefined, askedBy(caller, dryRun));
  }

  @Delete(':name')
  @HttpCode(204)
  delete(@Caller() caller: Client, @Param('name') name: string, @Query('dryRun') dryRun?: string): Promise<void> {
    return this.subscriptions.delete(name, askedBy(caller, dryRun));
  }
}
