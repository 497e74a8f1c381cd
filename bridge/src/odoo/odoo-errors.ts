/**
 * What an answer of Odoo's JSON-2 API means for whoever asked. Source: Odoo 19, `odoo/http.py`, Json2Dispatcher.handle_error:
 * `{name, message, arguments, context, debug}`. `debug` is a full traceback and never leaves this file.
 */
import { refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Defect, Refused, Retry } from '../failure.js';

const failureBody = z.object({ name: z.string(), message: z.string() }).partial();

/** Odoo could not be reached or did not work at all; the breaker counts these. */
export class OdooAway extends Retry {}

const REFUSED_CONNECTION_MS = 1_000;
// it may still be working on the first attempt: asking again at once would only add to its load
const TIMED_OUT_MS = 10_000;
const LOCKED_MS = 500;
const NOT_READY_MS = 5_000;
const WRONG_KEY_MS = 30_000;

/** The Odoo process is up but its Postgres is not, or pushed it off: nothing is wrong with the call. */
const DATABASE_TROUBLE = /^psycopg2\.(OperationalError|InterfaceError|errors\.(AdminShutdown|CannotConnectNow|TooManyConnections))$/;

/** A query took longer than the addon lets a statement run. */
const CUT_OFF = 'psycopg2.errors.QueryCanceled';

export function failureOf(status: number, text: string, what: string): Error {
  const { name = 'an unknown error', message = '' } = parse(text);
  switch (status) {
    case 401:
      return new Retry(`Odoo does not accept the API key for ${what}: provision it again`, WRONG_KEY_MS);
    case 403:
      return new Refused(refuse('odoo-access-denied', message));
    case 404:
      if (name.endsWith('MissingError')) return new Refused(refuse('record-not-found', message));
      return new Retry(`Odoo does not know ${what}: is the addon installed in this database? (${message})`, NOT_READY_MS);
    case 409:
      return new Retry(`Odoo is busy with the same records: ${what}`, LOCKED_MS);
    case 422:
      return new Refused(refuse('odoo-refused', message));
    case 502:
    case 503:
    case 504:
      return new OdooAway(`Odoo answers ${status} to ${what}`, REFUSED_CONNECTION_MS);
    default:
      if (DATABASE_TROUBLE.test(name)) return new OdooAway(`Odoo has no database: ${name}`, REFUSED_CONNECTION_MS);
      if (name === CUT_OFF) return new OdooAway(`Odoo took too long for ${what}`, TIMED_OUT_MS);
      return new Defect(`Odoo failed (${status}) in ${what}: ${name}`);
  }
}

/** No answer at all: refused, reset, timed out. The call may have been carried out. */
export function unreachable(thrown: unknown, what: string): OdooAway {
  if (isTimeOut(thrown)) return new OdooAway(`Odoo did not answer ${what} in time`, TIMED_OUT_MS, thrown);
  return new OdooAway(`Odoo is away: ${what}`, REFUSED_CONNECTION_MS, thrown);
}

// AbortSignal.timeout rejects with a DOMException, which is not an Error everywhere
const isTimeOut = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === 'TimeoutError';

function parse(text: string): z.infer<typeof failureBody> {
  try {
    return failureBody.parse(JSON.parse(text));
  } catch {
    // a proxy's page, or nothing
    return {};
  }
}
