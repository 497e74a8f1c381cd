import { IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import { Limit, WORD, WholeNumber } from './page.js';

const OUTCOMES = ['delivered', 'failed', 'dead-lettered', 'gone'] as const;

/** `GET /v1/deliveries?...`; all that is named must hold. */
export class DeliveryQuery {
  @Limit()
  limit = 100;

  @IsOptional()
  @IsString()
  @Length(1, 256)
  @Matches(WORD)
  record?: string;

  @IsOptional()
  @IsString()
  @Length(1, 512)
  @Matches(WORD)
  event?: string;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  @Matches(WORD)
  subscription?: string;

  @IsOptional()
  @IsString()
  @Length(1, 256)
  @Matches(WORD)
  contract?: string;

  @IsOptional()
  @IsIn(['nats', 'webhook'])
  channel?: string;

  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: (typeof OUTCOMES)[number];

  @IsOptional()
  @IsString()
  @Length(1, 128)
  @Matches(WORD)
  reason?: string;

  @IsOptional()
  @Matches(/^[0-9a-f]{32}$/)
  trace?: string;

  @IsOptional()
  @IsUUID()
  replay?: string;

  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(1)
  letter?: number;

  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  until?: string;

  /** the `next` of the page before */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,200}$/)
  after?: string;
}
