import { describe, expect, test } from '@jest/globals';
import { catalog, toHeaders } from '@odoo-nats-bridge/contracts';
import { parseEvent } from '../src/event.js';
import { dataOf, envelopeOf, namesIn } from './examples.js';

const TYPE = 'procurement.purchase-order.approved.v2';
const asSent = (type: string, data: unknown) => parseEvent(toHeaders(envelopeOf(type)), JSON.stringify(data));

test('there is an example of every event', () => {
  expect(namesIn('events')).toEqual([...catalog.events.keys()].sort());
});

test.each(namesIn('events'))('%s: the golden example is read as it is, also with a field added later', (type) => {
  const data = dataOf(type);
  const read = { kind: 'event', event: { type, envelope: envelopeOf(type), data } };
  expect(asSent(type, data)).toEqual(read);
  expect(asSent(type, { ...data, addedLater: { deep: 1 } })).toEqual(read);
});

describe('what cannot be read is told, never thrown', () => {
  test('data that the contract does not allow, with the field', () => {
    const told = asSent(TYPE, { ...dataOf(TYPE), currency: 'euro' });
    expect(told).toMatchObject({ kind: 'invalid', reason: 'schema-violation', envelope: { type: TYPE } });
    expect(told.kind === 'invalid' && told.detail).toContain('currency');
  });

  test('a contract that this client does not know', () => {
    expect(asSent('procurement.purchase-order.approved.v9', {})).toMatchObject({ kind: 'invalid', reason: 'unknown-contract' });
  });

  test('no JSON, and no CloudEvent', () => {
    expect(parseEvent(toHeaders(envelopeOf(TYPE)), '{')).toMatchObject({ kind: 'invalid', reason: 'not-json', body: '{' });
    expect(parseEvent([['ce-id', '1']], '{}')).toMatchObject({ kind: 'invalid', reason: 'no-cloud-event', envelope: undefined });
  });
});

test('headers are read in any case', () => {
  const shouted = toHeaders(envelopeOf(TYPE)).map(([name, value]): [string, string] => [name.toUpperCase(), value]);
  expect(parseEvent(shouted, JSON.stringify(dataOf(TYPE)))).toMatchObject({ kind: 'event' });
});
