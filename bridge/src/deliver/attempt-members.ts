/** The single attempts of rows that are about several, and the pages that are made of them. Pure. */
import type { AttemptOutcome } from './attempt.js';

/** One attempt to deliver one event. */
export interface AttemptRow {
  /** of those that were written down together, when the first of them ended */
  readonly at: Date;
  readonly id: string;
  readonly subscription: string;
  readonly channel: string;
  readonly eventId: string | null;
  readonly contract: string | null;
  readonly recordId: string | null;
  readonly traceId: string | null;
  readonly sequence: number;
  readonly attempt: number;
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly latencyMs: number | null;
  readonly response: string | null;
  readonly replay: string | null;
  readonly letter: number | null;
}

type Single = 'eventId' | 'recordId' | 'traceId' | 'sequence' | 'latencyMs' | 'response';

/** A row of delivery_attempt: what differs between its attempts is lists. */
export interface StoredRow extends Omit<AttemptRow, Single> {
  readonly eventIds: readonly (string | null)[] | null;
  readonly recordIds: readonly (string | null)[] | null;
  readonly traceIds: readonly (string | null)[] | null;
  readonly sequences: readonly number[];
  readonly latenciesMs: readonly (number | null)[] | null;
  readonly responses: readonly (string | null)[] | null;
}

/** An attempt's. */
export interface Place {
  readonly at: Date;
  /** of the row */
  readonly id: string;
  /** of the attempt in it */
  readonly index: number;
}

interface Member extends Place {
  readonly attempt: AttemptRow;
}

/** What a row may have for one of its attempts only. */
interface Wanted {
  readonly event?: string | undefined;
  readonly record?: string | undefined;
  readonly trace?: string | undefined;
}

interface Asked {
  readonly filter: Wanted;
  /** only what is behind it */
  readonly from: Place | undefined;
  readonly limit: number;
  /** how many rows were asked for */
  readonly most: number;
}

/** Of rows, the newest first. `next`: behind what the next page begins; undefined: there is none. */
export function pageOf(
  rows: readonly StoredRow[],
  { filter, from, limit, most }: Asked,
): { readonly attempts: readonly AttemptRow[]; readonly next: Place | undefined } {
  const found: Member[] = [];
  for (const row of rows) {
    found.push(...membersOf(row).filter((one) => isBehind(one, from) && fits(one, filter)));
    if (found.length > limit) return { attempts: found.slice(0, limit).map(({ attempt }) => attempt), next: found[limit - 1] };
  }
  const last = rows.length < most ? undefined : rows.at(-1);
  return { attempts: found.map(({ attempt }) => attempt), next: last && { at: last.at, id: last.id, index: 0 } };
}

/** Those of one row, the last told first, as rows are. */
function membersOf({ eventIds, recordIds, traceIds, sequences, latenciesMs, responses, ...shared }: StoredRow): Member[] {
  const { at, id } = shared;
  return sequences
    .map((sequence, index) => {
      const own = {
        eventId: eventIds?.[index] ?? null,
        recordId: recordIds?.[index] ?? null,
        traceId: traceIds?.[index] ?? null,
        latencyMs: latenciesMs?.[index] ?? null,
        response: responses?.[index] ?? null,
      };
      return { at, id, index, attempt: { ...shared, ...own, id: sequences.length === 1 ? id : `${id}.${index}`, sequence } };
    })
    .reverse();
}

function fits({ attempt: { eventId, recordId, traceId } }: Member, { event, record, trace }: Wanted): boolean {
  return (event ?? eventId) === eventId && (record ?? recordId) === recordId && (trace ?? traceId) === traceId;
}

/** Not on the page before. */
const isBehind = ({ id, index }: Member, from: Place | undefined): boolean => from?.id !== id || index < from.index;

export const textOf = ({ at, id, index }: Place): string => Buffer.from(`${at.toISOString()} ${id} ${index}`).toString('base64url');

/** Undefined for a text that is none. */
export function placeOf(text: string | undefined): Place | undefined {
  const [, at = '', id = '', index = '0'] =
    /^(\S+Z) ([0-9a-f-]{36}) (\d{1,6})$/.exec(Buffer.from(text ?? '', 'base64url').toString()) ?? [];
  return at === '' ? undefined : { at: new Date(at), id, index: Number(index) };
}
