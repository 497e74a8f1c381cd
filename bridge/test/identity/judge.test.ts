/** What is decided about a login before anything is looked up, and how far roles reach. */
import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { createAccount, createServer, createUser } from '@nats-io/nkeys';
import { catalog } from '@odoo-nats-bridge/contracts';
import { Attempts } from '../../src/identity/attempts.js';
import { loginOf } from '../../src/identity/login.js';
import { connectionNamed, markOf, nameOf, permissionsOf } from '../../src/identity/permissions.js';
import { Policy } from '../../src/policy/policy.js';

const server = createServer();
const ours = createAccount().getPublicKey();
const user = createUser();
const NOW = new Date();

function question(options: object, more: { sub?: string; exp?: number; nonce?: string; kind?: string; aud?: string } = {}): string {
  const claims = {
    iss: server.getPublicKey(),
    aud: more.aud ?? 'nats-authorization-request',
    sub: more.sub ?? ours,
    exp: more.exp ?? Math.floor(NOW.getTime() / 1_000) + 2,
    nats: {
      type: 'authorization_request',
      server_id: { id: server.getPublicKey(), name: 'here' },
      user_nkey: createUser().getPublicKey(),
      client_info: { kind: more.kind ?? 'Client', host: '127.0.0.1', nonce: more.nonce },
      connect_opts: options,
    },
  };
  const header = { typ: 'JWT', alg: 'ed25519-nkey' };
  const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${content}.${Buffer.from(server.sign(Buffer.from(content))).toString('base64url')}`;
}
const signed = (nonce: string, by = user): string => Buffer.from(by.sign(Buffer.from(nonce))).toString('base64url');

describe('what somebody shows', () => {
  test('is a user with a secret', () => {
    expect(loginOf(question({ user: 'acme', pass: 's' }), ours, NOW)?.shown).toEqual({ kind: 'password', user: 'acme', secret: 's' });
  });
  test('is a key that signed this connection’s nonce', () => {
    const shown = loginOf(question({ nkey: user.getPublicKey(), sig: signed('n') }, { nonce: 'n' }), ours, NOW)?.shown;
    expect(shown).toEqual({ kind: 'nkey', publicKey: user.getPublicKey() });
  });
  test.each<[string, object, string | undefined]>([
    ['nothing', {}, undefined],
    ['a user without a secret', { user: 'acme' }, undefined],
    ['a secret without a user', { pass: 's' }, undefined],
    ['a token', { auth_token: 't' }, undefined],
    ['a token of another issuer', { jwt: 'x.y.z' }, undefined],
    ['a secret and a token', { user: 'acme', pass: 's', auth_token: 't' }, undefined],
    ['a secret and somebody’s public key', { user: 'acme', pass: 's', nkey: user.getPublicKey() }, undefined],
    ['a secret and a proven key', { user: 'acme', pass: 's', nkey: user.getPublicKey(), sig: signed('n') }, 'n'],
    ['a public key alone', { nkey: user.getPublicKey() }, 'n'],
    ['a key that signed another nonce', { nkey: user.getPublicKey(), sig: signed('other') }, 'n'],
    ['a key that another key signed for', { nkey: user.getPublicKey(), sig: signed('n', createUser()) }, 'n'],
    ['a key where the server gave no nonce', { nkey: user.getPublicKey(), sig: signed('') }, undefined],
    ['a key of an account', { nkey: ours, sig: signed('n') }, 'n'],
  ])('is nothing to judge: %s', (_what, options, nonce) => {
    const login = loginOf(question(options, nonce === undefined ? {} : { nonce }), ours, NOW);
    expect(login).toBeDefined();
    expect(login?.shown).toBeUndefined();
  });
});

test.each<[string, Parameters<typeof question>[1]]>([
  ['for another bridge’s key', { sub: createAccount().getPublicKey() }],
  ['that is too late', { exp: Math.floor(NOW.getTime() / 1_000) - 1 }],
  ['of a leaf node', { kind: 'Leafnode' }],
  ['for another audience', { aud: 'somebody' }],
])('a question %s is not answered', (_what, more) => {
  expect(loginOf(question({ user: 'acme', pass: 's' }, more), ours, NOW)).toBeUndefined();
});

describe('permissions', () => {
  const acme = permissionsOf({ client: 'acme', subscriptions: ['orders'], commands: ['a.b.v1'], queries: ['c.d.v1'] });
  test('name one client’s subjects and nothing else', () => {
    expect(acme).toEqual({
      publish: [
        '$JS.ACK.DELIVERIES.orders.>',
        '$JS.ACK.OUTCOMES.acme.>',
        'commands.a.b.v1',
        'commands.cancel',
        'hub.api.CONSUMER.INFO.DELIVERIES.orders',
        'hub.api.CONSUMER.INFO.OUTCOMES.acme',
        'hub.api.CONSUMER.MSG.NEXT.DELIVERIES.orders',
        'hub.api.CONSUMER.MSG.NEXT.OUTCOMES.acme',
        'queries.c.d.v1',
        'submit.acme.a.b.v1',
      ],
      subscribe: ['_INBOX.acme.>'],
    });
  });
  test('are never empty: an empty list would allow everything', () => {
    const { publish } = permissionsOf({ client: 'acme', subscriptions: [], commands: [], queries: [] });
    expect(publish).toEqual(['_NOTHING']);
  });
  test('have a mark that changes with them, in a name that is read back', () => {
    const name = { client: 'acme', credential: 'abc123', mark: markOf(acme) };
    expect(connectionNamed(nameOf(name))).toEqual(name);
    expect(markOf({ ...acme, publish: [...acme.publish, 'x'] })).not.toBe(name.mark);
    for (const other of ['acme', 'acme.abc123', `${nameOf(name)}.x`, 'a.b.c', '']) expect(connectionNamed(other)).toBeUndefined();
  });
});

describe('what roles may ask for at all', () => {
  const policy = Policy.load(fileURLToPath(new URL('../../policies', import.meta.url)));
  const commands = [...catalog.commands.keys()];
  test('a supplier sends what some policy permits to suppliers', () => {
    expect(policy.withinReach(['supplier'], commands)).toContain('procurement.receive-goods.v1');
    expect(policy.withinReach(['supplier'], commands)).not.toContain('procurement.confirm-purchase-order.v1');
  });
  test('without a role that policies know, nothing', () => {
    expect(policy.withinReach(['stranger'], commands)).toEqual([]);
  });
  test('every command of the catalogue is within reach of some role: none is locked out by mistake', () => {
    const roles = ['supplier', 'warehouse', 'buyer', 'mes', 'wms', 'cmms', 'shop', 'crm-app', 'field-app', 'finance-app', 'planner'];
    const reached = new Set(roles.flatMap((role) => policy.withinReach([role], commands)));
    expect(commands.filter((each) => !reached.has(each))).toEqual([]);
  });
});

describe('attempts', () => {
  test('a flood of failures is no longer looked into; whoever was admitted lately still is', () => {
    let now = 0;
    const attempts = new Attempts(() => now);
    attempts.succeeded('known');
    for (let each = 0; each < 100; each += 1) {
      expect(attempts.mayTry(`guess ${each}`)).toBe(true);
      attempts.failed(`guess ${each}`);
    }
    expect([attempts.mayTry('one more'), attempts.mayTry('known'), attempts.turnedAway(), attempts.turnedAway()]).toEqual([
      false,
      true,
      1,
      0,
    ]);
    now = 1_000;
    expect(attempts.mayTry('one more')).toBe(true);
  });
  test('who is refused is no longer known', () => {
    const attempts = new Attempts(() => 0);
    attempts.succeeded('known');
    attempts.failed('known');
    for (let each = 0; each < 100; each += 1) attempts.mayTry(`guess ${each}`);
    expect(attempts.mayTry('known')).toBe(false);
  });
});
