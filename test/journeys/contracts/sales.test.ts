/** Sales on the real system: a shop orders, goods leave, orders are withdrawn; each refusal provoked. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Journey } from '../../rig/journey.js';

const PLACE = 'sales.place-order.v1';
const CONFIRM = 'sales.confirm-order.v1';
const CANCEL = 'sales.cancel-order.v1';
const NOWHERE = 999_999_999;

// a button of Odoo takes seconds on a busy machine
jest.setTimeout(90_000);

let journey: Journey;
let customer: number;
let address: number;
let goods: number;
let eggs: number;
let advice: number;

beforeAll(async () => {
  journey = await Journey.open();
  customer = await journey.create('res.partner', { name: 'Journey customer', is_company: true });
  address = await journey.create('res.partner', { name: 'Journey site', parent_id: customer, type: 'delivery' });
  const [packOfSix] = await journey.person.searchIds('uom.uom', [['name', '=', 'Pack of 6']]);
  goods = await product({ name: 'Journey goods', type: 'consu', is_storable: true });
  eggs = await product({ name: 'Journey eggs', type: 'consu', uom_id: packOfSix });
  advice = await product({ name: 'Journey advice', type: 'service', invoice_policy: 'order' });
  await stock(goods);
}, 20 * 60_000);
afterAll(async () => journey.close());

const product = (values: Readonly<Record<string, unknown>>) =>
  journey.create('product.product', { list_price: 2.5, taxes_id: [[5, 0, 0]], ...values });

async function stock(row: number): Promise<void> {
  const [location] = await journey.person.searchIds('stock.location', [['usage', '=', 'internal']]);
  const quant = await journey.create('stock.quant', { product_id: row, location_id: location, inventory_quantity: 100 });
  await journey.call('stock.quant', 'action_apply_inventory', [[quant]]);
}

const orderId = (row: number): string => journey.id('sale.order', row);
const line = (row: number, quantity = '10', uom?: string) => ({
  productId: journey.id('product.product', row),
  quantity,
  ...(uom && { uom }),
});
const wanted = (...lines: readonly ReturnType<typeof line>[]) => ({ customerId: journey.id('res.partner', customer), lines });

/** A quotation that a salesperson enters in Odoo. */
const quotation = (...products: readonly number[]) =>
  journey.create('sale.order', {
    partner_id: customer,
    order_line: products.map((row) => [0, 0, { product_id: row, product_uom_qty: 3 }]),
  });

async function confirmed(...products: readonly number[]): Promise<number> {
  const order = await quotation(...products);
  await journey.call('sale.order', 'action_confirm', [[order]]);
  return order;
}

async function deliver(order: number): Promise<number> {
  const [picking] = await journey.person.searchIds('stock.picking', [['sale_id', '=', order]]);
  const [move] = await journey.person.searchIds('stock.move', [['picking_id', '=', picking]]);
  if (picking === undefined || move === undefined) throw new Error('the order has nothing to deliver');
  await journey.write('stock.move', move, { quantity: 3, picked: true });
  await journey.call('stock.picking', 'button_validate', [[picking]], { context: { skip_backorder: true } });
  return picking;
}

async function invoice(order: number): Promise<void> {
  const context = { active_model: 'sale.order', active_ids: [order], active_id: order };
  const wizard = await journey.person.call('sale.advance.payment.inv', 'create', [[{ advance_payment_method: 'delivered' }]], { context });
  await journey.call('sale.advance.payment.inv', 'create_invoices', [wizard], { context });
  const [move] = await journey.person.searchIds('account.move', [['line_ids.sale_line_ids.order_id', '=', order]]);
  await journey.call('account.move', 'action_post', [[move]]);
}

