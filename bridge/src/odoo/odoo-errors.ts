/**
 * What an answer of Odoo's JSON-2 API means for whoever asked. Source: Odoo 19, `odoo/http.py`, Json2Dispatcher.handle_error:
 * `{name, message, arguments, context, debug}`. `debug` is a full traceback and never leaves this file. The addon tells of a
 * command that shared its call in the same words.
 */
import { type RefusalCode, refuse } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Defect, Refused, Retry } from '../failure.js';

/** what node adds to an Error; it need not be one of this realm */
const ofSystem = z.object({ syscall: z.string(), code: z.string(), errors: z.array(z.unknown()), cause: z.unknown() }).partial();
const failureBody = z.object({ name: z.string(), message: z.string() }).partial();

/** Odoo could not be reached or did not work at all; the breaker counts these. */
export class OdooAway extends Retry {}

/** It could not be asked at all: no connection was made, or none was tried. Nothing of the call can have been carried out. */
export class OdooUnreached extends OdooAway {}

const REFUSED_CONNECTION_MS = 1_000;
// it may still be working on the first attempt: asking again at once would only add to its load
const TIMED_OUT_MS = 10_000;
const LOCKED_MS = 500;
const NOT_READY_MS = 5_000;
const WRONG_KEY_MS = 30_000;
/** a proxy may ask for patience, but not for a silent day */
const LONGEST_ASKED_MS = 60_000;

/** refused: final, the sender hears it · busy: again soon · away: again later, and the breaker counts it · defect: a bug */
type Meaning =
  | { readonly means: 'refused'; readonly code: RefusalCode }
  | { readonly means: 'busy' | 'away'; readonly afterMs: number; readonly why: string }
  | { readonly means: 'defect' };

/** By name first: Odoo answers 500 to each of these. */
const BY_NAME: readonly (readonly [RegExp, Meaning])[] = [
  // the addon, like Odoo, tried it several times already
  [
    /^(psycopg2\.errors\.(SerializationFailure|DeadlockDetected|LockNotAvailable)|odoo\.exceptions\.ConcurrencyError)$/,
    { means: 'busy', afterMs: LOCKED_MS, why: 'others write to the same records' },
  ],
  // a query took longer than the addon lets a statement run
  [/^psycopg2\.errors\.QueryCanceled$/, { means: 'away', afterMs: TIMED_OUT_MS, why: 'it took too long' }],
  // the Odoo process is up but its Postgres is not, or pushed it off: nothing is wrong with the call
  [
    /^psycopg2\.(OperationalError|InterfaceError|pool\.PoolError|errors\.(AdminShutdown|CrashShutdown|CannotConnectNow|TooManyConnections|DiskFull|OutOfMemory))$/,
    { means: 'away', afterMs: REFUSED_CONNECTION_MS, why: 'it has no database' },
  ],
  [/MissingError$/, { means: 'refused', code: 'record-not-found' }],
];

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: { means: 'busy', afterMs: WRONG_KEY_MS, why: 'the API key is not accepted: provision it again' },
  403: { means: 'refused', code: 'odoo-access-denied' },
  // not a missing record: those are told by name
  404: { means: 'busy', afterMs: NOT_READY_MS, why: 'it is not known there: is the addon installed in this database, and up to date?' },
  409: { means: 'busy', afterMs: LOCKED_MS, why: 'others write to the same records' },
  422: { means: 'refused', code: 'odoo-refused' },
  429: { means: 'away', afterMs: REFUSED_CONNECTION_MS, why: 'it is asked too often' },
  502: { means: 'away', afterMs: REFUSED_CONNECTION_MS, why: 'the proxy does not reach it' },
  503: { means: 'away', afterMs: REFUSED_CONNECTION_MS, why: 'it is not available' },
  504: { means: 'away', afterMs: TIMED_OUT_MS, why: 'it did not answer the proxy in time' },
};

/** @param askedMs how long Odoo or a proxy asked to wait (Retry-After) */
export function failureOf(status: number, text: string, what: string, askedMs = 0): Error {
  const { name = 'an unknown error', message = '' } = parse(text);
  const meaning = BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? BY_STATUS[status] ?? { means: 'defect' };
  switch (meaning.means) {
    case 'refused':
      return new Refused(refuse(meaning.code, message));
    case 'busy':
      return new Retry(`Odoo cannot do ${what} now: ${meaning.why}`, Math.max(meaning.afterMs, askedMs));
    case 'away':
      return new OdooAway(`Odoo is away: ${what}: ${meaning.why}`, Math.max(meaning.afterMs, askedMs));
    case 'defect':
      return new Defect(`Odoo failed (${String(status)}) in ${what}: ${name}`);
  }
}

/** Seconds or a date (RFC 9110, 10.2.3), in ms from now; 0 without. */
export function retryAfterOf(headers: Headers): number {
  const value = headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), LONGEST_ASKED_MS) : 0;
}

/** No answer at all. Where a connection was made (reset, timed out) the call may have been carried out; where none was, it was not. */
export function unreachable(thrown: unknown, what: string): OdooAway {
  if (isTimeOut(thrown)) return new OdooAway(`Odoo did not answer ${what} in time`, TIMED_OUT_MS, thrown);
  const Away = isUnconnected(thrown) ? OdooUnreached : OdooAway;
  return new Away(`Odoo is away: ${what}`, REFUSED_CONNECTION_MS, thrown);
}

/**
 * Whether making the connection failed, as node tells it: `fetch failed`, caused by what connecting or resolving threw; one for each
 * address where the name has several. A host that vanishes later is told by the same codes, but by another call of the system.
 */
function isUnconnected(thrown: unknown): boolean {
  const { success, data } = ofSystem.safeParse(thrown);
  if (!success) return false;
  const { syscall, code, errors = [], cause } = data;
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') return true;
  return errors.length > 0 ? errors.every(isUnconnected) : isUnconnected(cause);
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
