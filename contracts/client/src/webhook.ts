/**
 * A webhook of the bridge, verified before it is read: Standard Webhooks 1.0, five minutes of tolerance. HMAC-SHA256 (`v1`, secret
 * `whsec_...`) by the public library, in constant time; ed25519 (`v1a`, public key `whpk_...`) by node:crypto, which the library lacks.
 */
import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { type Parsed, parseStructured } from './event.js';

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Answer 401 and read nothing of it. */
export class WebhookNotVerified extends Error {
  override readonly name = 'WebhookNotVerified';
}

const TOLERANCE_S = 5 * 60;
const PUBLIC_KEY = 'whpk_';
/** RFC 8410: the DER of an ed25519 public key is this and its 32 bytes. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * @param body as it came: a parsed and printed body has another signature
 * @param secrets `whsec_...` or `whpk_...`; several while one replaces another
 * @throws WebhookNotVerified
 */
export function verifyWebhook(body: string | Uint8Array, headers: WebhookHeaders, secrets: readonly string[]): Parsed {
  const bytes = Buffer.from(body);
  const text = bytes.toString('utf8');
  // bytes that are no UTF-8 would be verified as other bytes than were signed
  if (!Buffer.from(text).equals(bytes)) throw new WebhookNotVerified('the body is no UTF-8');
  const single = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : '']),
  );
  const failures = secrets.map((secret) => failureOf(secret, text, single));
  if (failures.every((failure) => failure !== undefined)) throw new WebhookNotVerified(failures.join('; ') || 'there is no secret');
  return parseStructured(text);
}

/** Undefined: it verifies. */
function failureOf(secret: string, body: string, headers: Record<string, string>): string | undefined {
  try {
    if (secret.startsWith(PUBLIC_KEY)) verifyEd25519(secret, body, headers);
    else new Webhook(secret).verify(body, headers, { jsonParse: false });
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function verifyEd25519(publicKey: string, body: string, headers: Record<string, string>): void {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers;
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) throw new WebhookNotVerified('webhook-id or webhook-timestamp is missing or no time');
  if (Math.abs(Math.floor(Date.now() / 1000) - Number(timestamp)) > TOLERANCE_S)
    throw new WebhookNotVerified(`webhook-timestamp is not within ${TOLERANCE_S} s of now`);
  const key = createPublicKey({ key: Buffer.concat([SPKI, keyBytes(publicKey)]), format: 'der', type: 'spki' });
  const content = Buffer.from(`${id}.${Number(timestamp)}.${body}`);
  const given = signatures.split(' ').filter((each) => each.startsWith('v1a,'));
  if (!given.some((each) => verify(null, content, key, Buffer.from(each.slice('v1a,'.length), 'base64'))))
    throw new WebhookNotVerified('no signature matches');
}

function keyBytes(publicKey: string): Buffer {
  const bytes = Buffer.from(publicKey.slice(PUBLIC_KEY.length), 'base64');
  if (bytes.byteLength !== 32) throw new WebhookNotVerified('an ed25519 public key has 32 bytes');
  return bytes;
}
