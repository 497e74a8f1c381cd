/** The same vectors as the Python client: contracts/examples/signatures.json. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { type Parsed, parseStructured } from '../src/event.js';
import { WebhookNotVerified, verifyWebhook } from '../src/webhook.js';
import { readExample } from './examples.js';

interface Vector {
  readonly name: string;
  readonly verdict: 'event' | 'forged' | 'invalid';
  readonly reason?: string;
  readonly secrets: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
const { now, vectors } = readExample('signatures.json') as { readonly now: number; readonly vectors: readonly Vector[] };

beforeEach(() => {
  jest.useFakeTimers({ now: now * 1_000 });
});
afterEach(() => {
  jest.useRealTimers();
});

test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, { verdict, reason, secrets, headers, body }) => {
  const verify = (): Parsed => verifyWebhook(Buffer.from(body), headers, secrets);
  if (verdict === 'forged') expect(verify).toThrow(WebhookNotVerified);
  else expect(verify()).toMatchObject({ kind: verdict, ...(reason === undefined ? {} : { reason }) });
});

test('what is verified is what was signed: the parsed event is the body', () => {
  const [first] = vectors;
  if (!first) throw new Error('no vectors');
  expect(verifyWebhook(first.body, first.headers, first.secrets)).toEqual(parseStructured(first.body));
});

test('bytes that are no UTF-8 are not taken for the text they resemble', () => {
  const secret = vectors[0]?.secrets[0] ?? '';
  const replaced = '{"data":"\ufffd"}';
  const signature = new Webhook(secret).sign('id', new Date(), replaced);
  const headers = { 'webhook-id': 'id', 'webhook-timestamp': String(now), 'webhook-signature': signature };
  expect(verifyWebhook(replaced, headers, [secret])).toMatchObject({ kind: 'invalid' });
  const bytes = Buffer.concat([Buffer.from('{"data":"'), Buffer.of(0xff), Buffer.from('"}')]);
  expect(() => verifyWebhook(bytes, headers, [secret])).toThrow(WebhookNotVerified);
});
