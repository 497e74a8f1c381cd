import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, UseGuards } from '@nestjs/common';
import { Decisions, Inbox, type InboxPage, type Seen } from '../approve/approve.js';
import { ApiKeyGuard, Caller, type Identity } from '../identity/identity.js';
import { ApprovalQuery, Handing, Reason } from './approval-requests.js';
import { bodyAs, queryAs } from './page.js';

const reason = bodyAs(Reason);

/** What waits for a person. Who may decide stands with each approval; whoever may not is refused with the reason. */
@Controller('v1/approvals')
@UseGuards(ApiKeyGuard)
export class ApprovalsController {
  constructor(
    private readonly inbox: Inbox,
    private readonly decisions: Decisions,
  ) {}

  @Get()
  list(@Caller() caller: Identity, @Query(queryAs(ApprovalQuery)) asked: ApprovalQuery): Promise<InboxPage> {
    const { all, status, limit, before } = asked;
    return this.inbox.list(caller, { all: all === 'true', status, limit, before });
  }

  @Get(':id')
  get(@Caller() caller: Identity, @Param('id', ParseUUIDPipe) id: string): Promise<Seen> {
    return this.inbox.show(caller, id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  async approve(@Caller() caller: Identity, @Param('id', ParseUUIDPipe) id: string, @Body(reason) said: Reason): Promise<Seen> {
    await this.decisions.approve({ by: caller, approval: id, reason: said.reason });
    return this.inbox.show(caller, id);
  }

  @Post(':id/deny')
  @HttpCode(200)
  async deny(@Caller() caller: Identity, @Param('id', ParseUUIDPipe) id: string, @Body(reason) said: Reason): Promise<Seen> {
    await this.decisions.deny({ by: caller, approval: id, reason: said.reason });
    return this.inbox.show(caller, id);
  }

  @Post(':id/delegate')
  @HttpCode(200)
  async delegate(@Caller() caller: Identity, @Param('id', ParseUUIDPipe) id: string, @Body(bodyAs(Handing)) said: Handing): Promise<Seen> {
    await this.decisions.delegate({ by: caller, approval: id, reason: said.reason }, said.to);
    return this.inbox.show(caller, id);
  }
}
