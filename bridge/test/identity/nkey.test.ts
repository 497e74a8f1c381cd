/** Our keys and tokens against NATS' own library. */
import { describe, expect, test } from '@jest/globals';
import { createAccount, createServer, createUser, fromPublic } from '@nats-io/nkeys';
import { isSigned, publicKey, readToken, signToken, signingKey } from '../../src/identity/nkey.js';

const account = createAccount();
const seed = Buffer.from(account.getSeed()).toString();

test('a seed gives the public key that NATS’ library gives', () => {
  expect(signingKey(seed, 'A').id).toBe(account.getPublicKey());
});

test.each([
  ['another kind of key', Buffer.from(createUser().getSeed()).toString()],
  ['a public key', account.getPublicKey()],
  ['one letter changed', seed.slice(0, -3) + (seed.at(-3) === 'A' ? 'B' : 'A') + seed.slice(-2)],
  ['nothing', ''],
  ['lower case', seed.toLowerCase()],
])('%s is no seed of an account, and the error does not repeat it', (_what, text) => {
  expect(() => signingKey(text, 'A')).toThrow(/^not the seed of a NATS key of kind A$/);
});

describe('a signature', () => {
  const user = createUser();
  const nonce = 'a nonce of the server';
  const signature = Buffer.from(user.sign(Buffer.from(nonce))).toString('base64url');
  const key = publicKey(user.getPublicKey(), 'U');
  if (key === undefined) throw new Error('the key is not read');

  test('of NATS’ library verifies here', () => {
    expect(isSigned(nonce, signature, key)).toBe(true);
  });
  test.each([
    ['another text', 'another', signature],
    ['another signature', nonce, Buffer.alloc(64).toString('base64url')],
    ['a short one', nonce, signature.slice(0, 20)],
    ['none', nonce, ''],
  ])('does not verify with %s', (_what, text, given) => {
    expect(isSigned(text, given, key)).toBe(false);
  });
  test('is not taken from a key of another kind', () => {
    expect(publicKey(user.getPublicKey(), 'A')).toBeUndefined();
  });
  test('never verifies for the placeholder in nats-server.conf', () => {
    const nobody = publicKey('UCAMSGNAIKTS7ZGFKAG5GFMYT3CLGM5DIKFTRUSLR344J5EE4WOO5423', 'U');
    expect(nobody !== undefined && isSigned(nonce, signature, nobody)).toBe(false);
  });
});

describe('a token', () => {
  test('is signed so that NATS’ library accepts it', () => {
    const [header = '', body = '', signature = ''] = signToken({ a: 1 }, signingKey(seed, 'A')).split('.');
    const content = Buffer.from(`${header}.${body}`);
    expect(fromPublic(account.getPublicKey()).verify(content, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'ed25519-nkey' });
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({ a: 1, iss: account.getPublicKey() });
  });

  const server = createServer();
  const key = signingKey(seed, 'A');
  const token = (claims: object, header: object = { typ: 'JWT', alg: 'ed25519-nkey' }): string => {
    const content = [header, { iss: server.getPublicKey(), ...claims }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${content}.${Buffer.from(server.sign(Buffer.from(content))).toString('base64url')}`;
  };
  test('of a server is read', () => {
    expect(readToken(token({ b: 2 }), 'N')).toMatchObject({ b: 2 });
  });
  test.each([
    ['of another kind of issuer', () => signToken({ b: 2 }, key)],
    ['that claims another issuer', () => token({ iss: createServer().getPublicKey() })],
    ['of the algorithm none', () => token({}, { typ: 'JWT', alg: 'none' })],
    ['with a changed body', () => token({ b: 2 }).replace(/\.[^.]+\./, `.${Buffer.from('{"b":3}').toString('base64url')}.`)],
    ['with a fourth part', () => `${token({})}.x`],
    ['that is none', () => 'hello'],
    ['that is empty', () => ''],
  ])('%s is not read', (_what, make) => {
    expect(readToken(make(), 'N')).toBeUndefined();
  });
});
