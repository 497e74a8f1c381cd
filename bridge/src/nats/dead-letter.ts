/** The one shape of a dead letter: JSON with the reason, where the message came from, and the message itself when it fits. */
import { type Header, type OutgoingMessage, type StreamMessage } from './message.js';

// below the broker's 1 MB with room for the headers
const MAX_BYTES = 768 * 1024;

/** `why` needs `reason`, a code; the rest explains it. Deterministic. */
export function deadLetterMessage(
  subject: string,
  id: string,
  source: StreamMessage,
  why: Readonly<Record<string, unknown>> & { readonly reason: string },
): OutgoingMessage {
  const { stream, sequence } = source;
  const body = {
    ...why,
    source: { stream, sequence, subject: source.subject },
    headers: ownHeaders(source),
    bytes: source.data.byteLength,
  };
  const whole = encode({ ...body, payload: payloadOf(source.data) });
  const headers: Header[] = [
    ['content-type', 'application/json'],
    ['Bridge-Reason', why.reason],
    ['Bridge-Source', `${stream} ${sequence}`],
  ];
  return { subject, headers, id, data: whole.byteLength <= MAX_BYTES ? whole : encode({ ...body, payload: null }) };
}

/** Those of the sender; the broker's own (`Nats-...`) were about that one storage. */
export const ownHeaders = (message: { readonly headers: readonly Header[] }): Header[] =>
  message.headers.filter(([name]) => !name.toLowerCase().startsWith('nats-'));

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function payloadOf(data: Uint8Array): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(data) };
  } catch {
    return { base64: Buffer.from(data).toString('base64') };
  }
}
