/** Moments that come by the clock: who hears of them, and what the addon is asked for. */
import { describe, expect, test } from '@jest/globals';
import { catalog, catalogOf } from '../src/catalog.js';
import { datesPassed, odooChange, type OdooChange } from '../src/change.js';
import { defineEvent, type EventContract, isMoment, momentOf } from '../src/contract.js';
import { watchesOf } from '../src/generate/watches.js';
import { purchaseOrderLate } from '../src/domains/procurement/purchase-order-progress.js';
import { defineEarlierVersion } from '../src/versions.js';
import { change, namesIn, origin, readExample } from './examples.js';

const late = change('purchase-order-late');
const tellsOf = (of: OdooChange): readonly string[] =>
  (catalog.eventsByModel.get(of.model) ?? []).filter((event) => isMoment(event, of)).map((event) => event.id);

const byTheClock = [...catalog.events.values()].filter((event) => event.passes !== undefined);

test('these moments come by the clock', () => {
  expect(byTheClock.map((event) => event.id).sort()).toEqual([
    'finance.customer-invoice.overdue.v1',
    'procurement.purchase-order.late.v1',
    'procurement.vendor-bill.overdue.v1',
    'projects.milestone.overdue.v1',
  ]);
});

describe('a date that passes', () => {
  test('is told by its own moment alone: nothing changed', () => {
    expect(tellsOf(late)).toEqual(['procurement.purchase-order.late.v1']);
  });

  test('is no moment of another name', () => {
    expect(tellsOf({ ...late, passed: { moment: 'procurement.purchase-order.early', dates: ['2026-12-01T09:30:00Z'] } })).toEqual([]);
  });

  test('and no change tells it, whatever it carries', () => {
    const told = namesIn('changes').filter((name) => {
      const recorded = change(name);
      const ours = byTheClock.filter(({ entity }) => entity.odoo.model === recorded.model);
      return recorded.op !== 'passed' && ours.some((event) => isMoment(event, recorded));
    });
    expect(told).toEqual([]);
    expect(tellsOf({ ...late, op: 'snapshot' })).not.toContain(purchaseOrderLate.id);
    expect(datesPassed({ ...late, op: 'update' }, 'procurement.purchase-order.late')).toEqual([]);
  });

  test('names its dates, and the event tells which of the lines it means', () => {
    expect(datesPassed(late, 'procurement.purchase-order.late')).toEqual(['2026-12-01T09:30:00Z']);
    const { missed, lines } = purchaseOrderLate.data.parse(purchaseOrderLate.toData(late, origin));
    expect(lines.filter(({ expectedAt }) => expectedAt !== null && missed.includes(expectedAt))).toMatchObject([
      { product: { code: 'M4' }, ordered: { value: '10.00' }, received: { value: '2.50' } },
    ]);
  });

  test('without its moment and dates is a malformed change', () => {
    const raw = readExample('changes', 'purchase-order-late.json') as Record<string, unknown>;
    expect(odooChange.safeParse({ ...raw, passed: { moment: 'x', dates: [] } }).success).toBe(false);
    expect(tellsOf(odooChange.parse({ ...raw, passed: undefined }))).toEqual([]);
  });

  test('an addon that tells of no dates is understood', () => {
    expect(odooChange.parse(readExample('changes', 'purchase-order-approved.json')).passed).toBeUndefined();
  });
});

describe('what the addon is asked for', () => {
  const [domain] = catalog.domains;
  if (!domain) throw new Error('no domain');
  const watched = (...events: readonly EventContract[]) => watchesOf(catalogOf([{ ...domain, events }]))[0];

  test("the entity's own filter and the moment's: several entities may share the model", () => {
    const invoices = watchesOf(catalog).find(({ model }) => model === 'account.move');
    expect(Object.keys(invoices?.passes ?? {})).toEqual(['finance.customer-invoice.overdue', 'procurement.vendor-bill.overdue']);
    expect(invoices?.passes?.['procurement.vendor-bill.overdue']).toEqual({
      date: 'invoice_date_due',
      domain: [
        ['move_type', 'in', ['in_invoice', 'in_refund']],
        ['move_type', '=', 'in_invoice'],
        ['state', '=', 'posted'],
        ['payment_state', 'in', ['not_paid', 'partial']],
      ],
    });
  });

  test('two versions of an event are one moment, told of the same change', () => {
    const newer = { ...defineEvent({ ...purchaseOrderLate, version: 2 }) };
    const deprecated = { since: '2026-11-22', sunset: '2027-11-22', replacedBy: newer.id, why: 'test' };
    const older = defineEarlierVersion(newer, { version: 1, data: purchaseOrderLate.data, fromNewer: (data) => data, deprecated });
    expect([isMoment(newer, late), isMoment(older, late)]).toEqual([true, true]);
    expect(Object.keys(watched(newer, older)?.passes ?? {})).toEqual([momentOf(newer)]);
    const { date } = purchaseOrderLate.passes ?? { date: '' };
    expect(() => watched(newer, { ...older, passes: { date, domain: [] } })).toThrow(
      'the versions of procurement.purchase-order.late differ in what has to pass',
    );
  });

  test('a date that the spec lacks is refused when the watches are generated', () => {
    const of = (date: string) => defineEvent({ ...purchaseOrderLate, passes: { date, domain: [] } });
    expect(() => watched(of('date_deadline'))).toThrow('procurement.purchase-order.late: the spec lacks date_deadline');
    expect(() => watched(of('order_line.no_such_date'))).toThrow('the spec lacks order_line.no_such_date');
    expect(watched(of('date_order'))?.passes).toEqual({ 'procurement.purchase-order.late': { date: 'date_order', domain: [] } });
  });
});
