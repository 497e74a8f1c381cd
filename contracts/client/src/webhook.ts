/**
 * A webhook of the bridge, verified before it is read: Standard Webhooks 1.0, by the public library that the bridge signs with
 * (HMAC-SHA256 `v1`, compared in constant time, five minutes of tolerance). The bridge does not sign `v1a`; such a signature is passed over.
 */
import { Webhook } from 'standardwebhooks';
import { type Parsed, parseStructured } from './event.js';

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Answer 401 and read nothing of it. */
export class WebhookNotVerified extends Error {
  override readonly name = 'WebhookNotVerified';
}

/**
 * @param body as it came: a parsed and printed body has another signature
 * @param secrets `whsec_...`; several while one replaces another
 * @throws WebhookNotVerified
 */
export function verifyWebhook(body: string | Uint8Array, headers: WebhookHeaders, secrets: readonly string[]): Parsed {
  const bytes = Buffer.from(body);
  const text = bytes.toString('utf8');
  // bytes that are no UTF-8 would be verified as other bytes than were signed
  if (!Buffer.from(text).equals(bytes)) throw new WebhookNotVerified('the body is no UTF-8');
  const single = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  const failures = secrets.map((secret) => failureOf(secret, text, single));
  if (failures.every((failure) => failure !== undefined)) throw new WebhookNotVerified(failures.join('; ') || 'there is no secret');
  return parseStructured(text);
}

/** Undefined: it verifies. */
function failureOf(secret: string, body: string, headers: Record<string, string>): string | undefined {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
