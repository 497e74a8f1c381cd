/** What operators ask of dead letters. */
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsNumber, IsObject, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { Instant, Limit, WholeNumber, Word } from './page.js';

const STATES = ['open', 'retried', 'resolved', 'discarded'] as const;
const STAGES = ['translate', 'fanout', 'deliver'] as const;

/** All that is named must hold. */
export class LetterWords {
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @IsOptional()
  @IsIn(STAGES)
  stage?: (typeof STAGES)[number];

  @Word(128)
  reason?: string;

  @Word(64)
  subscription?: string;

  @Word(256)
  contract?: string;

  @Word(256)
  record?: string;

  @Word(512)
  event?: string;

  @Instant()
  since?: string;

  @Instant()
  until?: string;
}

/** `GET /v1/dead-letters?...` */
export class LetterQuery extends LetterWords {
  @Limit()
  limit = 100;

  /** the `next` of the page before */
  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(1)
  before?: number;
}

/** In a body: the same words, and single letters. */
export class LetterChoice extends LetterWords {
  @IsOptional()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @ArrayMaxSize(1_000)
  sequences?: number[];
}

/** Why somebody does it: goes into the audit trail. */
export class Why {
  @IsString()
  @Length(1, 500)
  why!: string;
}

/** `POST /v1/dead-letters/retries`, `.../discards`, `.../reopenings` */
export class LettersOrder extends Why {
  // an absent one is not nested, so it would pass
  @IsObject()
  @ValidateNested()
  @Type(() => LetterChoice)
  filter!: LetterChoice;

  @IsOptional()
  @IsNumber()
  @Min(0.01)
  @Max(2_000)
  perSecond?: number;

  /** the number that the dry run counted: refused when it is another one by now */
  @IsOptional()
  @IsInt()
  @Min(1)
  expect?: number;
}
