import { describe, expect, test } from '@jest/globals';
import { clientOf } from '../../src/subscription/subscription.js';
import { Access } from '../../src/identity/access.js';
import { natsSender } from '../../src/ingress/nats-sender.js';
import { patienceMs } from '../../src/ingress/patience.js';
import type { Header } from '../../src/nats/nats.js';

const access = new Access([clientOf({ id: 'acme', roles: ['supplier'], natsUser: 'supplier' })], []);
const info = JSON.stringify({ acc: 'PARTNERS', rtt: 1, user: 'supplier', kind: 'Client' });
const sender = (...headers: Header[]) => natsSender({ headers }, access).id;

test('the name the server wrote is the sender: the one the bridge gave the connection, or a user of the configuration', () => {
  expect(sender(['Nats-Request-Info', JSON.stringify({ acc: 'PARTNERS', user: 'acme.abcdefghijkl.0123456789ab' })])).toBe('acme');
  expect(sender(['Nats-Request-Info', info])).toBe('acme');
});

describe('anything else is unauthenticated', () => {
  test.each<[string, Header[]]>([
    ['no header', []],
    ['a spelling the server does not write', [['nats-request-info', info]]],
    [
      'a second header in another spelling',
      [
        ['nats-request-info', info],
        ['Nats-Request-Info', info],
      ],
    ],
    [
      'two of them',
      [
        ['Nats-Request-Info', info],
        ['Nats-Request-Info', info],
      ],
    ],
    ['an unknown user', [['Nats-Request-Info', '{"acc":"PARTNERS","user":"other"}']]],
    ['a connection of a client that is closed', [['Nats-Request-Info', '{"acc":"PARTNERS","user":"gone.abcdefghijkl.0123456789ab"}']]],
    ['a known user of another account', [['Nats-Request-Info', '{"acc":"HUB","user":"supplier"}']]],
    ['a known user of no account', [['Nats-Request-Info', '{"user":"supplier"}']]],
    ['no user', [['Nats-Request-Info', '{"acc":"PARTNERS"}']]],
    ['no JSON', [['Nats-Request-Info', 'supplier']]],
  ])('%s', (_what, headers) => {
    expect(() => sender(...headers)).toThrow('The sender is unknown');
  });
});

test.each([
  [undefined, undefined, 10_000],
  ['wait=3', undefined, 3_000],
  ['respond-async, wait=0', undefined, 0],
  ['wait=9999', undefined, 60_000],
  ['wait=-1', undefined, 10_000],
  ['wait=3', '0', 0],
  [undefined, 'x', 10_000],
])('Prefer %s and ?wait=%s: %i ms', (prefer, query, expected) => {
  expect(patienceMs(prefer, query)).toBe(expected);
});
