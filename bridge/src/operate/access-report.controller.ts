import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiKeyGuard, Caller, type Identity, requireRole } from '../identity/identity.js';
import { AccessReport } from './access-report.js';
import { ReportQuery } from './client-requests.js';
import { queryAs } from './page.js';

/** Who may do what, for operators. */
@Controller('v1/access-report')
@UseGuards(ApiKeyGuard)
export class AccessReportController {
  constructor(private readonly report: AccessReport) {}

  @Get()
  async read(@Caller() caller: Identity, @Query(queryAs(ReportQuery)) { client }: ReportQuery): ReturnType<AccessReport['of']> {
    requireRole(caller, 'operator');
    return this.report.of(client);
  }
}
