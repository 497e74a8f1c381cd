import { describe, expect, test } from '@jest/globals';
import { catalog } from '../src/catalog.js';
import type { SnapshotNode } from '../src/change.js';
import type { Allowance, OdooOperation } from '../src/contract.js';
import { snapshotOf, SnapshotMismatch } from '../src/snapshot.js';
import { REFUSALS } from '../src/refusals.js';
import { receiveGoods } from '../src/domains/procurement/receive-goods.js';
import { uncoveredBy } from './allowance-check.js';
import { change, commandExample, furtherInputs, namesIn, origin } from './examples.js';

const commands = [...catalog.commands.values()];

const codesIn = (operations: readonly OdooOperation[]): string[] =>
  operations.flatMap((operation) => ('refusal' in operation ? [operation.refusal] : []));

test('every command contract has an example, and every example a contract', () => {
  expect(namesIn('commands')).toEqual(commands.map((command) => command.id).sort());
});

describe.each(commands.map((command) => [command.id, command] as const))('%s', (id, command) => {
  const example = commandExample(id);
  const input = command.input.parse(example.input);

  test('its golden input becomes its golden operations', () => {
    expect(command.toOdoo(input)).toEqual(example.operations);
  });

  test("the addon's answer becomes its golden answer, which is valid", () => {
    const answer = command.fromOdoo(example.fromAddon, origin);
    expect(answer).toEqual(example.answer);
    expect(command.answer.parse(answer)).toEqual(answer);
  });

  test('an answer that lacks something is a SnapshotMismatch', () => {
    expect(() => command.fromOdoo({}, origin)).toThrow(SnapshotMismatch);
  });

  test('the allowances cover every operation, and none is spare', () => {
    const further = furtherInputs(id).map((each) => command.toOdoo(command.input.parse(each)));
    const uncovered = (given: readonly Allowance[]) => [example.operations, ...further].flatMap((steps) => uncoveredBy(given, steps));
    expect(uncovered(command.allowances)).toEqual([]);
    for (const spare of command.allowances) {
      const others = command.allowances.filter((allowance) => allowance !== spare);
      expect([spare, uncovered(others)]).not.toEqual([spare, []]);
    }
  });

  test('each refusal has a code of its own with a meaning', () => {
    for (const code of codesIn(example.operations)) expect(Object.keys(command.refusals)).toContain(code);
    for (const code of Object.keys(command.refusals)) expect(Object.keys(REFUSALS)).not.toContain(code);
  });

  test('every field is required or named optional: an empty input is refused', () => {
    expect(command.input.safeParse({}).success).toBe(false);
  });

  test('commands of one record are applied one after another: the aggregate is named', () => {
    expect(command.aggregate(input)).toMatch(/^\S+$/);
  });
});

/** Facts read these beside what the watch reads. */
const COMPANY_AMOUNT = {
  amount_total_cc: 28.48,
  company_currency_id: { id: 1, name: 'USD', decimal_places: 2 },
} satisfies Partial<SnapshotNode>;

test('facts of a purchase order are flat', () => {
  const { input } = commandExample(receiveGoods.id);
  const facts = receiveGoods.facts?.toFacts(
    { ...snapshotOf(change('purchase-order-approved')), ...COMPANY_AMOUNT },
    origin,
    receiveGoods.input.parse(input),
  );
  expect(facts).toEqual({
    supplier: 'odoo:golden:res.partner:69',
    company: 'odoo:golden:res.company:1',
    state: 'approved',
    currency: 'USD',
    totalMinor: 2848,
    amountMinor: 2848,
  });
});

describe('receive-goods', () => {
  const { input } = commandExample(receiveGoods.id);
  const line = { lineId: 'odoo:golden:purchase.order.line:28', quantity: '1' };
  const accepts = (part: Readonly<Record<string, unknown>>): boolean => receiveGoods.input.safeParse({ ...input, ...part }).success;

  test.each(['0', '0.00', '-1', '+1', '1,5', '.5', '5.', '01', '1e3', 'NaN', '', ' 1', '1.1234567', '1234567890123'])(
    'quantity %j is refused',
    (quantity) => {
      expect(accepts({ lines: [{ ...line, quantity }] })).toBe(false);
    },
  );

  test.each(['1', '0.5', '10', '10.50', '0.000001', '999999999999'])('quantity %j is accepted', (quantity) => {
    expect(accepts({ lines: [{ ...line, quantity }] })).toBe(true);
  });

  test('each line at most once, one to a hundred lines', () => {
    const lines = Array.from({ length: 101 }, (_, index) => ({ ...line, lineId: `odoo:golden:purchase.order.line:${index + 1}` }));
    expect(accepts({ lines: [line, line] })).toBe(false);
    expect(accepts({ lines: [] })).toBe(false);
    expect(accepts({ lines })).toBe(false);
    expect(accepts({ lines: lines.slice(1) })).toBe(true);
  });

  test('ids of another kind are refused', () => {
    for (const lineId of [
      '28',
      'odoo:golden:purchase.order:28',
      'odoo:golden:purchase.order.line:0',
      'odoo:a:b:purchase.order.line:1',
      'odoo:golden:purchase.order.line:12345678901',
    ]) {
      expect(accepts({ lines: [{ ...line, lineId }] })).toBe(false);
    }
  });

  test.each(['', 'a\u0000', 'a\nb', '\ud800', 'x'.repeat(201)])('delivery note %j is refused', (deliveryNote) => {
    expect(accepts({ deliveryNote })).toBe(false);
  });

  test('a delivery note stays text in the HTML of the receipt', () => {
    const operations = receiveGoods.toOdoo(receiveGoods.input.parse({ ...input, deliveryNote: '<img src="x"> & Söhne 😀' }));
    expect(operations).toContainEqual({
      op: 'write',
      on: 'receipt',
      values: { note: '<p>&lt;img src=&quot;x&quot;&gt; &amp; Söhne 😀</p>' },
    });
  });

  test('without back-order the receipt is named among those that get none', () => {
    const noBackOrder = receiveGoods.toOdoo(receiveGoods.input.parse({ ...input, backOrder: false }));
    const validate = noBackOrder.find((operation) => operation.op === 'call');
    expect(validate).toMatchObject({ context: { skip_backorder: true, picking_ids_not_to_backorder: [{ ref: 'receipt' }] } });
  });

  test('only quantities with decimals are checked for what Odoo keeps of them', () => {
    const patterns = (quantity: string) =>
      receiveGoods
        .toOdoo(receiveGoods.input.parse({ ...input, lines: [{ ...line, quantity }] }))
        .flatMap((operation) => (operation.op === 'assert' && operation.refusal === 'quantity-too-fine' ? operation.domain : []));
    expect(patterns('10')).toEqual([]);
    expect(patterns('10.00')).toEqual([]);
    expect(patterns('1.50')).toEqual([['quantity', '=like', '1.5%']]);
    expect(patterns('100.050')).toEqual([['quantity', '=like', '100.05%']]);
  });
});
