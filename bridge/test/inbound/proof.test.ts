import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Incoming, proverOf } from '../../src/inbound/proof.js';
import { verification } from '../../src/inbound/source.js';

const SECRET = 'a-secret-of-the-sender-0123';
const at = new Date('2026-03-02T10:00:00Z');
const now = String(at.getTime() / 1_000);
const body = Buffer.from('{"id":"evt_1","total":12}');
const secrets = [{ env: 'X' }];
const mac = (algorithm: string, text: string, encoding: 'hex' | 'base64' = 'hex', key: string | Buffer = SECRET): string =>
  createHmac(algorithm, key).update(text).digest(encoding);
const incoming = (headers: Incoming['headers'], more: Partial<Incoming> = {}): Incoming => ({
  headers,
  body,
  peer: '127.0.0.1',
  at,
  ...more,
});
const prove = (declared: unknown, given: Incoming, held = [SECRET]) => proverOf(verification.parse(declared), held)(given);

const standardSecret = `whsec_${Buffer.from('thirty-two bytes of a secret 012').toString('base64')}`;
const standardKey = Buffer.from(standardSecret.slice('whsec_'.length), 'base64');
const github = { scheme: 'hmac', secrets, algorithm: 'sha256', header: 'X-Hub-Signature-256', prefix: 'sha256=' };
const shopify = { scheme: 'hmac', secrets, algorithm: 'sha256', encoding: 'base64', header: 'X-Shopify-Hmac-Sha256' };
const stripe = {
  ...{ scheme: 'hmac', secrets, algorithm: 'sha256', header: 'Stripe-Signature', list: { signature: 'v1', timestamp: 't' } },
  ...{ signed: '{timestamp}.{body}', timestamp: {} },
};
const slack = {
  ...{ scheme: 'hmac', secrets, algorithm: 'sha256', header: 'X-Slack-Signature', prefix: 'v0=' },
  ...{ signed: 'v0:{timestamp}:{body}', timestamp: { header: 'X-Slack-Request-Timestamp' } },
};
const old = { scheme: 'hmac', secrets, algorithm: 'sha1', header: 'X-Hub-Signature', prefix: 'sha1=' };
const tied = { scheme: 'hmac', secrets, algorithm: 'sha512', header: 'X-Signature', signed: '{header:X-Id}:{body}' };
const standard = { scheme: 'standard-webhooks', secrets };

const signedAt = (seconds: string): Record<string, Incoming['headers']> => ({
  stripe: { 'stripe-signature': `t=${seconds},v1=${mac('sha256', `${seconds}.${body.toString()}`)},v0=abc` },
  slack: { 'x-slack-request-timestamp': seconds, 'x-slack-signature': `v0=${mac('sha256', `v0:${seconds}:${body.toString()}`)}` },
  standard: {
    'webhook-id': 'msg_1',
    'webhook-timestamp': seconds,
    'webhook-signature': `v1a,none v1,${mac('sha256', `msg_1.${seconds}.${body.toString()}`, 'base64', standardKey)}`,
  },
});
const good: readonly [string, unknown, Incoming['headers'], string][] = [
  ['GitHub', github, { 'x-hub-signature-256': `sha256=${mac('sha256', body.toString())}` }, SECRET],
  ['GitHub of old', old, { 'x-hub-signature': `sha1=${mac('sha1', body.toString())}` }, SECRET],
  ['Shopify', shopify, { 'x-shopify-hmac-sha256': mac('sha256', body.toString(), 'base64') }, SECRET],
  ['Stripe', stripe, signedAt(now).stripe ?? {}, SECRET],
  ['Slack', slack, signedAt(now).slack ?? {}, SECRET],
  ['a header that is signed', tied, { 'x-id': '7', 'x-signature': mac('sha512', `7:${body.toString()}`) }, SECRET],
  ['Standard Webhooks', standard, signedAt(now).standard ?? {}, standardSecret],
];

describe.each(good)('%s', (_, declared, headers, secret) => {
  test('is proven', () => {
    expect(prove(declared, incoming(headers), [secret])).toMatchObject({ proven: true, fingerprint: expect.any(String) });
  });
  test('is proven by the older of two secrets', () => {
    const two = { ...(declared as object), secrets: [{ env: 'NEW' }, { env: 'OLD' }] };
    const fresh = secret === standardSecret ? `whsec_${Buffer.alloc(32, 7).toString('base64')}` : 'the-new-secret-0123456';
    expect(prove(two, incoming(headers), [fresh, secret]).proven).toBe(true);
  });
  test('another body, another secret or no signature prove nothing', () => {
    expect(prove(declared, incoming(headers, { body: Buffer.from('{"id":"evt_1","total":13}') }), [secret])).toEqual({
      proven: false,
      reason: 'signature-wrong',
    });
    const other = secret === standardSecret ? `whsec_${Buffer.alloc(32, 1).toString('base64')}` : `${secret}x`;
    expect(prove(declared, incoming(headers), [other])).toEqual({ proven: false, reason: 'signature-wrong' });
    expect(prove(declared, incoming({}), [secret])).toEqual({ proven: false, reason: 'unsigned' });
  });
});

