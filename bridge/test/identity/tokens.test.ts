/** Tokens of a real OpenID provider, and everything that only looks like one. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac, createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Retry } from '../../src/failure.js';
import { providersOf } from '../../src/identity/oidc-file.js';
import { KEY_TIMES } from '../../src/identity/provider-keys.js';
import { Tokens, isToken } from '../../src/identity/tokens.js';
import { eventually } from '../rig/eventually.js';
import { quiet } from '../rig/quiet.js';
import { AUDIENCE, type Pair, TestProvider, newPair, trustIn } from './provider.js';

let provider: TestProvider;
let stranger: Pair;
const times = { ...KEY_TIMES, coolDownMs: 0 };
const tokensOf = (more: Partial<typeof times> = {}): Tokens => new Tokens(providersOf(trustIn(provider.issuer)), { ...times, ...more });

beforeAll(async () => {
  quiet();
  provider = await TestProvider.start({ alice: ['plant-operators', 'chess-club'], bob: [], carol: ['__proto__', 'constructor'] });
  stranger = await newPair('first');
}, 60_000);
afterAll(() => provider.goAway());

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = (token: string): [string, string, string] => token.split('.') as [string, string, string];

test('a person’s token says who and which of our roles; words that nobody mapped give none', async () => {
  const tokens = tokensOf();
  expect(await tokens.meaning(await provider.person('alice'))).toEqual({ kind: 'person', name: 'alice', roles: ['operator'] });
  expect(await tokens.meaning(await provider.person('bob'))).toEqual({ kind: 'person', name: 'bob', roles: [] });
  expect(await tokens.meaning(await provider.person('carol'))).toEqual({ kind: 'person', name: 'carol', roles: [] });
});

test('a service’s token says which client, and is never a person’s', async () => {
  const tokens = tokensOf();
  expect(await tokens.meaning(await provider.service('mes'))).toEqual({ kind: 'service', oidcClient: 'mes' });
  // a client that was put into a group of people
  expect(await tokens.meaning(await provider.forge({ groups: ['plant-admins'] }))).toEqual({ kind: 'service', oidcClient: 'mes' });
  // a person that logged in through a client is not that client
  expect(await tokens.meaning(await provider.forge({ sub: 'alice' }))).toMatchObject({ kind: 'person', name: 'alice' });
});

describe('refused is', () => {
  const forged =
    (claims: Record<string, unknown>, header = {}): (() => Promise<string>) =>
    () =>
      provider.forge(claims, header);
  test.each<[string, string, () => Promise<string> | string]>([
    ['a token for another environment', 'claim-aud', () => provider.service('mes', 'odoo-nats-bridge-production')],
    ['a token for nobody', 'claim-aud', forged({ aud: undefined })],
    ['a token for everybody', 'claim-aud', forged({ aud: ['*', ''] })],
    ['an audience that only begins like ours', 'claim-aud', forged({ aud: `${AUDIENCE}-2` })],
    ['another issuer', 'issuer', forged({ iss: 'https://login.example.com' })],
    ['an issuer with a slash more', 'issuer', () => provider.forge({ iss: `${provider.issuer}/` })],
    ['no issuer', 'issuer', forged({ iss: undefined })],
    ['an issuer that is a list', 'issuer', () => provider.forge({ iss: [provider.issuer] })],
    ['an expired one', 'expired', forged({ exp: inSeconds(-31) })],
    ['one without an end', 'claim-exp', forged({ exp: undefined })],
    ['one whose end is a word', 'claim-exp', forged({ exp: 'never' })],
    ['one that is not valid yet', 'claim-nbf', forged({ nbf: inSeconds(60) })],
    ['one from the future', 'claim-iat', forged({ iat: inSeconds(60) })],
    ['one without a birth', 'claim-iat', forged({ iat: undefined })],
    ['one that lives for a year', 'expired', forged({ iat: inSeconds(-7_300), exp: inSeconds(31_536_000) })],
    ['one of nobody', 'claim-sub', forged({ sub: undefined })],
    ['an ID token', 'claim-typ', forged({}, { typ: 'JWT' })],
    ['one without a type', 'claim-typ', forged({}, { typ: undefined })],
    ['one that is bound to a key', 'bound-to-a-key', forged({ cnf: { jkt: 'x' } })],
    ['a person with a blank in its name', 'not-a-service', forged({ sub: 'al ice' })],
    ['a person whose name is an object', 'not-a-service', forged({ sub: { $ne: null } })],
    ['one signed by somebody else under our key’s name', 'err-jws-signature-verification-failed', () => provider.forge({}, {}, stranger)],
    ['a key that is a path', 'err-jwks-no-matching-key', forged({}, { kid: '../../etc/passwd' })],
    ['a key that is a query', 'err-jwks-no-matching-key', forged({}, { kid: "' OR 1=1 --" })],
    ['a key without a name', 'issuer', forged({}, { kid: undefined })],
    ['a key with an empty name', 'issuer', forged({}, { kid: '' })],
    ['a key with a name without an end', 'issuer', forged({}, { kid: 'x'.repeat(257) })],
    ['a key that is a number', 'issuer', forged({}, { kid: 7 })],
    ['an extension that has to be understood', 'err-jws-signature-verification-failed', critical],
    ['one too large', 'too-large', forged({ more: 'x'.repeat(9_000) })],
    ['one that is altered', 'err-jws-signature-verification-failed', altered],
    [
      'one without its signature',
      'err-jws-signature-verification-failed',
      async () =>
        `${parts(await provider.forge({}))
          .slice(0, 2)
          .join('.')}.`,
    ],
    ['one of algorithm none', 'err-jose-alg-not-allowed', () => unsigned('none')],
    ['one of algorithm None', 'err-jose-alg-not-allowed', () => unsigned('None')],
    ['one signed with our public key as a secret', 'err-jose-alg-not-allowed', confused],
    ['one of an algorithm that is not on the list', 'err-jose-alg-not-allowed', () => unsigned('PS256')],
    ['one that brings its own key', 'err-jws-signature-verification-failed', withItsKey],
    ['no JSON at all', 'issuer', () => 'eyJh.b.c'],
    ['a claim twice, the second for us', 'err-jws-signature-verification-failed', twice],
  ])('%s', async (_what, why, make) => {
    const tokens = tokensOf();
    const token = await make();
    expect(isToken(token)).toBe(true);
    expect(await tokens.meaning(token)).toEqual({ kind: 'refused', why });
    // the pipe was live
    expect(await tokens.meaning(await provider.forge({}))).toMatchObject({ kind: 'service' });
  });

  async function altered(): Promise<string> {
    const [header, body, signature] = parts(await provider.forge({ sub: 'bob' }));
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    return `${header}.${encoded({ ...claims, sub: 'alice', groups: ['plant-admins'] })}.${signature}`;
  }

  async function unsigned(alg: string): Promise<string> {
    const [, body] = parts(await provider.forge({}));
    return `${encoded({ alg, kid: provider.pair.kid, typ: 'at+jwt' })}.${body}.`;
  }

  /** RS256 turned into HS256: whoever takes the key as it comes verifies with what everybody can read. */
  async function confused(): Promise<string> {
    const [, body] = parts(await provider.forge({}));
    const { kty, n, e } = provider.pair.jwk;
    const pem = createPublicKey({ key: { kty, n, e } as never, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
    const content = `${encoded({ alg: 'HS256', kid: provider.pair.kid, typ: 'at+jwt' })}.${body}`;
    return `${content}.${createHmac('sha256', pem).update(content).digest('base64url')}`;
  }

  function withItsKey(): Promise<string> {
    const { kty, n, e } = stranger.jwk;
    return provider.forge({}, { jwk: { kty, n, e }, jku: 'http://127.0.0.1:9/keys', x5u: 'http://127.0.0.1:9/cert' }, stranger);
  }

  async function critical(): Promise<string> {
    const [, body, signature] = parts(await provider.forge({}));
    return `${encoded({ alg: 'RS256', kid: provider.pair.kid, typ: 'at+jwt', crit: ['b64'], b64: false })}.${body}.${signature}`;
  }

  async function twice(): Promise<string> {
    const [header, body, signature] = parts(await provider.forge({ aud: 'somebody-else' }));
    const json = Buffer.from(body, 'base64url').toString().replace(/\}$/, `,"aud":"${AUDIENCE}"}`);
    return `${header}.${Buffer.from(json).toString('base64url')}.${signature}`;
  }
});

