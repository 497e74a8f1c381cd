import { describe, expect, test } from '@jest/globals';
import { catalog } from '../src/catalog.js';
import { isMoment } from '../src/contract.js';
import type { OdooChange } from '../src/change.js';
import { change, eventExample, moments as allMoments, namesIn, origin } from './examples.js';

const events = [...catalog.events.values()];
const moments = allMoments();

const momentsOf = (of: OdooChange): readonly string[] =>
  (catalog.eventsByModel.get(of.model) ?? [])
    .filter((event) => isMoment(event, of))
    .map((event) => event.id)
    .sort();

test('every event contract has an example, and every example a contract', () => {
  expect(namesIn('events')).toEqual(events.map((event) => event.id).sort());
});

describe.each(events.map((event) => [event.id, event] as const))('%s', (id, event) => {
  const example = eventExample(id);

  test('its golden change is this moment and becomes its golden data', () => {
    const recorded = change(example.change);
    expect(isMoment(event, recorded)).toBe(true);
    expect(event.toData(recorded, origin)).toEqual(example.data);
  });

  test('the golden data is valid and passes a reader unchanged', () => {
    expect(event.data.parse(example.data)).toEqual(example.data);
  });

  test('a reader ignores a field it does not know', () => {
    expect(event.data.parse({ ...example.data, addedLater: 1 })).toEqual(example.data);
  });

  test('the golden data lacks nothing silently: each field is required', () => {
    for (const field of Object.keys(example.data)) {
      expect([field, event.data.safeParse({ ...example.data, [field]: undefined }).success]).toEqual([field, false]);
    }
  });

  test('row scope is made of texts of its own data', () => {
    const scope = event.entity.scope?.(example.data) ?? {};
    expect(Object.values(scope).length).toBeGreaterThan(0);
    for (const value of Object.values(scope)) expect(JSON.stringify(example.data)).toContain(JSON.stringify(value));
  });
});

const inBothVersions = (contract: string): readonly string[] => [`${contract}.v1`, `${contract}.v2`];
const CHANGED = inBothVersions('procurement.purchase-order.changed');

describe('moments', () => {
  test('every recorded change tells exactly the moments written down for it', () => {
    const told = Object.fromEntries(namesIn('changes').map((name) => [name, momentsOf(change(name))]));
    expect(told).toEqual(moments);
  });

  test('an order is approved once: editing or receiving it later is no approval', () => {
    const names = Object.keys(moments).filter((name) => moments[name]?.includes('procurement.purchase-order.approved.v1'));
    expect(names).toEqual(['purchase-order-approved']);
  });

  test('an order that is created approved is both created and approved', () => {
    const created = change('purchase-order-created');
    const rows = created.rows.map((row) => (row.path === '' ? { ...row, new: { ...row.new, state: 'purchase' } } : row));
    expect(momentsOf({ ...created, rows })).toEqual(
      ['approved', 'changed', 'created'].flatMap((name) => inBothVersions(`procurement.purchase-order.${name}`)),
    );
  });

  test('a re-emission is only a change, of the kind snapshot', () => {
    const again = { ...change('purchase-order-approved'), op: 'snapshot' as const, rows: [], fields: [] };
    expect(momentsOf(again)).toEqual(CHANGED);
    expect(catalog.events.get(CHANGED[0] ?? '')?.toData(again, origin)).toMatchObject({ change: 'snapshot' });
  });

  test('the same state of a line or of another record is no moment of the order', () => {
    const approved = change('purchase-order-approved');
    const ofLine = approved.rows.map((row) => ({ ...row, path: 'order_line', model: 'purchase.order.line' }));
    const ofOther = approved.rows.map((row) => ({ ...row, id: approved.record_id + 1 }));
    for (const rows of [ofLine, ofOther]) {
      expect(momentsOf({ ...approved, rows })).toEqual(CHANGED);
    }
  });

  test('a change made outside Odoo counts like any other', () => {
    expect(change('purchase-order-external').origin).toBe('external');
    expect(momentsOf(change('purchase-order-external'))).toEqual(CHANGED);
  });
});
