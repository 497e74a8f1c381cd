/** Deliveries as a webhook: CloudEvents structured, binary or a batch, signed by Standard Webhooks 1.0. Pure. */
import { createHash } from 'node:crypto';
import { type Envelope, deprecationHeaders, toHeaders } from '@odoo-nats-bridge/contracts';
import type { Headers } from './post.js';
import { type Signature, secondsOf } from './signature.js';

export interface Event {
  readonly envelope: Envelope;
  /** JSON */
  readonly payload: Uint8Array;
}

/** A message that no endpoint could ever get; `bridge-failed`: by a defect of ours. */
export interface Unsendable {
  readonly kind: 'unsendable';
  readonly reason: 'not-an-event' | 'not-json' | 'too-large' | 'bridge-failed';
}

/** Says that a message can never be sent, whoever receives it. */
export class NotDeliverable extends Error {
  override readonly name = 'NotDeliverable';
}

export interface SignedRequest {
  readonly headers: Headers;
  readonly body: Buffer;
}

/** `body` and `id` are the same in every attempt; time and signature are the attempt's. */
export interface Content {
  readonly id: string;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Throws NotDeliverable. */
export function contentOf(event: Event, mode: 'structured' | 'binary'): Content {
  const { envelope } = event;
  if (mode === 'binary')
    return { id: envelope.id, headers: { ...binaryHeaders(envelope), ...deprecationHeaders(envelope) }, body: jsonOf(event.payload) };
  const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8', ...deprecationHeaders(envelope) };
  return { id: envelope.id, headers, body: structured(event) };
}

/** Several events in one request. The same events in the same order have the same id. Throws NotDeliverable. */
export function batchOf(events: readonly Event[]): Content {
  const parts = events.flatMap((event, index) => [Buffer.from(index === 0 ? '[' : ','), structured(event)]);
  const ids = events.map(({ envelope }) => envelope.id).join('\n');
  return {
    id: `batch:${createHash('sha256').update(ids).digest('hex').slice(0, 32)}`,
    headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
    body: Buffer.concat([...parts, Buffer.from(']')]),
  };
}

/** Signed ahead, for the second in which it was made. */
export interface Ready extends Content {
  readonly second: number;
  /** undefined: no secret was valid */
  readonly request: SignedRequest | undefined;
}

export const readyAt = (content: Content, signature: Signature, at: Date): Ready => ({
  id: content.id,
  headers: content.headers,
  body: content.body,
  second: secondsOf(at),
  request: signed(content, signature, at),
});

/** As `signed` would give it then. */
export const requestAt = (ready: Ready, signature: Signature, at: Date): SignedRequest | undefined =>
  ready.second === secondsOf(at) ? ready.request : signed(ready, signature, at);

/** Undefined when no secret is valid any more: unsigned nothing is sent. */
export function signed({ id, headers, body }: Content, signature: Signature, at: Date): SignedRequest | undefined {
  const value = signature.of(id, at, body);
  if (value === undefined) return undefined;
  return {
    headers: {
      'user-agent': 'odoo-nats-bridge',
      'webhook-id': id,
      'webhook-timestamp': String(secondsOf(at)),
      'webhook-signature': value,
      // last: in front, the engine copies the object anew for each name behind them, a hundred times as long; no name is in both
      ...headers,
    },
    body,
  };
}

// The payload is put in as it is, not printed anew: twice as fast, and its numbers stay as they were written.
function structured({ envelope, payload }: Event): Buffer {
  const attributes = JSON.stringify(envelope);
  // the closing brace is written over
  const length = Buffer.byteLength(attributes) - 1;
  const data = jsonOf(payload);
  const body = Buffer.allocUnsafe(length + DATA.length + data.byteLength + 1);
  body.write(attributes, 0);
  body.write(DATA, length, 'latin1');
  body.set(data, length + DATA.length);
  body[body.byteLength - 1] = CLOSING_BRACE;
  return body;
}

const DATA = ',"data":';
const CLOSING_BRACE = 0x7d;

function jsonOf(payload: Uint8Array): Buffer {
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  try {
    JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new NotDeliverable('the payload is not JSON', { cause });
  }
  return bytes;
}

/** CloudEvents HTTP binding 1.0.2, 3.1.3.2: what is not printable ASCII, and `"` and `%`, is percent-encoded as UTF-8. */
const binaryHeaders = (envelope: Envelope): Headers =>
  Object.fromEntries(toHeaders(envelope).map(([name, value]) => [name, name.startsWith('ce-') ? percentEncoded(value) : value]));

const percentEncoded = (value: string): string => value.replace(/[^\x21\x23\x24\x26-\x7e]/gu, (one) => hex(Buffer.from(one)));
const hex = (bytes: Buffer): string => [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
