/** What operators ask of inbound messages. */
import { IsIn, IsObject, IsOptional, IsUUID } from 'class-validator';
import { Instant, Limit, Word } from './page.js';

const STATES = ['received', 'handed-over', 'event', 'ignored', 'rejected', 'partly'] as const;

/** `GET /v1/inbound?...`; all that is named must hold. */
export class InboundQuery {
  @Limit()
  limit = 100;

  /** the `next` of the page before */
  @IsOptional()
  @IsUUID()
  before?: string;

  @Word(64)
  source?: string;

  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @Word(64)
  reason?: string;

  @Word(256)
  sourceKey?: string;

  @Instant()
  since?: string;

  @Instant()
  until?: string;
}

/** `POST /v1/inbound/sources/<source>/try` */
export class TryBody {
  @IsOptional()
  @IsObject()
  headers: Record<string, string> = {};

  @IsObject()
  body!: Record<string, unknown>;
}
