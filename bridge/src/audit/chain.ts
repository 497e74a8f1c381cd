/**
 * The hash chain, purely: each entry's hash covers its own content, its number and the hash before it.
 * Whoever edits, removes or reorders an entry breaks the chain there. Cutting off its end is not visible in the chain
 * itself: compare the head (`verify` prints it) with one noted elsewhere.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

export type Subject = Readonly<Record<string, string | number | null>>;

/** What a room has to say; number, time and hashes are the chain's. */
export interface NewAuditEntry {
  /** `command.accepted`, `event.delivered`, `watch.pushed`: the thing, and what happened to it */
  readonly kind: string;
  /** who: a client's id, an Odoo login, or `bridge` */
  readonly actor: string;
  readonly correlationId: string;
  /** ids by their kind, e.g. `{ commandId, eventId, recordId, subscription }`: any of them leads to the story */
  readonly subject: Subject;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface Link {
  readonly seq: number;
  /** RFC 3339 UTC, whole milliseconds */
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly subject: Subject;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previousHash: string;
  readonly hash: string;
}

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry builds on. */
export const GENESIS: Head = { seq: 0, hash: '0'.repeat(64) };

export function hashOf(link: Omit<Link, 'hash'>): string {
  const { seq, at, kind, actor, correlationId, subject, data, previousHash } = link;
  return createHash('sha256').update(canonicalJson({ seq, at, kind, actor, correlationId, subject, data, previousHash })).digest('hex');
}

/** Links new entries behind `head`. */
export function chain(head: Head, at: string, entries: readonly NewAuditEntry[]): Link[] {
  const links: Link[] = [];
  let last = head;
  for (const entry of entries) {
    const content = storable({ data: {}, ...entry });
    const unsealed = { ...content, seq: last.seq + 1, at, previousHash: last.hash };
    const link = { ...unsealed, hash: hashOf(unsealed) };
    links.push(link);
    last = link;
  }
  return links;
}

export interface Break {
  /** the first number at which the chain does not hold */
  readonly seq: number;
  readonly reason: string;
}

/** The first break behind `head`, or the new head. */
export function inspect(head: Head, links: readonly Link[]): Head | Break {
  let last = head;
  for (const link of links) {
    const reason = wrongIn(last, link);
    if (reason !== undefined) return { seq: last.seq + 1, reason };
    last = link;
  }
  return last;
}

function wrongIn(last: Head, link: Link): string | undefined {
  if (link.seq !== last.seq + 1) return `entry ${String(last.seq + 1)} is missing (deleted or renumbered); next is ${String(link.seq)}`;
  if (link.previousHash !== last.hash) return 'it does not follow the entry before it (replaced or reordered)';
  if (hashOf(link) !== link.hash) return 'its content is not what was written (edited or moved)';
  return undefined;
}

/** jsonb cannot hold NUL or half a surrogate pair; evidence must not fail on odd text, so both become U+FFFD. */
function storable<Value>(value: Value): Value {
  const clean = (_key: string, inner: unknown): unknown => (typeof inner === 'string' ? tidy(inner) : inner);
  return JSON.parse(JSON.stringify(value, clean)) as Value;
}

const tidy = (text: string): string => text.replaceAll('\0', '\uFFFD').replace(LONE_SURROGATE, '\uFFFD');
const LONE_SURROGATE = /\p{Surrogate}/gu;