describe('placing an order', () => {
  const reference = randomUUID().slice(0, 8);

  test('sales.place-order.v1, sales.order.changed.v1: a shop orders for a customer', async () => {
    const input = {
      ...wanted(line(goods, '10.5'), line(eggs, '1', 'Pack of 6')),
      deliverToId: journey.id('res.partner', address),
      customerReference: reference,
      requestedAt: '2027-03-01T08:00:00Z',
      expectedTotal: { amount: '28.75', currency: 'USD' },
    };
    const answer = await journey.send(PLACE, input);
    const order = answer.order as { id: string };
    const { data } = await journey.expectEvent('sales.order.changed.v1', order.id, (found) => found.change === 'created');
    expect(data).toMatchObject({ state: 'quotation', customerReference: reference, salesperson: null, total: { amount: '28.75' } });
  });

  test('sales.place-order.v1: each refusal', async () => {
    const known = wanted(line(goods));
    const stranger = await journey.create('res.partner', { name: 'Journey stranger' });
    const notForSale = await product({ name: 'Journey scrap', type: 'consu', sale_ok: false });
    await journey.expectRefusal(PLACE, { ...known, customerId: journey.id('res.partner', NOWHERE) }, 'record-not-found');
    const archived = await journey.create('res.partner', { name: 'Journey past customer', active: false });
    await journey.expectRefusal(PLACE, { ...known, customerId: journey.id('res.partner', archived) }, 'customer-not-found');
    await journey.expectRefusal(PLACE, { ...known, deliverToId: journey.id('res.partner', stranger) }, 'delivery-address-not-of-customer');
    await journey.expectRefusal(PLACE, { ...known, customerReference: reference }, 'customer-reference-used');
    await journey.expectRefusal(PLACE, wanted(line(NOWHERE)), 'product-not-found');
    await journey.expectRefusal(PLACE, wanted(line(notForSale)), 'product-not-for-sale');
    await journey.expectRefusal(PLACE, wanted(line(eggs)), 'unit-required');
    await journey.expectRefusal(PLACE, wanted(line(goods, '1', 'Pack of 6')), 'unit-differs');
    await journey.expectRefusal(PLACE, wanted(line(goods, '1.234')), 'quantity-too-fine');
    await journey.expectRefusal(PLACE, { ...known, expectedTotal: { amount: '24.99', currency: 'USD' } }, 'total-differs');
  });
});

describe('from the quotation to the goods', () => {
  let order: number;

  test('sales.quotation.sent.v1: a salesperson marks it as sent', async () => {
    order = await quotation(goods);
    await journey.call('sale.order', 'action_quotation_sent', [[order]]);
    const { data } = await journey.expectEvent('sales.quotation.sent.v1', orderId(order));
    expect(data).toMatchObject({ state: 'quotation-sent' });
  });

  test('sales.confirm-order.v1, sales.order.confirmed.v1: a shop confirms it; each refusal', async () => {
    const empty = await quotation();
    await journey.expectRefusal(CONFIRM, { orderId: orderId(NOWHERE) }, 'record-not-found');
    await journey.expectRefusal(CONFIRM, { orderId: orderId(empty) }, 'order-has-no-lines');
    const answer = await journey.send(CONFIRM, { orderId: orderId(order) });
    expect(answer).toMatchObject({ state: 'confirmed' });
    await journey.expectEvent('sales.order.confirmed.v1', orderId(order));
    await journey.expectRefusal(CONFIRM, { orderId: orderId(order) }, 'order-not-confirmable');
  });

  test('sales.shipment.dispatched.v1: the warehouse posts the delivery', async () => {
    const picking = await deliver(order);
    const { data } = await journey.expectEvent('sales.shipment.dispatched.v1', journey.id('stock.picking', picking));
    expect(data).toMatchObject({ state: 'dispatched', order: { id: orderId(order) }, lines: [{ dispatched: { value: '3.00' } }] });
  });
});

describe('withdrawing an order', () => {
  test('sales.cancel-order.v1, sales.order.cancelled.v1: a shop withdraws a confirmed order', async () => {
    const order = await confirmed(goods);
    expect(await journey.send(CANCEL, { orderId: orderId(order) })).toMatchObject({ state: 'cancelled' });
    await journey.expectEvent('sales.order.cancelled.v1', orderId(order));
    await journey.expectRefusal(CANCEL, { orderId: orderId(order) }, 'order-not-cancellable');
  });

  test('sales.cancel-order.v1: what left, is invoiced or locked stays', async () => {
    const [delivered, invoiced, locked] = [await confirmed(goods), await confirmed(advice), await confirmed(advice)];
    await deliver(delivered);
    await invoice(invoiced);
    await journey.call('sale.order', 'action_lock', [[locked]]);
    await journey.expectRefusal(CANCEL, { orderId: orderId(delivered) }, 'order-delivered');
    await journey.expectRefusal(CANCEL, { orderId: orderId(invoiced) }, 'order-invoiced');
    await journey.expectRefusal(CANCEL, { orderId: orderId(locked) }, 'order-locked');
    await journey.expectRefusal(CANCEL, { orderId: orderId(NOWHERE) }, 'record-not-found');
  });
});