test('clocks may differ by 30 s', async () => {
  const late = { exp: inSeconds(-20), iat: inSeconds(-300) };
  const early = { nbf: inSeconds(20), iat: inSeconds(20) };
  for (const claims of [late, early]) expect(await tokensOf().meaning(await provider.forge(claims))).toMatchObject({ kind: 'service' });
});

test('after a rotation the new key works at once, and the old one no longer', async () => {
  const tokens = tokensOf();
  const old = await provider.service('mes');
  expect(await tokens.meaning(old)).toMatchObject({ kind: 'service' });
  await provider.rotate('second');
  expect(await tokens.meaning(await provider.service('mes'))).toMatchObject({ kind: 'service' });
  expect(await tokens.meaning(old)).toEqual({ kind: 'refused', why: 'err-jwks-no-matching-key' });
});

test('made-up key ids do not make us flood the provider', async () => {
  const tokens = tokensOf({ coolDownMs: 60_000 });
  await tokens.meaning(await provider.forge({}));
  const before = provider.asked;
  const many = await Promise.all(Array.from({ length: 50 }, (_, at) => provider.forge({}, { kid: `made-up-${String(at)}` })));
  const meanings = await Promise.all(many.map((each) => tokens.meaning(each)));
  expect(meanings.every(({ kind }) => kind === 'refused')).toBe(true);
  expect(provider.asked - before).toBeLessThanOrEqual(1);
});

