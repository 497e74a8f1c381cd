/** Procurement's commands on the real system: what they do, and each of their refusals. receive-goods has a file of its own. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';
import { Purchasing } from '../../rig/purchasing.js';

let journey: Journey;
let purchasing: Purchasing;
beforeAll(async () => {
  journey = await Journey.open();
  purchasing = new Purchasing(journey);
}, 20 * 60_000);
afterAll(async () => journey.close());

const NOBODY = 2_000_000_000;
const orderId = (order: number): string => journey.id('purchase.order', order);
const lineId = (line: number | undefined): string => journey.id('purchase.order.line', line ?? 0);
// a date to come would wait for its day in Odoo
const today = new Date().toISOString().slice(0, 10);
const unique = (name: string): string => `${name}-${String(Date.now())}`;

/** Odoo's database keeps the order's state, whatever Odoo writes. */
const stubborn = (order: number, value: string) => ({
  table: 'purchase_order',
  condition: `NEW.id = ${String(order)}`,
  column: 'state',
  value,
});

describe('request-purchase', () => {
  const REQUEST = 'procurement.request-purchase.v1';
  const request = (product: number, quantity = '12') => ({
    supplierId: journey.supplier,
    reference: 'WO-1',
    neededAt: '2026-12-15T07:00:00Z',
    lines: [{ productId: journey.id('product.product', product), quantity }],
  });

  test('procurement.request-purchase.v1: a draft order with what is needed', async () => {
    const answer = await journey.send(REQUEST, request(await purchasing.product()));
    const { id } = answer.purchaseOrder as { id: string };
    expect(answer).toMatchObject({ state: 'draft', lines: [{ quantity: { value: '12.00' } }] });
    await journey.expectEvent('procurement.purchase-order.created.v1', id, (data) => data.origin === 'WO-1');
  });

  test('procurement.request-purchase.v1: its refusals', async () => {
    const product = await purchasing.product();
    const unknown = { ...request(product), supplierId: journey.id('res.partner', NOBODY) };
    await journey.expectRefusal(REQUEST, unknown, 'supplier-not-found');
    await journey.expectRefusal(REQUEST, request(await purchasing.product({ purchase_ok: false })), 'product-not-purchasable');
    await journey.expectRefusal(REQUEST, request(product, '1.2345'), 'quantity-too-fine');
  });
});

describe('confirm-purchase-order', () => {
  const CONFIRM = 'procurement.confirm-purchase-order.v1';
  const confirm = (order: number) => ({ purchaseOrderId: orderId(order) });

  test('procurement.confirm-purchase-order.v1: the order is approved', async () => {
    const { order } = await purchasing.draft([await purchasing.product()]);
    expect(await journey.send(CONFIRM, confirm(order))).toMatchObject({ state: 'approved' });
    await journey.expectRefusal(CONFIRM, confirm(order), 'purchase-order-not-confirmable');
  });

  test('procurement.confirm-purchase-order.v1: only while the record is as its sender saw it', async () => {
    const order = await journey.draftPurchaseOrder([3]);
    const created = await journey.expectEvent('procurement.purchase-order.created.v1', orderId(order));
    const seen = { 'if-match': `"${created.envelope.recordversion}"` };
    await journey.write('purchase.order', order, { origin: unique('changed since') });
    const changed = await journey.expectEvent('procurement.purchase-order.changed.v1', orderId(order));
    await journey.expectRefusal(CONFIRM, confirm(order), 'version-conflict', seen);
    expect(await journey.send(CONFIRM, confirm(order), { 'if-match': `"${changed.envelope.recordversion}"` })).toMatchObject({
      state: 'approved',
    });
  });

  test('procurement.confirm-purchase-order.v1: its refusals', async () => {
    const { order } = await purchasing.draft([await purchasing.product()]);
    await journey.holding(stubborn(order, 'draft'), () => journey.expectRefusal(CONFIRM, confirm(order), 'purchase-order-not-confirmed'));
    await journey.expectMissing(CONFIRM, confirm(NOBODY), 'purchase-order-not-found');
  });
});

describe('acknowledge-purchase-order', () => {
  const ACKNOWLEDGE = 'procurement.acknowledge-purchase-order.v1';
  const acknowledge = (order: number, line?: number) => ({
    purchaseOrderId: orderId(order),
    supplierReference: 'AB-4711',
    lines: line === undefined ? [] : [{ lineId: lineId(line), expectedAt: '2027-01-04T06:00:00Z' }],
  });

  test('procurement.acknowledge-purchase-order.v1: the supplier promises a date', async () => {
    const { order, lines } = await purchasing.confirmed([await purchasing.product()]);
    const answer = await journey.send(ACKNOWLEDGE, acknowledge(order, lines[0]));
    expect(answer).toMatchObject({ acknowledged: true, lines: [{ expectedAt: '2027-01-04T06:00:00Z' }] });
    const { data } = await journey.expectEvent('procurement.purchase-order.acknowledged.v1', orderId(order));
    expect(data).toMatchObject({ supplierReference: 'AB-4711', expectedAt: '2027-01-04T06:00:00Z' });
  });

  test('procurement.acknowledge-purchase-order.v1: its refusals', async () => {
    const draft = await purchasing.draft([await purchasing.product()]);
    await journey.expectRefusal(ACKNOWLEDGE, acknowledge(draft.order), 'purchase-order-not-approved');
    const { order } = await purchasing.confirmed([await purchasing.product()]);
    await journey.expectRefusal(ACKNOWLEDGE, acknowledge(order, draft.lines[0]), 'purchase-order-line-not-found');
    const never = { table: 'purchase_order', condition: `NEW.id = ${String(order)}`, column: 'acknowledged', value: 'false' };
    await journey.holding(never, () => journey.expectRefusal(ACKNOWLEDGE, acknowledge(order), 'purchase-order-not-acknowledged'));
    await journey.call('purchase.order', 'button_lock', [[order]]);
    await journey.expectRefusal(ACKNOWLEDGE, acknowledge(order), 'purchase-order-locked');
    await journey.expectMissing(ACKNOWLEDGE, acknowledge(NOBODY), 'purchase-order-not-found');
  });
});

