/**
 * Structured logs: one JSON object per line on stdout. Rooms log through Nest's `Logger`; an object becomes the line's fields:
 * `logger.log({ msg: 'delivered', subscription, attempt })`.
 */
import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import type { Config } from './config.js';

// The last line of defence: rooms are to leave secrets out of what they log.
const SECRETS = ['password', 'pass', 'secret', 'seed', 'token', 'apiKey', 'key', 'keys', 'authorization', 'cookie'];

export function createLog(level: Config['logLevel'], destination?: pino.DestinationStream): Logger {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options: pino.LoggerOptions = {
    level,
    base: { service: 'bridge' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, censor: '***' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Nest calls `log(message, ...details, context)`. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: pino.Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const details = rest.slice(0, -1).filter((detail) => detail !== undefined);
    this.log_[level]({
      ...(typeof context === 'string' ? { context } : {}),
      ...(details.length > 0 ? { details } : {}),
      ...fieldsOf(message),
    });
  }
}

function fieldsOf(message: unknown): Record<string, unknown> {
  if (message instanceof Error) return { err: message, msg: message.message };
  if (typeof message === 'object' && message !== null) return { ...message };
  return { msg: String(message) };
}
