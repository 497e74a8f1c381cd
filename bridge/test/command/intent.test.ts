import { describe, expect, test } from '@jest/globals';
import { type Received, intentOf } from '../../src/command/intent.js';
import { Refused } from '../../src/failure.js';
import { clientOf } from '../../src/subscription/subscription.js';
import { newCommandId } from '../../src/command/command-id.js';

const ORDER = 'odoo:demo:purchase.order:42';
const received = (more: Partial<Received> = {}): Received => ({
  client: clientOf({ id: 'buyer', roles: ['buyer'] }),
  type: 'procurement.confirm-purchase-order.v1',
  idempotencyKey: 'key-1',
  body: JSON.stringify({ purchaseOrderId: ORDER }),
  via: 'http',
  ...more,
});

function codeOf(given: Received): string | undefined {
  try {
    intentOf(given, 'demo');
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.refusal.code;
    throw thrown;
  }
}

test('a well-formed request is an intent with its aggregate and digest', () => {
  const intent = intentOf(received(), 'demo');
  expect(intent).toMatchObject({ idempotencyKey: 'key-1', aggregate: ORDER, input: { purchaseOrderId: ORDER }, via: 'http' });
  expect(intent.digest).toMatch(/^[0-9a-f]{64}$/);
});

test('bytes and text, blanks and unknown fields make no other digest; another target does', () => {
  const digest = (body: string | Uint8Array): string => intentOf(received({ body }), 'demo').digest;
  const first = digest(JSON.stringify({ purchaseOrderId: ORDER }));
  expect(digest(Buffer.from(`{ "later": 1, "purchaseOrderId":  "${ORDER}" }`))).toBe(first);
  expect(digest(JSON.stringify({ purchaseOrderId: `${ORDER}0` }))).not.toBe(first);
});

describe('refused at the door', () => {
  test.each<[string, Partial<Received>, string]>([
    ['text that is not JSON', { body: 'hello' }, 'bad-json'],
    ['nothing', { body: '' }, 'bad-json'],
    ['bytes that are not UTF-8', { body: Buffer.from([0x7b, 0xff, 0x7d]) }, 'bad-json'],
    ['JSON that is no object', { body: '[]' }, 'bad-json'],
    ['300 KiB', { body: Buffer.alloc(300 * 1024, 32) }, 'payload-too-large'],
    ['one byte over 256 KiB', { body: ' '.repeat(256 * 1024 - 1) + '{}' }, 'payload-too-large'],
    ['no key', { idempotencyKey: undefined }, 'missing-idempotency-key'],
    ['an empty key', { idempotencyKey: '' }, 'missing-idempotency-key'],
    ['a blank key', { idempotencyKey: '  ' }, 'missing-idempotency-key'],
    ['a key of 129 characters', { idempotencyKey: 'k'.repeat(129) }, 'missing-idempotency-key'],
    ['a key with a line break', { idempotencyKey: 'a\nb' }, 'missing-idempotency-key'],
    ['an unknown contract', { type: 'procurement.burn.v1' }, 'unknown-contract'],
    ['another major version', { type: 'procurement.confirm-purchase-order.v9' }, 'unknown-contract'],
    ['a name that objects have', { type: 'constructor' }, 'unknown-contract'],
    ['a body that does not match', { body: '{"purchaseOrderId":"P00042"}' }, 'schema-violation'],
    ['a record of another database', { body: '{"purchaseOrderId":"odoo:other:purchase.order:42"}' }, 'schema-violation'],
  ])('%s', (_what, more, code) => {
    expect(codeOf(received(more))).toBe(code);
  });

  test('text that cannot be stored is named by its path', () => {
    const body = JSON.stringify({
      purchaseOrderId: ORDER,
      lines: [{ lineId: 'odoo:demo:purchase.order.line:1', quantity: '1' }],
      deliveryNote: 'a\u0000b',
      backOrder: true,
    });
    expect.assertions(1);
    try {
      intentOf(received({ type: 'procurement.receive-goods.v1', body }), 'demo');
    } catch (thrown) {
      expect((thrown as Refused).refusal.detail).toMatchObject({ issues: [{ path: 'deliveryNote' }] });
    }
  });

  test('the parser says nothing about the body', () => {
    expect.assertions(1);
    try {
      intentOf(received({ body: 'secret-token' }), 'demo');
    } catch (thrown) {
      expect(JSON.stringify((thrown as Refused).refusal)).not.toContain('secret');
    }
  });
});

test('command ids are UUIDs version 7 and sort by time', () => {
  expect(newCommandId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newCommandId(1_000) < newCommandId(2_000)).toBe(true);
});

test.each([
  ['12', 12],
  ['"12"', 12],
  [' "0" ', 0],
  [undefined, null],
])('a version that the sender saw, %s, is kept', (expectedVersion, kept) => {
  expect(intentOf(received({ expectedVersion }), 'demo').expectedVersion).toBe(kept);
});

test.each(['', '*', '-1', '1.5', '"1', 'W/"1"', '"1", "2"', '1e3', '9'.repeat(16)])('%p is no version', (expectedVersion) => {
  expect(codeOf(received({ expectedVersion }))).toBe('bad-expected-version');
});

test('a version of a record that does not exist yet is refused', () => {
  const lead = {
    type: 'crm.create-lead.v1',
    body: JSON.stringify({ title: 'Roof for a hall', kind: 'lead', email: 'eva@example.org' }),
    idempotencyKey: 'lead',
  };
  expect(codeOf(received(lead))).toBeUndefined();
  expect(codeOf(received({ ...lead, expectedVersion: '1' }))).toBe('bad-expected-version');
});
