import { expect, test } from '@jest/globals';
import { type Intent, type Received, intentOf } from '../../src/command/intent.js';
import { Refused } from '../../src/failure.js';
import { clientOf } from '../../src/subscription/subscription.js';

const REQUEST = 'odoo:demo:maintenance.request:6';
const OPEN = { subject: 'Pump', kind: 'corrective', priority: 'low' };
const client = (id: string, system?: string) => clientOf({ id, roles: ['cmms'], system });

const received = (type: string, body: object, from = client('cmms-1', 'cmms')): Received => ({
  client: from,
  type: `maintenance.${type}.v1`,
  idempotencyKey: 'key-1',
  body: JSON.stringify(body),
  via: 'http',
});
const intent = (...given: Parameters<typeof received>): Intent => intentOf(received(...given), 'demo');

function codeOf(...given: Parameters<typeof received>): string | undefined {
  try {
    intent(...given);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.refusal.code;
    throw thrown;
  }
}

test('a new record keeps the order of its contract, and is named besides by its key', () => {
  const opened = intent('open-request', { ...OPEN, externalId: 'WO 1234' });
  expect(opened.aggregate).toBe('Pump');
  expect(opened.name).toEqual({ system: 'cmms', named: 'external:cmms:maintenance.request:WO%201234' });
});

test('what follows by key is ordered by the key, by whichever client of the system', () => {
  const named = 'external:cmms:maintenance.request:WO-1234';
  const closed = intent('close-request', { externalId: 'WO-1234' }, client('cmms-2', 'cmms'));
  expect(closed).toMatchObject({ aggregate: named, name: { system: 'cmms', named } });
  expect(intent('close-request', { externalId: 'WO-1234' }, client('other', 'mes')).aggregate).not.toBe(named);
});

test('who names a record by its id needs no system', () => {
  expect(intent('close-request', { requestId: REQUEST }, client('plain'))).toMatchObject({ aggregate: REQUEST, name: null });
  expect(intent('open-request', OPEN, client('plain')).name).toBeNull();
});

test('a key without a system is refused, for a new record and for one that is there', () => {
  expect(codeOf('open-request', { ...OPEN, externalId: 'WO-1' }, client('plain'))).toBe('no-system');
  expect(codeOf('close-request', { externalId: 'WO-1' }, client('plain'))).toBe('no-system');
});

test('no input says whose key it is', () => {
  const sly = intent('open-request', { ...OPEN, externalId: 'WO-1', system: 'mes', client: { system: 'mes' } });
  expect(sly.name?.system).toBe('cmms');
  expect(JSON.stringify(sly.input)).not.toContain('mes');
});

test('a record is named once', () => {
  expect(codeOf('close-request', {})).toBe('schema-violation');
  expect(codeOf('close-request', { requestId: REQUEST, externalId: 'WO-1' })).toBe('schema-violation');
});

test('a version is of a record that is named by its id', () => {
  const given = { ...received('close-request', { externalId: 'WO-1' }), expectedVersion: '3' };
  expect(() => intentOf(given, 'demo')).toThrow(
    expect.objectContaining({ refusal: expect.objectContaining({ code: 'bad-expected-version' }) }),
  );
});

test.each(['CMMS', 'a b', '', '-x', 'x'.repeat(41), 'a.b', '__base__'])('%j is no name of a system', (system) => {
  expect(() => client('cmms-1', system)).toThrow();
});
