import { BadRequestException, Controller, Get, Query, UseGuards, ValidationPipe } from '@nestjs/common';
import { AuditLog, type Link } from '../audit/audit.js';
import type { Client } from '../identity/access.js';
import { ApiKeyGuard, Caller, requireRole } from '../identity/identity.js';
import { AuditQuery } from './audit-query.js';

const validated = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true, expectedType: AuditQuery });

/** The audit trail for operators: the story of one id. */
@Controller('v1/audit')
@UseGuards(ApiKeyGuard)
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  @Get()
  async story(@Caller() client: Client, @Query(validated) query: AuditQuery): Promise<{ entries: Link[] }> {
    requireRole(client, 'operator');
    const id = query.correlationId ?? query.commandId;
    if (id === undefined) throw new BadRequestException('name a correlationId or a commandId');
    return { entries: await this.audit.story(id) };
  }
}
