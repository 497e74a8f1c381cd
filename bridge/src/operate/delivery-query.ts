import { IsIn, IsInt, IsOptional, IsUUID, Matches, Min } from 'class-validator';
import { Instant, Limit, WholeNumber, Word } from './page.js';

const OUTCOMES = ['delivered', 'failed', 'dead-lettered', 'gone'] as const;

/** `GET /v1/deliveries?...`; all that is named must hold. */
export class DeliveryQuery {
  @Limit()
  limit = 100;

  @Word(256)
  record?: string;

  @Word(512)
  event?: string;

  @Word(64)
  subscription?: string;

  @Word(256)
  contract?: string;

  @IsOptional()
  @IsIn(['nats', 'webhook'])
  channel?: string;

  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: (typeof OUTCOMES)[number];

  @Word(128)
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

  @Instant()
  since?: string;

  @Instant()
  until?: string;

  /** the `next` of the page before */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,200}$/)
  after?: string;
}