describe('cancel-purchase-order', () => {
  const CANCEL = 'procurement.cancel-purchase-order.v1';
  const cancel = (order: number) => ({ purchaseOrderId: orderId(order) });

  test('procurement.cancel-purchase-order.v1: the order and its receipt are withdrawn', async () => {
    const { order } = await purchasing.confirmed([await purchasing.product()]);
    expect(await journey.send(CANCEL, cancel(order))).toMatchObject({ state: 'cancelled' });
    await journey.expectEvent('procurement.purchase-order.cancelled.v1', orderId(order));
    await journey.expectRefusal(CANCEL, cancel(order), 'purchase-order-already-cancelled');
  });

  test('procurement.cancel-purchase-order.v1: its refusals', async () => {
    const { order } = await purchasing.confirmed([await purchasing.product()]);
    await journey.holding(stubborn(order, 'purchase'), () => journey.expectRefusal(CANCEL, cancel(order), 'purchase-order-not-cancelled'));
    await journey.call('purchase.order', 'button_lock', [[order]]);
    await journey.expectRefusal(CANCEL, cancel(order), 'purchase-order-locked');
    await journey.call('purchase.order', 'button_unlock', [[order]]);
    const [receipt = 0] = await purchasing.receipts(order);
    await purchasing.receive(receipt, 3);
    await journey.expectRefusal(CANCEL, cancel(order), 'goods-already-received');
    const service = await purchasing.confirmed([
      await purchasing.product({ type: 'service', is_storable: false, purchase_method: 'purchase' }),
    ]);
    await journey.call('account.move', 'action_post', [[await purchasing.draftBill(service.order, unique('RE'))]]);
    await journey.expectRefusal(CANCEL, cancel(service.order), 'order-already-billed');
    await journey.expectMissing(CANCEL, cancel(NOBODY), 'purchase-order-not-found');
  });
});

describe('post-vendor-bill', () => {
  const BILL = 'procurement.post-vendor-bill.v1';
  const billOf = (order: number, supplierNumber: string, change: Readonly<Record<string, unknown>> = {}) => ({
    purchaseOrderId: orderId(order),
    supplierNumber,
    issuedOn: today,
    total: '15',
    currency: 'USD',
    ...change,
  });
  const received = async (quantity: number) => {
    const ordered = await purchasing.confirmed([await purchasing.product()]);
    const [receipt = 0] = await purchasing.receipts(ordered.order);
    await purchasing.receive(receipt, quantity);
    return { ...ordered, receipt };
  };

  test('procurement.post-vendor-bill.v1: three of ten came, three are billed', async () => {
    const { order } = await received(3);
    const number = unique('RE');
    const answer = await journey.send(BILL, billOf(order, number));
    expect(answer).toMatchObject({ supplierNumber: number, total: { amount: '15.00', currency: 'USD' }, paymentState: 'unpaid' });
    const { id } = answer.bill as { id: string };
    await journey.expectEvent('procurement.vendor-bill.posted.v1', id, (data) => data.supplierNumber === number);
    await journey.expectRefusal(BILL, billOf(order, number), 'bill-already-known');
    await journey.expectRefusal(BILL, billOf(order, unique('RE2')), 'nothing-to-bill');
  });

  test('procurement.post-vendor-bill.v1: its refusals', async () => {
    const draft = await purchasing.draft([await purchasing.product()]);
    await journey.expectRefusal(BILL, billOf(draft.order, unique('RE')), 'purchase-order-not-approved');
    const { order, receipt } = await received(3);
    await journey.expectRefusal(BILL, billOf(order, unique('RE'), { currency: 'EUR' }), 'currency-differs');
    await journey.expectRefusal(BILL, billOf(order, unique('RE'), { total: '15.01' }), 'total-differs');
    const number = unique('HELD');
    const held = { table: 'account_move', condition: `NEW.ref = '${number}'`, column: 'state', value: 'draft' };
    await journey.holding(held, () => journey.expectRefusal(BILL, billOf(order, number), 'bill-not-posted'));
    await journey.send(BILL, billOf(order, unique('RE')));
    // what is billed goes back: Odoo drafts a credit note instead of a bill
    await purchasing.sendBack(await purchasing.returnOf(receipt, 3));
    await journey.expectRefusal(BILL, billOf(order, unique('RE')), 'bill-not-drafted');
    await journey.expectMissing(BILL, billOf(NOBODY, unique('RE')), 'purchase-order-not-found');
  });
});
