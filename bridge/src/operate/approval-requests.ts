/** What people ask of approvals. */
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Limit } from './page.js';

const STATUSES = ['open', 'approved', 'denied', 'expired', 'withdrawn'] as const;

/** `GET /v1/approvals?...` */
export class ApprovalQuery {
  /** `true`: all that one's roles are for; otherwise only what one may decide now */
  @IsOptional()
  @IsIn(['true', 'false'])
  all?: 'true' | 'false';

  /** only with `all` */
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @Limit()
  limit = 100;

  /** the `next` of the page before */
  @IsOptional()
  @IsUUID()
  before?: string;
}

/** Why: goes into the audit trail; a no is told to the sender with it. */
export class Reason {
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class Handing extends Reason {
  /** id of somebody who has one of the roles */
  @IsString()
  @Length(1, 256)
  @Matches(/^[\x21-\x7e]+$/)
  to!: string;
}
