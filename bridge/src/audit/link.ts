/**
 * One entry of the audit and its digests, purely. Each digest is SHA-256 (hex) over the canonical JSON (RFC 8785) of
 *
 *   payload   {data, salt}                                     may be erased: only its digest stays
 *   content   {actor, correlationId, kind, payload, subject}   who, what, about what; `payload` is that digest
 *   hash      {at, content, previousHash, seq}                 its place in the chain
 *
 * The salt keeps an erased payload from being guessed by its digest. Content is digested here, places are given and hashed by Postgres
 * (function audit_append), so that nobody holds the chain during a round trip.
 *
 * Entries of the first format (payloadDigest null) hash everything at once, data included: they verify for ever and cannot be erased.
 */
import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { firstFormatHash } from './first-format.js';

/** A list is of an entry about several things at once; the n-th of each list belong together (several.ts). */
export type Subject = Readonly<Record<string, string | number | null | readonly string[]>>;
export type Data = Readonly<Record<string, unknown>>;

/** What a room has to say; number, time and hashes are the chain's. */
export interface NewAuditEntry {
  /** `command.accepted`, `event.delivered`, `watch.pushed`: the thing, and what happened to it */
  readonly kind: string;
  /** who: a client's id, an Odoo login, or `bridge` */
  readonly actor: string;
  readonly correlationId: string;
  /** ids by their kind, e.g. `{ commandId, eventId, recordId, subscription }`: any of them leads to the story. Never erased: no names */
  readonly subject: Subject;
  readonly data?: Data;
}

export interface Link {
  readonly seq: number;
  /** RFC 3339 UTC, whole milliseconds */
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly subject: Subject;
  /** null: erased */
  readonly data: Data | null;
  readonly salt: string | null;
  /** null: an entry of the first format */
  readonly payloadDigest: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry builds on. */
export const GENESIS: Head = { seq: 0, hash: '0'.repeat(64) };

export const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

export const payloadDigestOf = (data: Data, salt: string): string => digestOf({ data, salt });

const contentOf = ({ actor, correlationId, kind, subject }: Omit<NewAuditEntry, 'data'>, payload: string): string =>
  digestOf({ actor, correlationId, kind, payload, subject });

/** What the hash of an entry has to be, by its content and its place. */
export function hashOf(link: Omit<Link, 'hash'>): string {
  const { seq, at, previousHash, payloadDigest } = link;
  if (payloadDigest === null) return firstFormatHash(link);
  return digestOf({ at, content: contentOf(link, payloadDigest), previousHash, seq });
}

/** Whether what can be erased is what was written; true as well when it is gone. */
export const holdsPayload = ({ data, salt, payloadDigest }: Link): boolean =>
  payloadDigest === null || data === null ? salt === null : salt !== null && payloadDigestOf(data, salt) === payloadDigest;

/** An entry as audit_append takes it. */
export function sealed(entry: NewAuditEntry) {
  const { kind, actor, correlationId, subject, data } = storable({ data: {}, ...entry });
  const salt = randomBytes(16).toString('hex');
  const payload = payloadDigestOf(data, salt);
  const content = contentOf({ kind, actor, correlationId, subject }, payload);
  return { kind, actor, correlation_id: correlationId, subject, data, salt, payload_digest: payload, content };
}

/** jsonb cannot hold NUL or half a surrogate pair; evidence must not fail on odd text, so both become U+FFFD. */
function storable<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  if (!ESCAPED.test(text)) return JSON.parse(text) as Value;
  const clean = (_key: string, inner: unknown): unknown => (typeof inner === 'string' ? tidy(inner) : inner);
  return JSON.parse(JSON.stringify(value, clean)) as Value;
}

const tidy = (text: string): string => text.replaceAll('\0', '\uFFFD').replace(LONE_SURROGATE, '\uFFFD');
// as JSON.stringify writes them; text that only looks like it takes the long way, too
const ESCAPED = /\\u(?:0000|d[89a-f])/;
const LONE_SURROGATE = /\p{Surrogate}/gu;
