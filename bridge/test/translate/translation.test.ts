import { describe, expect, test } from '@jest/globals';
import { type EventContract, canonicalId, catalog, catalogOf, defineEntity, defineEvent, fromHeaders } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import type { OutgoingMessage } from '../../src/nats/message.js';
import { MAX_EVENT_BYTES, translate } from '../../src/translate/translation.js';
import { changeMessage, changeNamed, eventExample, moments } from '../rig/golden.js';

const json = (message: OutgoingMessage | undefined): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(message?.data ?? []).toString()));
const typesOf = (messages: readonly OutgoingMessage[]): string[] => messages.map((message) => message.subject).sort();

describe('golden changes', () => {
  test.each(Object.entries(moments))('%s means exactly its moments', (name, contracts) => {
    expect(typesOf(translate(changeMessage(changeNamed(name)), catalog))).toEqual(contracts.map((id) => `events.${id}`));
  });

  test.each([...new Set(Object.values(moments).flat())])('%s carries its example’s data', (contract) => {
    const example = eventExample(contract);
    const events = translate(changeMessage(changeNamed(example.change)), catalog);
    expect(json(events.find((event) => event.subject === `events.${contract}`))).toEqual(example.data);
  });
});

test('the envelope names the event, its record, its cause and its version', () => {
  const change = { ...changeNamed('purchase-order-approved'), change_id: 'db:41', command_id: 'cmd-9', version: 12 };
  const event = translate(changeMessage(change), catalog).find((each) => each.subject.endsWith('approved.v1'));
  expect(event?.id).toBe('db:41:procurement.purchase-order.approved.v1');
  expect(fromHeaders(event?.headers ?? [])).toMatchObject({
    id: event?.id,
    source: '/odoo/golden',
    type: 'procurement.purchase-order.approved.v1',
    subject: canonicalId({ database: 'golden' }, 'purchase.order', 13),
    correlationid: 'cmd-9',
    causationid: 'cmd-9',
    commandid: 'cmd-9',
    recordversion: '12',
    dataclass: 'commercial',
    origin: 'orm',
  });
});

test('an earlier version says when it ends and where to go; the newest says nothing', () => {
  const events = translate(changeMessage(changeNamed('purchase-order-approved')), catalog);
  const envelopeOf = (version: string) => fromHeaders(events.find(({ subject }) => subject.endsWith(`approved.${version}`))?.headers ?? []);
  expect(envelopeOf('v1')).toMatchObject({
    deprecated: '2026-11-22T00:00:00Z',
    sunset: '2027-11-22T00:00:00Z',
    replacedby: 'procurement.purchase-order.approved.v2',
  });
  expect(Object.keys(envelopeOf('v2') ?? {})).not.toContain('deprecated');
});

