import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { type AttemptPage, AttemptSearch } from '../deliver/deliver.js';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireAnyRole } from '../identity/identity.js';
import { DeliveryQuery } from './delivery-query.js';
import { queryAs } from './page.js';
import { MAY_READ } from './roles.js';

/** Attempts to deliver: who got what, when, and what was answered. */
@Controller('v1/deliveries')
@UseGuards(ApiKeyGuard)
export class DeliveriesController {
  constructor(private readonly attempts: AttemptSearch) {}

  @Get()
  find(@Caller() caller: Client, @Query(queryAs(DeliveryQuery)) asked: DeliveryQuery): Promise<AttemptPage> {
    requireAnyRole(caller, MAY_READ);
    const { limit, after, ...filter } = asked;
    return this.attempts.find(filter, { after, limit });
  }
}