describe('the replay window', () => {
  test.each([
    ['stripe', stripe, SECRET],
    ['slack', slack, SECRET],
    ['standard', standard, standardSecret],
  ])('%s: five minutes, both ways', (name, declared, secret) => {
    const shifted = (seconds: number) => prove(declared, incoming(signedAt(String(Number(now) + seconds))[name] ?? {}), [secret]);
    expect(shifted(-299).proven).toBe(true);
    expect(shifted(299).proven).toBe(true);
    expect(shifted(-301)).toEqual({ proven: false, reason: 'too-old' });
    expect(shifted(301)).toEqual({ proven: false, reason: 'too-new' });
  });
  test('a timestamp that is moved breaks the signature', () => {
    const headers = { ...signedAt(now).slack, 'x-slack-request-timestamp': String(Number(now) + 10) };
    expect(prove(slack, incoming(headers))).toEqual({ proven: false, reason: 'signature-wrong' });
  });
  test('a timestamp that is none is too old, signed or not', () => {
    expect(prove(slack, incoming(signedAt('soon').slack ?? {}))).toEqual({ proven: false, reason: 'too-old' });
  });
  test('cannot be declared without being signed', () => {
    expect(() => verification.parse({ ...github, timestamp: { header: 'X-Time' } })).toThrow(/only when it is signed/);
  });
});

test('basic', () => {
  const basic = { scheme: 'basic', user: 'cmms', secrets };
  const header = (text: string) => incoming({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  expect(prove(basic, header(`cmms:${SECRET}`))).toEqual({ proven: true, fingerprint: null });
  expect(prove(basic, header(`other:${SECRET}`))).toEqual({ proven: false, reason: 'signature-wrong' });
  expect(prove(basic, incoming({ authorization: `Bearer ${SECRET}` }))).toEqual({ proven: false, reason: 'unsigned' });
});

test('a bearer token, and a key in a header of its own', () => {
  expect(prove({ scheme: 'bearer', secrets }, incoming({ authorization: `Bearer ${SECRET}` })).proven).toBe(true);
  expect(prove({ scheme: 'bearer', secrets }, incoming({ authorization: SECRET })).proven).toBe(false);
  expect(prove({ scheme: 'bearer', header: 'X-Api-Key', secrets }, incoming({ 'x-api-key': SECRET })).proven).toBe(true);
  expect(prove({ scheme: 'bearer', header: 'X-Api-Key', secrets }, incoming({ 'x-api-key': `${SECRET} ` }))).toMatchObject({
    proven: false,
  });
});

describe('a certificate that a proxy saw', () => {
  const mutual = { scheme: 'mutual-tls', proxies: ['10.1.0.0/16', 'fd00::/8'], subjects: ['CN=mes,O=Plant'] };
  const seen = { 'x-ssl-client-verify': 'SUCCESS', 'x-ssl-client-s-dn': 'CN=mes,O=Plant' };
  test.each([['10.1.2.3'], ['::ffff:10.1.2.3'], ['fd00::7']])('counts from %s', (peer) => {
    expect(prove(mutual, incoming(seen, { peer })).proven).toBe(true);
  });
  test('does not count from anybody else, whatever the headers say', () => {
    const headers = { ...seen, 'x-forwarded-for': '10.1.2.3' };
    expect(prove(mutual, incoming(headers, { peer: '192.0.2.1' }))).toEqual({ proven: false, reason: 'not-from-the-proxy' });
    expect(prove(mutual, incoming(headers, { peer: '' }))).toEqual({ proven: false, reason: 'not-from-the-proxy' });
  });
  test('of another subject, or not verified, proves nothing', () => {
    expect(prove(mutual, incoming({ ...seen, 'x-ssl-client-s-dn': 'CN=mes' }, { peer: '10.1.2.3' })).proven).toBe(false);
    expect(prove(mutual, incoming({ ...seen, 'x-ssl-client-verify': 'FAILED' }, { peer: '10.1.2.3' })).proven).toBe(false);
  });
});
