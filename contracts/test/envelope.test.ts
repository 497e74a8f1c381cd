import { expect, test } from '@jest/globals';
import { dataSchemaOf, type Envelope, fromHeaders, toHeaders, toStructured } from '../src/envelope.js';

const envelope: Envelope = {
  specversion: '1.0',
  id: 'uuid:7:procurement.purchase-order.approved.v1',
  source: '/odoo/golden',
  type: 'procurement.purchase-order.approved.v1',
  subject: 'odoo:golden:purchase.order:13',
  time: '2026-11-22T10:00:00.123456Z',
  datacontenttype: 'application/json',
  dataschema: dataSchemaOf('procurement.purchase-order.approved.v1'),
  correlationid: 'story',
  causationid: 'uuid:7',
  partitionkey: 'odoo:golden:purchase.order:13',
  recordversion: '2',
  dataclass: 'commercial',
  origin: 'orm',
};

const ending = { deprecated: '2026-11-22T00:00:00Z', sunset: '2027-11-22T00:00:00Z', replacedby: 'a.b.c.v2' };

test('an envelope survives its headers, with and without a command, of a contract that stays or ends', () => {
  for (const sent of [envelope, { ...envelope, commandid: 'c-1' }, { ...envelope, ...ending }])
    expect(fromHeaders(toHeaders(sent))).toEqual(sent);
});

test('headers are lower-case on the way out and read in any case', () => {
  const headers = toHeaders(envelope);
  for (const [name] of headers) expect(name).toBe(name.toLowerCase());
  for (const spell of [(name: string) => name.toUpperCase(), (name: string) => name.replace(/(^|-)[a-z]/g, (c) => c.toUpperCase())]) {
    expect(fromHeaders(headers.map(([name, value]) => [spell(name), value]))).toEqual(envelope);
  }
});

test('headers it does not know are ignored', () => {
  expect(fromHeaders([...toHeaders(envelope), ['traceparent', '00-1-2-01'], ['ce-addedlater', 'x']])).toEqual(envelope);
});

test('a message that lacks an attribute is no CloudEvent of ours', () => {
  for (const [missing] of toHeaders(envelope).filter(([name]) => name !== 'content-type')) {
    expect(fromHeaders(toHeaders(envelope).filter(([name]) => name !== missing))).toBeUndefined();
  }
});

test('attribute names keep to CloudEvents: lower-case letters and digits', () => {
  for (const name of Object.keys(toStructured(envelope, {}))) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
});

test('the structured form carries attributes and data side by side', () => {
  expect(toStructured(envelope, { id: 1 })).toEqual({ ...envelope, data: { id: 1 } });
});

test('a schema is named by a URN of the contract', () => {
  expect(envelope.dataschema).toBe('urn:odoo-nats-bridge:schema:procurement.purchase-order.approved.v1');
});
