import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseGuards } from '@nestjs/common';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireAnyRole } from '../identity/identity.js';
import { type Order, type Preview, Replays } from '../replay/replay.js';
import { bodyAs, queryAs } from './page.js';
import { ReplayBody, ReplayQuery } from './replay-requests.js';
import { MAY_ACT, MAY_COUNT, MAY_READ } from './roles.js';

/** Sending again: replays of a subscription, and what was ordered for dead letters. `?dryRun=true` counts and sends nothing. */
@Controller('v1/replays')
@UseGuards(ApiKeyGuard)
export class ReplaysController {
  constructor(private readonly replays: Replays) {}

  @Post()
  @HttpCode(202)
  async begin(
    @Caller() caller: Client,
    @Body(bodyAs(ReplayBody)) asked: ReplayBody,
    @Query('dryRun') dryRun?: string,
  ): Promise<Order | ({ dryRun: true } & Preview)> {
    requireAnyRole(caller, MAY_ACT);
    const { subscription, filter, why, perSecond } = asked;
    if (dryRun === 'true') return { dryRun: true, ...(await this.replays.preview({ subscription, filter })) };
    return this.replays.begin({ subscription, filter, why, perSecond, by: caller.id });
  }

  @Get()
  async list(@Caller() caller: Client, @Query(queryAs(ReplayQuery)) { before, limit }: ReplayQuery): Promise<{ replays: Order[] }> {
    requireAnyRole(caller, MAY_READ);
    return { replays: await this.replays.list(before, limit) };
  }

  @Get(':id')
  get(@Caller() caller: Client, @Param('id', ParseUUIDPipe) id: string): Promise<Order> {
    requireAnyRole(caller, MAY_COUNT);
    return this.replays.find(id);
  }

  @Post(':id/cancel')
  @HttpCode(202)
  cancel(@Caller() caller: Client, @Param('id', ParseUUIDPipe) id: string): Promise<Order> {
    requireAnyRole(caller, MAY_ACT);
    return this.replays.cancel(id, caller.id);
  }
}
