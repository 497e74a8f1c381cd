/** A delivery as a webhook: CloudEvents structured JSON, signed by Standard Webhooks 1.0. Pure. */
import { type Envelope, deprecationHeaders, toStructured } from '@odoo-nats-bridge/contracts';
import { Webhook } from 'standardwebhooks';
import type { Headers } from './post.js';

export interface SignedRequest {
  readonly headers: Headers;
  readonly body: Buffer;
}

/** The body is the same in every attempt; time and signature are the attempt's. Throws when `payload` is not JSON. */
export function signedRequest(envelope: Envelope, payload: Uint8Array, secret: string, at: Date): SignedRequest {
  const data: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  const body = JSON.stringify(toStructured(envelope, data));
  return {
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'odoo-nats-bridge',
      ...deprecationHeaders(envelope),
      'webhook-id': envelope.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(envelope.id, at, body),
    },
    body: Buffer.from(body),
  };
}
