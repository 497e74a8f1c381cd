import { IsOptional, IsString, Length, Matches } from 'class-validator';

// printable: these go into a query and a log line
const ID = /^[\x20-\x7e]+$/;

/** `GET /v1/audit?correlationId=` or `?commandId=` (also an event's, a record's or a delivery's id). */
export class AuditQuery {
  @IsOptional()
  @IsString()
  @Length(1, 256)
  @Matches(ID)
  correlationId?: string;

  @IsOptional()
  @IsString()
  @Length(1, 256)
  @Matches(ID)
  commandId?: string;
}
