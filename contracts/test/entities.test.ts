import { describe, expect, test } from '@jest/globals';
import { catalog } from '../src/catalog.js';
import type { SnapshotNode } from '../src/change.js';
import { SnapshotMismatch, snapshotOf } from '../src/snapshot.js';
import { partyFromOdoo } from '../src/domains/parties/party.js';
import { purchaseOrderFromOdoo } from '../src/domains/procurement/purchase-order.js';
import { goodsReceiptFromOdoo } from '../src/domains/procurement/goods-receipt.js';
import { change, eventExample, origin } from './examples.js';

const order = snapshotOf(change('purchase-order-created'));

/** Everything else than the right value: what fromOdoo may meet after an upgrade, a bad watch or a bug. */
const WRONG = [undefined, null, true, 7, 'text', [], [7], ['text'], [null], {}, { id: 'x' }, { id: 1 }, [{ id: 1 }]];

describe.each([...catalog.events.values()].map((event) => [event.id, event] as const))('%s', (id, event) => {
  const recorded = change(eventExample(id).change);

  /** Invalid data is found by the schema, a missing structure is a SnapshotMismatch: both are dead letters. */
  function judge(snapshot: SnapshotNode): 'valid' | 'invalid' | 'mismatch' | 'not ours' {
    try {
      if (event.entity.includes?.(snapshot) === false) return 'not ours';
      return event.data.safeParse(event.toData({ ...recorded, snapshot }, origin)).success ? 'valid' : 'invalid';
    } catch (error) {
      if (error instanceof SnapshotMismatch) return 'mismatch';
      throw error;
    }
  }

  /** A shared snapshot also holds what other entities of the model read. */
  function fieldsRead(): string[] {
    const read = new Set<string>();
    const observed = new Proxy(snapshotOf(recorded), {
      get(node, name) {
        read.add(String(name));
        return Reflect.get(node, name) as unknown;
      },
    });
    judge(observed);
    return [...read].filter((name) => name !== 'id');
  }

  test.each(fieldsRead())('a malformed %s never escapes as another error', (field) => {
    const outcomes = WRONG.map((value) => judge({ ...snapshotOf(recorded), [field]: value } as SnapshotNode));
    expect(judge(snapshotOf(recorded))).toBe('valid');
    expect(outcomes).toContain('mismatch');
  });

  test('a delete has no data and says so', () => {
    expect(() => event.toData({ ...recorded, op: 'delete', snapshot: null }, origin)).toThrow(SnapshotMismatch);
    expect(event.when({ ...recorded, op: 'delete', snapshot: null })).toBe(false);
  });
});

describe('purchase order', () => {
  test('sections and notes are left out, lines without product or unit are not', () => {
    const lines = order.order_line as readonly SnapshotNode[];
    const bare = { ...lines[1], id: 99, product_id: null, product_uom_id: null, product_qty: 1.5 };
    const data = purchaseOrderFromOdoo({ ...order, order_line: [...lines, bare] }, origin);
    expect(lines.map((line) => line.display_type)).toContain('line_section');
    expect(data.lines.map((line) => line.id)).toEqual([28, 29, 99].map((id) => `odoo:golden:purchase.order.line:${id}`));
    expect(data.lines[2]).toMatchObject({ product: null, ordered: { value: '1.5', uom: null } });
  });

  test('a company stands for itself: no contact', () => {
    const supplier = { id: 69, name: 'Schrauben AG', ref: null };
    const data = purchaseOrderFromOdoo({ ...order, partner_id: { ...supplier, commercial_partner_id: supplier } }, origin);
    expect(data).toMatchObject({ supplier: { id: 'odoo:golden:res.partner:69' }, supplierContact: null });
  });

  test('amounts have the decimals of their currency, prices at least those', () => {
    const yen = { id: 25, name: 'JPY', decimal_places: 0 };
    const data = purchaseOrderFromOdoo({ ...order, currency_id: yen, amount_total: 1234.5 }, origin);
    expect(data.amounts.gross).toEqual({ amount: '1235', currency: 'JPY' });
    expect(data.lines[0]?.unitPrice).toEqual({ amount: '2.505', currency: 'JPY' });
    expect(data.lines[1]?.unitPrice).toEqual({ amount: '0.1', currency: 'JPY' });
  });

  test('a state of Odoo that we have no word for is a mismatch', () => {
    expect(() => purchaseOrderFromOdoo({ ...order, state: 'constructor' }, origin)).toThrow('field state of record 13 is not one of');
  });
});

describe('goods receipt', () => {
  const receipt = snapshotOf(change('goods-receipt-posted'));

  test('cancelled movements are left out, a cancelled receipt was not posted', () => {
    const moves = (receipt.move_ids as readonly SnapshotNode[]).map((move) => ({ ...move, state: 'cancel' }));
    const data = goodsReceiptFromOdoo({ ...receipt, state: 'cancel', move_ids: moves }, origin);
    expect(data).toMatchObject({ state: 'cancelled', lines: [], postedAt: null });
  });

  test('a back-order names its receipt', () => {
    const data = goodsReceiptFromOdoo(snapshotOf(change('goods-receipt-back-order')), origin);
    expect(data).toMatchObject({ state: 'expected', backOrderOf: { id: `odoo:golden:stock.picking:${receipt.id}` } });
  });
});

test('a person answers to the company behind him', () => {
  const company = { id: 69, name: 'Schrauben AG', ref: 'SUP-1' };
  const person = { ...snapshotOf(change('party-created')), id: 70, is_company: false, commercial_partner_id: company };
  const data = partyFromOdoo(person, origin);
  expect(data).toMatchObject({ kind: 'person', legalParty: { id: 'odoo:golden:res.partner:69' } });
  expect(catalog.events.get('parties.party.changed.v1')?.entity.scope?.(data)).toEqual({ party: 'odoo:golden:res.partner:69' });
});
