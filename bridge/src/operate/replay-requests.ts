/** What operators ask of replays. */
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Why } from './letter-requests.js';
import { Instant, Limit, Word } from './page.js';

export class ReplayChoice {
  @IsOptional()
  @IsString({ each: true })
  @Length(1, 256, { each: true })
  @Matches(/^[a-z0-9.-]+$/, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  contracts?: string[];

  @Word(256)
  record?: string;

  @Instant()
  since?: string;

  @Instant()
  until?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  fromSequence?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  toSequence?: number;
}

/** `POST /v1/replays` */
export class ReplayBody extends Why {
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/)
  subscription!: string;

  @ValidateNested()
  @Type(() => ReplayChoice)
  filter: ReplayChoice = new ReplayChoice();

  @IsOptional()
  @IsNumber()
  @Min(0.01)
  @Max(2_000)
  perSecond?: number;
}

/** `GET /v1/replays?...` */
export class ReplayQuery {
  @Limit()
  limit = 100;

  /** the id of the last one on the page before */
  @IsOptional()
  @IsUUID()
  before?: string;
}
