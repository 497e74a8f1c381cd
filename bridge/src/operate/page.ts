/** What requests of operators share: pages, ids, and bodies parsed by a class. */
import { type PipeTransform, type Type, ValidationPipe, applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { parseBody } from '../intake/intake.js';

/** printable, without blanks: these go into a query, a header and a log line */
const WORD = /^[\x21-\x7e]+$/;

const toNumber = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);

/** A whole number in a query string. */
export const WholeNumber = (): PropertyDecorator => Transform(toNumber);

/** A word that may be named. */
export const Word = (longest: number): PropertyDecorator => applyDecorators(IsOptional(), IsString(), Length(1, longest), Matches(WORD));

/** An instant that may be named, RFC 3339. */
export const Instant = (): PropertyDecorator => applyDecorators(IsOptional(), IsISO8601({ strict: true }));

/** How many on a page. */
export const Limit = (): PropertyDecorator => applyDecorators(IsOptional(), WholeNumber(), IsInt(), Min(1), Max(500));

const RULES = { transform: true, whitelist: true, forbidNonWhitelisted: true } as const;

export const queryAs = (type: Type): ValidationPipe => new ValidationPipe({ ...RULES, expectedType: type });

/** A JSON body; an empty one is an empty object. Refused `bad-json`, or 400 with the wrong fields. */
export function bodyAs(type: Type): PipeTransform<unknown, Promise<unknown>> {
  const rules = new ValidationPipe({ ...RULES, expectedType: type });
  return {
    transform: (body) => {
      const given = Buffer.isBuffer(body) && body.byteLength > 0 ? parseBody(body) : {};
      return rules.transform(given, { type: 'body', metatype: type }) as Promise<unknown>;
    },
  };
}
