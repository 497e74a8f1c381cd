/** Foreign error codes are read here only. Source: PostgreSQL 15, appendix A. */
import { Defect, Retry } from '../failure.js';

const CONTENTION = new Set(['40001', '40P01', '55P03']);
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
/** node-postgres has no codes for these */
const LOST = /Connection terminated|timeout exceeded when trying to connect|not queryable|connection is closed/i;

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Class 08 connection, 53 out of resources, 57P shutdown: the database is away, nothing is wrong with the work. */
function isAway(thrown: unknown): boolean {
  const code = codeOf(thrown);
  if (code === undefined) return thrown instanceof Error && LOST.test(thrown.message);
  return SOCKET.has(code) || code.startsWith('08') || code.startsWith('53') || code.startsWith('57P');
}

/** What a failed statement means for whoever asked; a Retry or Defect of the work itself passes through. */
export function asFailure(thrown: unknown): unknown {
  const code = codeOf(thrown);
  if (code !== undefined && CONTENTION.has(code)) return new Retry('Postgres asks to try again', 100, thrown);
  if (isAway(thrown)) return new Retry('Postgres is away', 1000, thrown);
  // only SQL states have five characters; everything else is not ours to translate
  return code?.length === 5 ? new Defect('Postgres refused a statement', thrown) : thrown;
}
