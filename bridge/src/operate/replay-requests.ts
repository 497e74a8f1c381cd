/** What operators ask of replays. */
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsInt,
  IsISO8601,
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
import { Limit, WORD } from './page.js';

export class ReplayChoice {
  @IsOptional()
  @IsString({ each: true })
  @Length(1, 256, { each: true })
  @Matches(/^[a-z0-9.-]+$/, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  contracts?: string[];

  @IsOptional()
  @IsString()
  @Length(1, 256)
  @Matches(WORD)
  record?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
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
