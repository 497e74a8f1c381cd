import { Controller, DefaultValuePipe, Get, HttpCode, Param, ParseIntPipe, Post, Query, UseGuards } from '@nestjs/common';
import { refuse } from '@odoo-nats-bridge/contracts';
import { type Explanation, Explanations } from '../apply/apply.js';
import { Refused } from '../failure.js';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireAnyRole } from '../identity/identity.js';
import { InForce, type PolicyState, Reload, Shadow, type ShadowReport } from '../policy/policy.js';
import { MAY_ACT, MAY_COUNT, MAY_READ } from './roles.js';

const DAYS_BY_DEFAULT = 7;
const MOST_DAYS = 30;

/** What policy is in force, why it decided what it decided, and what the shadow policies would change. */
@Controller('v1/policy')
@UseGuards(ApiKeyGuard)
export class PoliciesController {
  constructor(
    private readonly inForce: InForce,
    private readonly shadow: Shadow,
    private readonly reloading: Reload,
    private readonly explanations: Explanations,
  ) {}

  /** Of this replica. `problem`: why the files as they are now are not in force. */
  @Get()
  get(@Caller() caller: Client): PolicyState & { problem: string | null; shadow: string | null } {
    requireAnyRole(caller, MAY_COUNT);
    return { ...this.inForce.state, problem: this.reloading.problem ?? null, shadow: this.shadow.digest ?? null };
  }

  @Get('shadow')
  async shadowReport(
    @Caller() caller: Client,
    @Query('days', new DefaultValuePipe(DAYS_BY_DEFAULT), ParseIntPipe) days: number,
  ): Promise<ShadowReport> {
    requireAnyRole(caller, MAY_READ);
    return this.shadow.report(Math.min(Math.max(days, 1), MOST_DAYS));
  }

  @Get('explanations/:commandId')
  async explain(@Caller() caller: Client, @Param('commandId') commandId: string): Promise<Explanation> {
    requireAnyRole(caller, MAY_READ);
    const explanation = await this.explanations.of(commandId);
    if (explanation === undefined) throw new Refused(refuse('not-found', commandId));
    return explanation;
  }

  /** The files read again by this replica, as by SIGHUP. */
  @Post('reload')
  @HttpCode(200)
  async reload(@Caller() caller: Client): Promise<PolicyState & { problem: string | null }> {
    requireAnyRole(caller, MAY_ACT);
    await this.reloading.now(caller.id);
    return { ...this.inForce.state, problem: this.reloading.problem ?? null };
  }
}
