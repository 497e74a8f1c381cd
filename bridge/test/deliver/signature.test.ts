/** Our signatures before independent verifiers: the `standardwebhooks` packages of npm and of Python, and node's own ed25519. */
import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { ROTATION_OVERLAP_MS, Signature, newEd25519Secret, newHmacSecret, publicKeyOf, rotated } from '../../src/deliver/signature.js';

const body = Buffer.from('{"größe":"50 %"}');
const now = new Date();
const headersOf = (signature: Signature, at = now, id = 'event-1') => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': signature.of(id, at, body) ?? '',
});

test('the public package accepts it, and refuses altered, stale, early and replayed ones', () => {
  const secret = newHmacSecret();
  const verifier = new Webhook(secret);
  const headers = headersOf(new Signature([{ value: secret }]));
  expect(verifier.verify(body.toString(), headers)).toEqual({ größe: '50 %' });
  expect(() => verifier.verify(body.toString().replace('5', '6'), headers)).toThrow('No matching signature');
  expect(() => verifier.verify(body.toString(), { ...headers, 'webhook-id': 'event-2' })).toThrow('No matching signature');
  expect(() =>
    verifier.verify(body.toString(), { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) }),
  ).toThrow();
  expect(() => new Webhook(newHmacSecret()).verify(body.toString(), headers)).toThrow('No matching signature');
  const stale = headersOf(new Signature([{ value: secret }]), new Date(now.getTime() - 6 * 60_000));
  expect(() => verifier.verify(body.toString(), stale)).toThrow('too old');
  const early = headersOf(new Signature([{ value: secret }]), new Date(now.getTime() + 6 * 60_000));
  expect(() => verifier.verify(body.toString(), early)).toThrow('too new');
});

// one answer a line: what the package said of each (secret, headers, body)
const PYTHON = `
import json, sys
from standardwebhooks import Webhook, WebhookVerificationError
for secret, headers, body in json.load(sys.stdin):
    try:
        print("accepted" if Webhook(secret).verify(body, headers) == json.loads(body) else "misread")
    except WebhookVerificationError as error:
        print(error)
`;

test('so does the public package of Python', () => {
  const secret = newHmacSecret();
  const signature = new Signature([{ value: secret }]);
  const headers = headersOf(signature);
  const text = body.toString();
  const later = String(Number(headers['webhook-timestamp']) + 1);
  const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);
  const asked: readonly (readonly [secret: string, headers: object, body: string])[] = [
    [secret, headers, text],
    [secret, headers, text.replace('5', '6')],
    // said again, as if it were another message or a later one
    [secret, { ...headers, 'webhook-id': 'event-2' }, text],
    [secret, { ...headers, 'webhook-timestamp': later }, text],
    [newHmacSecret(), headers, text],
    [secret, headersOf(signature, minutes(-6)), text],
    [secret, headersOf(signature, minutes(6)), text],
  ];
  const packages = fileURLToPath(new URL('../../../.stack/programs/python', import.meta.url));
  const env = { ...process.env, PYTHONPATH: packages, PYTHONIOENCODING: 'utf-8' };
  const told = execFileSync('/usr/bin/python3', ['-c', PYTHON], { input: JSON.stringify(asked), env, encoding: 'utf8' });
  const no = 'No matching signature found';
  expect(told.trim().split('\n')).toEqual(['accepted', no, no, no, no, 'Message timestamp too old', 'Message timestamp too new']);
});

test('ed25519: the public key verifies it, nothing else does', () => {
  const { secret, publicKey } = newEd25519Secret();
  expect(publicKeyOf(secret)).toBe(publicKey);
  const headers = headersOf(new Signature([{ value: secret }]));
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey.slice('whpk_'.length), 'base64')]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const [version, signature = ''] = headers['webhook-signature'].split(',');
  const content = (text: string): Buffer => Buffer.from(`event-1.${headers['webhook-timestamp']}.${text}`);
  expect(version).toBe('v1a');
  expect(verify(null, content(body.toString()), key, Buffer.from(signature, 'base64'))).toBe(true);
  expect(verify(null, content('{}'), key, Buffer.from(signature, 'base64'))).toBe(false);
});

test('while one secret replaces another both sign; after the overlap only the new one does', () => {
  const [old, fresh] = [newHmacSecret(), newHmacSecret()];
  const secrets = rotated([{ value: old }], fresh, now);
  const signature = new Signature(secrets);
  for (const secret of [old, fresh]) expect(new Webhook(secret).verify(body.toString(), headersOf(signature))).toBeDefined();
  const later = new Date(now.getTime() + ROTATION_OVERLAP_MS);
  expect(signature.of('event-1', later, body)).toBe(new Signature([{ value: fresh }]).of('event-1', later, body));
});

test('a second rotation within the overlap prolongs nothing', () => {
  const [one, two, three] = [newHmacSecret(), newHmacSecret(), newHmacSecret()];
  const hour = new Date(now.getTime() + 3_600_000);
  const secrets = rotated(rotated([{ value: one }], two, now), three, hour);
  expect(secrets.map(({ value }) => value)).toEqual([three, two, one]);
  expect(secrets[2]?.until).toBe(new Date(now.getTime() + ROTATION_OVERLAP_MS).toISOString());
});

test('when no secret is valid nothing is signed, and a secret that is none is refused', () => {
  expect(new Signature([{ value: newHmacSecret(), until: now.toISOString() }]).of('event-1', now, body)).toBeUndefined();
  expect(new Signature([]).of('event-1', now, body)).toBeUndefined();
  expect(() => new Signature([{ value: 'whsec_AAAA' }])).toThrow('24 bytes');
  expect(() => new Signature([{ value: `whsk_${'A'.repeat(64)}` }])).toThrow('32 or 64');
});
