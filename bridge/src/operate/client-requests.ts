/** What operators ask of clients and their API keys. */
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { WholeNumber, Word } from './page.js';

const toTruth = ({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `GET /v1/clients?...`: all that is named must hold. */
export class ClientQuery {
  @IsOptional()
  @Transform(toTruth)
  @IsBoolean()
  withoutOwner?: boolean;

  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(0)
  @Max(3_650)
  unusedDays?: number;

  /** also those of a client whose review is due within as many days */
  @IsOptional()
  @WholeNumber()
  @IsInt()
  @Min(0)
  @Max(3_650)
  expiringDays?: number;
}

/** `GET /v1/access-report?client=` */
export class ReportQuery {
  @Word(64)
  client?: string;
}

export class Owner {
  @IsString()
  @Length(1, 200)
  @Matches(/\S/)
  name!: string;

  @IsOptional()
  @IsEmail()
  @MaxLength(320)
  email?: string;
}

/** `PUT /v1/clients/{id}/owner`: what is not named is taken away. */
export class Ownership {
  @IsObject()
  @ValidateNested()
  @Type(() => Owner)
  owner!: Owner;

  @IsOptional()
  @Matches(DAY)
  @IsISO8601({ strict: true })
  reviewBy?: string;
}

/** `POST /v1/clients/{id}/keys` */
export class KeyWanted {
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  expiresAt?: string;
}

/** `POST /v1/clients/{id}/keys/rotate` */
export class KeyRotation extends KeyWanted {
  /** how long the others go on working; 0: not at all */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(720)
  overlapHours = 24;
}
