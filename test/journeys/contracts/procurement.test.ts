/** Procurement on the real system: each event caused by the business operation that it tells of. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';
import { type Ordered, Purchasing } from '../../rig/purchasing.js';
import type { ReceivedEvent } from '../../rig/supplier.js';

let journey: Journey;
let purchasing: Purchasing;
beforeAll(async () => {
  journey = await Journey.open();
  purchasing = new Purchasing(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const unique = (name: string): string => `${name}-${String(Date.now())}`;

/** What came of a moment of an order, in both versions that are offered. */
async function inBothVersions(moment: string, order: string, about?: (data: ReceivedEvent['data']) => boolean) {
  const { data: earlier } = await journey.expectEvent(`procurement.purchase-order.${moment}.v1`, order, about);
  const { data: newest } = await journey.expectEvent(`procurement.purchase-order.${moment}.v2`, order, about);
  return { earlier, newest };
}

describe('a purchase from request to payment', () => {
  let ordered: Ordered;
  let receipt: number;
  let bill: number;
  const order = (): string => journey.id('purchase.order', ordered.order);

  // prettier-ignore
  test('procurement.purchase-order.created.v1, procurement.purchase-order.created.v2, procurement.purchase-order.changed.v1, procurement.purchase-order.changed.v2: a buyer enters a draft', async () => {
    ordered = await purchasing.draft([await purchasing.product()]);
    const { earlier, newest } = await inBothVersions('created', order());
    await inBothVersions('changed', order(), (changed) => changed.change === 'created');
    expect(earlier).toMatchObject({ state: 'draft', total: { amount: '50.00' } });
    expect(newest).toMatchObject({ state: 'draft', amounts: { gross: { amount: '50.00' } } });
  });

  test('procurement.purchase-order.quotation-requested.v1: the buyer prints the request for a quotation', async () => {
    await journey.call('purchase.order', 'print_quotation', [[ordered.order]]);
    const { data } = await journey.expectEvent('procurement.purchase-order.quotation-requested.v1', order());
    expect(data).toMatchObject({ state: 'quotation-requested' });
  });

  test('procurement.purchase-order.approved.v1, procurement.purchase-order.approved.v2, procurement.goods-receipt.expected.v1: the buyer confirms', async () => {
    await journey.call('purchase.order', 'button_confirm', [[ordered.order]]);
    const { newest } = await inBothVersions('approved', order());
    expect(newest).toMatchObject({ state: 'approved', supplier: { id: journey.supplier } });
    [receipt = 0] = await purchasing.receipts(ordered.order);
    const expected = await journey.expectEvent('procurement.goods-receipt.expected.v1', journey.id('stock.picking', receipt));
    expect(expected.data).toMatchObject({ state: 'expected', lines: [{ expected: { value: '10.00' }, purchaseOrder: { id: order() } }] });
  });

  test('procurement.purchase-order.acknowledged.v1: the supplier acknowledges in the portal', async () => {
    await journey.call('purchase.order', 'action_acknowledge', [[ordered.order]]);
    await journey.expectEvent('procurement.purchase-order.acknowledged.v1', order());
  });

  test('procurement.goods-receipt.posted.v1: the warehouse counts six of ten, four stay expected', async () => {
    await purchasing.receive(receipt, 6);
    const { data } = await journey.expectEvent('procurement.goods-receipt.posted.v1', journey.id('stock.picking', receipt));
    expect(data).toMatchObject({ lines: [{ received: { value: '6.00' } }] });
    const rest = (await purchasing.receipts(ordered.order)).at(-1) ?? 0;
    const expected = await journey.expectEvent('procurement.goods-receipt.expected.v1', journey.id('stock.picking', rest));
    expect(expected.data).toMatchObject({ backOrderOf: { id: journey.id('stock.picking', receipt) } });
  });

  test('procurement.vendor-bill.posted.v1, procurement.vendor-bill.changed.v1: the bill for six is entered', async () => {
    bill = await purchasing.draftBill(ordered.order, unique('RE'));
    await journey.call('account.move', 'action_post', [[bill]]);
    const { data } = await journey.expectEvent('procurement.vendor-bill.posted.v1', journey.id('account.move', bill));
    await journey.expectEvent('procurement.vendor-bill.changed.v1', journey.id('account.move', bill), ({ state }) => state === 'posted');
    expect(data).toMatchObject({ total: { amount: '30.00' }, supplier: { id: journey.supplier }, paymentState: 'unpaid' });
  });

  test('procurement.vendor-bill.paid.v1: it is paid', async () => {
    await purchasing.pay(bill);
    const { data } = await journey.expectEvent('procurement.vendor-bill.paid.v1', journey.id('account.move', bill));
    expect(data).toMatchObject({ open: { amount: '0.00' } });
  });

  test('procurement.goods-return.posted.v1: two go back to the supplier', async () => {
    const returned = await purchasing.returnOf(receipt, 2);
    await purchasing.sendBack(returned);
    const { data } = await journey.expectEvent('procurement.goods-return.posted.v1', journey.id('stock.picking', returned));
    expect(data).toMatchObject({ lines: [{ returned: { value: '2.00' }, toBeCredited: true }], supplier: { id: journey.supplier } });
  });
});

test('procurement.vendor-bill.match-exception.v1: a bill for goods that never came, at another price', async () => {
  const { order, lines } = await purchasing.confirmed([await purchasing.product()], 4);
  const bill = await purchasing.draftBill(order, unique('RE'));
  const billed = await journey.person.searchIds('account.move.line', [['purchase_line_id', 'in', lines]]);
  await journey.person.call('account.move.line', 'write', [billed, { quantity: 4, price_unit: 6 }]);
  await journey.call('account.move', 'action_post', [[bill]]);
  const { data } = await journey.expectEvent('procurement.vendor-bill.match-exception.v1', journey.id('account.move', bill));
  expect(data.exceptions).toMatchObject([{ kind: 'billed-more-than-received' }, { kind: 'price-higher-than-ordered' }]);
});

test('procurement.purchase-order.cancelled.v1, procurement.purchase-order.cancelled.v2: the buyer withdraws an order', async () => {
  const { order } = await purchasing.confirmed([await purchasing.product()]);
  await journey.call('purchase.order', 'button_cancel', [[order]]);
  await inBothVersions('cancelled', journey.id('purchase.order', order));
});
