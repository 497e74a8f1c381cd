/** The check as a whole: released, changed, waived, unreadable. */
import { describe, expect, test } from '@jest/globals';
import { checkContracts } from '../../src/compatibility.js';
import { printed } from '../../src/compatibility/finding.js';
import type { JsonSchema } from '../../src/compatibility/keywords.js';
import { releasesOf } from '../../src/compatibility/release.js';
import {
  answer,
  command,
  CONFIRM,
  event,
  filesOf,
  findingsOf,
  input,
  order,
  releasedOf,
  SHIPPED,
  TODAY,
  type Written,
} from './contracts.js';

const released = releasedOf(filesOf());
/** What is found when today's contracts are these and the plain ones were released. */
const found = (now: Written, today?: string) => findingsOf(filesOf({ released, ...now }), today);

const properties = (schema: JsonSchema) => schema.properties as Readonly<Record<string, JsonSchema>>;
const changed = (schema: JsonSchema, more: JsonSchema, required = schema.required) => ({
  ...schema,
  properties: { ...properties(schema), ...more },
  required,
});
const without = (schema: JsonSchema, name: string): JsonSchema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(properties(schema)).filter(([key]) => key !== name)),
  required: (schema.required as readonly string[]).filter((key) => key !== name),
});

const optional = { note: { type: 'string', 'x-data-class': 'internal' } };

describe('what may change within a major version', () => {
  test('nothing, or an optional field more', () => {
    expect(found({})).toEqual([]);
    expect(found({ schemas: { [SHIPPED]: changed(order, optional), [`${CONFIRM}.answer`]: changed(answer, optional) } })).toEqual([]);
    expect(found({ schemas: { [CONFIRM]: changed(input, { priority: { type: 'string' } }) } })).toEqual([]);
  });

  test('an event changes for neither its old nor its new readers', () => {
    expect(found({ schemas: { [SHIPPED]: without(order, 'number') } })).toEqual(['required-property-removed data.number']);
    expect(found({ schemas: { [SHIPPED]: changed(order, optional, ['number', 'state', 'buyer', 'lines', 'note']) } })).toEqual([
      'required-property-added data.note',
    ]);
    expect(found({ schemas: { [SHIPPED]: changed(order, { state: { type: 'string', enum: ['open', 'shipped', 'lost'] } }) } })).toEqual([
      'enum-value-added data.state',
    ]);
  });

  test("a command's input may widen, its answer may not", () => {
    const orNull = { type: ['string', 'null'], 'x-data-class': 'commercial' };
    expect(found({ schemas: { [CONFIRM]: changed(input, { note: orNull }) } })).toEqual([]);
    expect(found({ schemas: { [`${CONFIRM}.answer`]: changed(answer, { number: orNull }) } })).toEqual(['null-added answer.number']);
  });

  test("a command's input neither narrows nor ignores what was sent", () => {
    const short = { type: 'string', maxLength: 5, 'x-data-class': 'commercial' };
    expect(found({ schemas: { [CONFIRM]: changed(input, { note: short }) } })).toEqual(['max-length-lowered input.note']);
    expect(found({ schemas: { [CONFIRM]: without(input, 'note') } })).toEqual(['required-property-removed input.note']);
  });

  test('a data class may rise where senders write and falls nowhere', () => {
    const as = (dataClass: string) => ({ note: { type: 'string', 'x-data-class': dataClass } });
    expect(found({ schemas: { [CONFIRM]: changed(input, as('personal')) } })).toEqual([]);
    expect(found({ schemas: { [CONFIRM]: changed(input, as('public')) } })).toEqual(['data-class-lowered input.note']);
    expect(found({ schemas: { [SHIPPED]: changed(order, { number: as('personal').note }) } })).toEqual(['data-class-raised data.number']);
  });

  test('paths lead through lists, nullable objects and definitions', () => {
    const code = { type: 'number', 'x-data-class': 'commercial' };
    const lines = { type: 'array', items: { $ref: '#/$defs/line' } };
    const item = properties(order).lines?.items as JsonSchema;
    const moved = { ...changed(order, { lines }), $defs: { line: changed(item, { code }) } };
    expect(found({ schemas: { [SHIPPED]: moved } })).toEqual(['type-changed data.lines[].code']);
    const [shape] = properties(order).buyer?.anyOf as readonly JsonSchema[];
    const buyer = { anyOf: [without(shape ?? {}, 'name'), { type: 'null' }] };
    expect(found({ schemas: { [SHIPPED]: changed(order, { buyer }) } })).toEqual(['required-property-removed data.buyer.name']);
  });

  test('each promise beside the schema has its rule', () => {
    const as = (of: typeof event, more: object) =>
      found({ contracts: of === event ? [{ ...event, ...more }, command] : [event, { ...command, ...more }] });
    expect(as(event, { subject: 'events.other' })).toEqual(['subject-changed subject']);
    expect(as(event, { delivery: 'batch' })).toEqual(['delivery-changed delivery']);
    expect(as(event, { record: 'stock.picking' })).toEqual(['record-changed record']);
    expect(as(event, { scope: ['company'] })).toEqual(['scope-key-removed scope.customer']);
    expect(as(event, { dataClass: 'personal' })).toEqual(['event-class-raised dataClass']);
    expect(as(event, { dataClass: 'public' })).toEqual(['event-class-lowered dataClass']);
    expect(as(command, { aggregate: ['customerId'] })).toEqual(['aggregate-changed aggregate']);
    expect(as(command, { refusals: ['order-not-open'] })).toEqual(['refusal-removed refusals.order-not-found']);
    expect(as(command, { refusals: [...(command.refusals ?? []), 'order-empty'] })).toEqual([]);
    expect(as(event, { kind: 'command' })).toEqual(expect.arrayContaining(['kind-changed kind']));
  });

  test('a released contract goes only after the sunset that was released', () => {
    expect(found({ contracts: [command] })).toEqual(['contract-removed']);
    const ending = releasedOf(filesOf({ released, contracts: [{ ...event, sunset: '2027-01-31' }, command] }));
    expect(findingsOf(filesOf({ released: ending, contracts: [command] }), '2027-01-30')).toEqual(['contract-removed']);
    expect(findingsOf(filesOf({ released: ending, contracts: [command] }), '2027-01-31')).toEqual([]);
    const sooner = { contracts: [{ ...event, sunset: '2026-12-31' }, command] };
    expect(findingsOf(filesOf({ ...sooner, released: ending }))).toEqual(['sunset-brought-forward sunset']);
  });

  test('every revision counts, not only the last', () => {
    const second = { schemas: { [SHIPPED]: changed(order, optional) } };
    const twice = releasedOf(filesOf({ ...second, released }));
    expect(JSON.parse(twice.get(SHIPPED) ?? '')).toMatchObject({ revisions: [{ revision: 1 }, { revision: 2 }] });
    // against the first revision alone a number would be new; against the second it is retyped
    const retyped = { schemas: { [SHIPPED]: changed(order, { note: { type: 'number', 'x-data-class': 'internal' } }) } };
    expect(findingsOf(filesOf({ ...retyped, released: twice }))).toEqual(['type-changed data.note']);
    expect(found(retyped)).toEqual([]);
    expect(findingsOf(filesOf({ released: twice }))).toEqual(['optional-property-removed data.note']);
  });
});