describe('dead letters', () => {
  const shape = z.object({ id: z.string(), text: z.string() });
  const entity = defineEntity({
    domain: 'test',
    name: 'order',
    meaning: '',
    owner: 'test',
    shape,
    odoo: { model: 'purchase.order', spec: {} },
    fromOdoo: () => ({}),
  });
  const contract = (name: string, toData: () => unknown): EventContract =>
    defineEvent({
      entity,
      name,
      version: 1,
      meaning: '',
      dataClass: 'internal',
      delivery: 'real-time',
      data: shape,
      when: () => true,
      toData,
    });
  const withContracts = (...events: EventContract[]) =>
    catalogOf([{ name: 'test', meaning: '', odooGroups: [], entities: [entity], events, commands: [] }]);
  const good = contract('good', () => ({ id: 'x', text: 'y' }));
  const change = changeNamed('purchase-order-approved');

  test.each([
    ['not JSON', '{"a":', 'bad-json'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'bad-json'],
    ['not a change', { spec: 'odoo-change/2' }, 'not-a-change'],
  ])('a message that is %s is kept with its payload', (_, content, reason) => {
    const message = Buffer.isBuffer(content) ? { ...changeMessage(''), data: content } : changeMessage(content);
    const [letter, ...others] = translate(message, catalog);
    expect(others).toEqual([]);
    expect(letter?.subject).toBe('dead-letters.translate');
    const { payload, ...rest } = json(letter);
    expect(rest).toMatchObject({ reason, contract: null, source: { stream: 'ODOO_CHANGES', sequence: 7 } });
    const given = z.object({ text: z.string().optional(), base64: z.string().optional() }).parse(payload);
    expect(Buffer.from(given.text ?? given.base64 ?? '', given.text === undefined ? 'base64' : 'utf8')).toEqual(Buffer.from(message.data));
  });

  test('one bad contract does not hold up the others of the same change', () => {
    const throwing = contract('throwing', () => {
      throw new Error('no such field');
    });
    const mismatching = contract('mismatching', () => ({ id: 'x', text: 5 }));
    const huge = contract('huge', () => ({ id: 'x', text: 'y'.repeat(MAX_EVENT_BYTES) }));
    const messages = translate(changeMessage(change), withContracts(throwing, mismatching, huge, good));
    expect(messages.map(({ subject }) => subject)).toEqual([
      ...Array<string>(3).fill('dead-letters.translate'),
      'events.test.order.good.v1',
    ]);
    expect(messages.slice(0, 3).map(json)).toMatchObject([
      { reason: 'contract-failed', contract: 'test.order.throwing.v1', changeId: change.change_id },
      { reason: 'schema-violation', path: 'text', contract: 'test.order.mismatching.v1' },
      { reason: 'too-large', contract: 'test.order.huge.v1' },
    ]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(4);
  });

  test('the field a contract misses in the snapshot is named', () => {
    const snapshot = { ...z.record(z.string(), z.unknown()).parse(change.snapshot), partner_id: 'nobody' };
    const [letter] = translate(changeMessage({ ...change, snapshot }), catalog);
    expect(json(letter)).toMatchObject({ reason: 'snapshot-mismatch', path: 'partner_id' });
  });

  test('a field of a nested record is named with its way', () => {
    const given = z.looseObject({ order_line: z.array(z.looseObject({})) }).parse(change.snapshot);
    const lines = given.order_line.map((line) => ({ ...line, name: 7 }));
    const [letter] = translate(changeMessage({ ...change, snapshot: { ...given, order_line: lines } }), catalog);
    expect(json(letter)).toMatchObject({ reason: 'snapshot-mismatch', path: expect.stringMatching(/^order_line\.\d\.name$/) });
  });

  test('a state that the contract has no word for is told as such, with the words that it has', () => {
    const snapshot = { ...z.record(z.string(), z.unknown()).parse(change.snapshot), state: 'secret state' };
    const letters = translate(changeMessage({ ...change, snapshot }), catalog);
    expect(letters.length).toBeGreaterThan(0);
    for (const letter of letters.map(json)) {
      expect(letter).toMatchObject({ reason: 'unknown-word', path: 'state', changeId: change.change_id });
      expect(letter.message).toMatch(/^field state of record \d+ is not one of draft, sent, /);
    }
  });

  test('a letter says what is wrong without a value of the record', () => {
    const throwing = contract('throwing', () => {
      throw new TypeError('Anna is no number');
    });
    const letters = [
      ...translate(changeMessage(change), withContracts(throwing)),
      ...translate(changeMessage('{"name": Anna}'), catalog),
      ...translate(changeMessage({ ...change, snapshot: { id: 13, state: 'Anna' } }), catalog),
      ...translate(changeMessage({ ...change, op: 'Anna' }), catalog),
    ].map(json);
    expect(letters.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['contract-failed', 'bad-json', 'not-a-change']));
    for (const { payload, headers, ...told } of letters) {
      expect([payload, headers]).not.toEqual([undefined, undefined]);
      expect(JSON.stringify(told)).not.toContain('Anna');
    }
    expect(letters[0]?.message).toMatch(/^the contract threw TypeError at .*translation\.test\.ts:\d+/);
  });

  test('the dead letter itself fits the broker, whatever was sent', () => {
    const [letter] = translate(changeMessage('\u0000'.repeat(900_000)), catalog);
    expect(letter?.data.byteLength).toBeLessThan(1_000_000);
    expect(json(letter)).toMatchObject({ bytes: 900_000, payload: null });
  });

  test('a model without contracts is no failure', () => {
    expect(translate(changeMessage({ ...change, model: 'res.currency' }), catalog)).toEqual([]);
  });
});
