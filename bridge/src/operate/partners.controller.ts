import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireRole } from '../identity/identity.js';
import { parseBody } from '../intake/intake.js';
import { askedBy } from './asked.js';
import { type PartnerAdded, type PartnerRemoved, Partners } from './partners.js';
import { Subscriptions } from './subscriptions.js';

const bodyOf = ({ body }: FastifyRequest) => (Buffer.isBuffer(body) && body.byteLength > 0 ? parseBody(body) : {});

/** Partners from the first to the last day, for operators. `?dryRun=true` checks a change and leaves everything as it is. */
@Controller('v1/partners')
@UseGuards(ApiKeyGuard)
export class PartnersController {
  constructor(
    private readonly partners: Partners,
    private readonly subscriptions: Subscriptions,
  ) {}

  @Post()
  @HttpCode(200)
  add(@Caller() caller: Client, @Req() request: FastifyRequest, @Query('dryRun') dryRun?: string): Promise<PartnerAdded> {
    return this.partners.add(bodyOf(request), (body, owner) => this.subscriptions.declared(body, owner), askedBy(caller, dryRun));
  }

  @Get(':name')
  async show(@Caller() caller: Client, @Param('name') name: string): Promise<Readonly<Record<string, unknown>>> {
    requireRole(caller, 'operator');
    return this.partners.show(name);
  }

  @Post(':name/rotate')
  @HttpCode(200)
  rotate(
    @Caller() caller: Client,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Query('dryRun') dryRun?: string,
  ): ReturnType<Partners['rotate']> {
    return this.partners.rotate(name, bodyOf(request), askedBy(caller, dryRun));
  }

  /** Says what the partner did not get any more. */
  @Delete(':name')
  remove(@Caller() caller: Client, @Param('name') name: string, @Query('dryRun') dryRun?: string): Promise<PartnerRemoved> {
    return this.partners.remove(name, askedBy(caller, dryRun));
  }
}