describe('a waiver', () => {
  const breaking = { [SHIPPED]: without(order, 'number') };
  const waiver = {
    contract: SHIPPED,
    rule: 'required-property-removed',
    path: 'data.number',
    reason: 'Both subscribers agreed on 2026-11-20 that they read the id.',
    expires: '2026-12-31',
  };
  const waived = (more: object = {}, today?: string) => found({ schemas: breaking, waivers: [{ ...waiver, ...more }] }, today);

  test('excuses exactly what it names, to the end of its last day', () => {
    expect(waived()).toEqual([]);
    expect(waived({}, '2026-12-31')).toEqual([]);
    expect(waived({ path: 'data.state' })).toEqual(['required-property-removed data.number', 'waiver-unused data.state']);
    expect(waived({ contract: CONFIRM })).toEqual(['required-property-removed data.number', 'waiver-unused data.number']);
  });

  test('that is expired, needless or malformed is a failure', () => {
    expect(waived({}, '2027-01-01')).toEqual(['required-property-removed data.number', 'waiver-expired data.number']);
    expect(found({ waivers: [waiver] })).toEqual(['waiver-unused data.number']);
    for (const wrong of [
      { reason: 'ok' },
      { expires: 'soon' },
      { expires: '2028-01-01' },
      { rule: 'no-such-rule' },
      { rule: 'schema-missing' },
      { more: 1 },
    ]) {
      expect([wrong, waived(wrong).map((one) => one.split(' ')[0])]).toEqual([wrong, ['required-property-removed', 'waiver-malformed']]);
    }
    expect(findingsOf({ ...filesOf({ released }), waivers: '' })).toEqual(['waiver-malformed']);
  });

  test('is written into the release it allowed, and is needed no longer; a further break is not excused', () => {
    const after = releasedOf(filesOf({ released, schemas: breaking, waivers: [waiver] }));
    expect(JSON.parse(after.get(SHIPPED) ?? '')).toMatchObject({
      revisions: [{ accepted: [] }, { accepted: [{ rule: waiver.rule, path: waiver.path, against: 1, reason: waiver.reason }] }],
    });
    expect(findingsOf(filesOf({ released: after, schemas: breaking }))).toEqual([]);
    expect(findingsOf(filesOf({ released: after, schemas: breaking, waivers: [waiver] }))).toEqual(['waiver-unused data.number']);
    const further = { [SHIPPED]: without(without(order, 'number'), 'state') };
    expect(findingsOf(filesOf({ released: after, schemas: further }))).toEqual([
      'required-property-removed data.state',
      'required-property-removed data.state',
    ]);
  });
});

