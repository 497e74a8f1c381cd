/** What is kept of a message as it arrives: its id, the headers that matter, never one that opens a door. */
import { createHash } from 'node:crypto';
import type { Incoming } from './proof.js';
import type { Source } from './sources.js';

const SECRET = new Set(['authorization', 'cookie', 'proxy-authorization']);
const LONGEST_VALUE = 1_024;

type Declared = Pick<Source, 'verification' | 'messageId' | 'headers'>;

/** Headers that are stored: what proves the signature once more, and what the source's file names. */
export function keptHeaders(source: Declared, headers: Incoming['headers']): Record<string, string> {
  const names = [
    ...signing(source.verification),
    ...source.headers,
    ...(source.messageId && 'header' in source.messageId ? [source.messageId.header] : []),
  ];
  const secret = source.verification.scheme === 'bearer' ? source.verification.header : undefined;
  return Object.fromEntries(
    names
      .filter((name) => !SECRET.has(name) && name !== secret)
      .flatMap((name) => {
        const value = headers[name];
        return value === undefined ? [] : [[name, value.slice(0, LONGEST_VALUE)] as const];
      }),
  );
}

/** Whether what is stored suffices to prove it again. */
export const isProvableAgain = ({ verification: { scheme } }: Declared): boolean => scheme === 'hmac' || scheme === 'standard-webhooks';

function signing(verification: Source['verification']): string[] {
  if (verification.scheme === 'standard-webhooks') return ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  if (verification.scheme !== 'hmac') return [];
  const named = [...verification.signed.matchAll(/\{header:([a-z0-9-]+)\}/gi)].map(([, name = '']) => name.toLowerCase());
  return [verification.header, ...named, ...(verification.timestamp?.header === undefined ? [] : [verification.timestamp.header])];
}

const LONGEST_ID = 256;

/** The sender's id of the message; without one its body's digest: the same bytes are the same message. */
export function messageIdOf(source: Declared, { headers, body }: Pick<Incoming, 'headers' | 'body'>): string {
  const given = givenId(source, headers, body);
  return given === undefined || given === '' || given.length > LONGEST_ID
    ? `sha256:${createHash('sha256').update(body).digest('hex')}`
    : given;
}

function givenId({ messageId, verification }: Declared, headers: Incoming['headers'], body: Uint8Array): string | undefined {
  if (messageId === undefined) return verification.scheme === 'standard-webhooks' ? headers['webhook-id'] : undefined;
  if ('header' in messageId) return headers[messageId.header];
  const found = messageId.body.split('.').reduce<unknown>(memberOf, jsonOf(body));
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