test('while the provider is away known keys go on working, then it is said to be away; it comes back by itself', async () => {
  const fresh = await provider.service('mes');
  const before = provider.asked;
  // old after 1 ms, asked for in the background; used for 1.5 s
  const tokens = tokensOf({ freshMs: 1, outlastMs: 1_500 });
  expect(await tokens.meaning(fresh)).toMatchObject({ kind: 'service' });
  await provider.goAway();
  try {
    expect(await tokens.meaning(fresh)).toMatchObject({ kind: 'service' });
    await expect(tokens.meaning(await provider.forge({}, { kid: 'of-tomorrow' }))).rejects.toThrow(Retry);
    expect(await tokens.meaning(await provider.forge({ aud: 'x' }))).toMatchObject({ kind: 'refused' });
    await eventually(() =>
      tokens.meaning(fresh).then(
        () => false,
        (error: unknown) => error instanceof Retry,
      ),
    );
    await expect(tokensOf().meaning(fresh)).rejects.toThrow('away');
  } finally {
    await provider.comeBack();
  }
  await eventually(() =>
    tokens.meaning(fresh).then(
      ({ kind }) => kind === 'service',
      () => false,
    ),
  );
  expect(provider.asked).toBeGreaterThan(before);
}, 30_000);

test.each<[string, (url: string) => unknown]>([
  ['its configuration names another issuer', (url) => ({ issuer: 'https://login.example.com', jwks_uri: `${url}/jwks` })],
  ['its configuration is not one', () => ({ keys: [] })],
  ['its answer has no end', (url) => ({ issuer: url, jwks_uri: `${url}/jwks`, more: 'x'.repeat(300_000) })],
])('a provider is not believed when %s', async (_what, configuration) => {
  const answered: string[] = [];
  const server = createServer((request, response) => {
    answered.push(request.url ?? '');
    const url = `http://${request.headers.host ?? ''}`;
    response.end(JSON.stringify(request.url === '/jwks' ? { keys: [provider.pair.jwk] } : configuration(url)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  try {
    const tokens = new Tokens(providersOf(trustIn(issuer)), times);
    await expect(tokens.meaning(await provider.forge({ iss: issuer }))).rejects.toThrow(Retry);
    expect(answered).not.toContain('/jwks');
    expect(answered.length).toBeGreaterThan(0);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('the file', () => {
  const good = { issuer: 'https://login.example.com', audience: 'x', services: {} };
  test.each<[string, object]>([
    ['HMAC', { ...good, algorithms: ['HS256'] }],
    ['none', { ...good, algorithms: ['none'] }],
    ['no https', { ...good, issuer: 'http://login.example.com' }],
    ['keys without https', { ...good, jwksUri: 'http://login.example.com/keys' }],
    ['an empty audience', { ...good, audience: '' }],
    ['people and services in one entry', { ...good, people: { roles: 'groups', map: {} } }],
    ['neither', { issuer: good.issuer, audience: 'x' }],
    [
      'a role of staff among those that approve',
      { issuer: good.issuer, audience: 'x', people: { roles: 'groups', map: {}, approves: { x: ['admin'] } } },
    ],
    ['a role that is no person’s', { issuer: good.issuer, audience: 'x', people: { roles: 'groups', map: { x: ['buyer'] } } }],
    ['a word too much', { ...good, trustEverybody: true }],
  ])('with %s is refused', (_what, entry) => {
    expect(() => providersOf({ providers: [entry as never] })).toThrow();
    expect(() => providersOf({ providers: [good] })).not.toThrow();
  });

  test('with two entries for services is refused', () => {
    expect(() => providersOf({ providers: [good, { ...good, issuer: 'https://other.example.com' }] })).toThrow('two entries name services');
  });
});