describe('the check fails closed', () => {
  test('on a catalogue or a schema that is missing or unreadable', () => {
    expect(findingsOf({ ...filesOf(), catalogue: undefined })).toEqual(['catalogue-unreadable']);
    expect(findingsOf({ ...filesOf(), catalogue: '{"contracts":[{"id":"x"}]}' })).toEqual(['catalogue-unreadable']);
    expect(found({ schemas: { [SHIPPED]: undefined } })).toEqual(['schema-missing data']);
    expect(found({ schemas: { [`${CONFIRM}.answer`]: undefined } })).toEqual(['schema-missing answer']);
    expect(found({ schemas: { [SHIPPED]: 'no schema' } })).toEqual(['schema-unreadable data']);
    expect(found({ schemas: { [SHIPPED]: [order] } })).toEqual(['schema-unreadable data']);
  });

  test('on keywords it does not know or that hold the wrong thing, wherever they stand', () => {
    const lines = { type: 'array', items: { type: 'object', unevaluatedProperties: false } };
    expect(found({ schemas: { [SHIPPED]: changed(order, { lines }) } })).toEqual(['keyword-not-judged data.lines[]']);
    expect(found({ schemas: { [SHIPPED]: changed(order, { number: { type: 'text' } }) } })).toEqual(['keyword-malformed data.number']);
    expect(found({ schemas: { [SHIPPED]: changed(order, { number: { 'x-data-class': 'secret' } }) } })).toEqual([
      'keyword-malformed data.number',
    ]);
    expect(found({ schemas: { [SHIPPED]: changed(order, { number: { constructor: 1 } }) } })).toEqual(['keyword-not-judged data.number']);
  });

  test('on released files that cannot be read, are misnamed or were edited', () => {
    const as = (name: string, text: string) => findingsOf(filesOf({ released: new Map([...released, [name, text]]) }));
    const text = released.get(SHIPPED) ?? '';
    expect(as(SHIPPED, '{')).toEqual(['released-unreadable']);
    expect(as('sales.other.v1', text)).toEqual(['released-unreadable']);
    expect(as(SHIPPED, text.replace('"shipped"', '"sent"'))).toEqual(['released-edited']);
    expect(as(SHIPPED, text.replace('2026-11-22', '2026-11-21'))).toEqual(['released-edited']);
  });

  test('and nothing is released while a finding is open', () => {
    const report = checkContracts(filesOf({ released, schemas: { [SHIPPED]: without(order, 'number') } }), TODAY);
    expect(() => releasesOf(report, TODAY)).toThrow('nothing is released while a finding is open');
    expect(releasesOf(checkContracts(filesOf({ released }), TODAY), TODAY).size).toBe(0);
  });
});

test('a finding tells rule, place, revision, whom it breaks, why and what to do', () => {
  const [finding] = checkContracts(filesOf({ released, schemas: { [SHIPPED]: without(order, 'number') } }), TODAY).findings;
  expect(finding && printed(finding)).toBe(
    [
      'sales.order.shipped.v1: required-property-removed at data.number',
      '  number (against revision 1 of 2026-11-22)',
      '  breaks: a subscriber built on the released revision that reads an event written today',
      '  why: Readers rely on the field; what senders put there is ignored.',
      '  remedy: Keep the field filled; deprecate it in its description.',
    ].join('\n'),
  );
});
