/** Finance on the real system: invoices and payments, and the command that books money. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rowId } from '@odoo-nats-bridge/contracts';
import { z } from 'zod';
import { Journey } from '../../rig/journey.js';
import { Purchasing } from '../../rig/purchasing.js';

let journey: Journey;
let purchasing: Purchasing;
let product: number;
beforeAll(async () => {
  journey = await Journey.open();
  purchasing = new Purchasing(journey);
  product = await purchasing.product();
}, 20 * 60_000);
afterAll(async () => journey.close());

// a date to come would wait for its day in Odoo
const today = new Date().toISOString().slice(0, 10);
const unique = (name: string): string => `${name}-${String(Date.now())}`;
const invoiceId = (invoice: number): string => journey.id('account.move', invoice);

/** A draft customer invoice over 100.00, without tax. */
const draftInvoice = (values: Readonly<Record<string, unknown>> = {}): Promise<number> =>
  journey.create('account.move', {
    move_type: 'out_invoice',
    partner_id: rowId(journey.supplier),
    invoice_date: today,
    invoice_line_ids: [[0, 0, { product_id: product, quantity: 4, price_unit: 25, tax_ids: [[6, 0, []]] }]],
    ...values,
  });
const postedInvoice = async (values: Readonly<Record<string, unknown>> = {}): Promise<number> => {
  const invoice = await draftInvoice(values);
  await journey.call('account.move', 'action_post', [[invoice]]);
  return invoice;
};

describe('customer invoices', () => {
  let invoice: number;

  test('finance.customer-invoice.changed.v1, finance.customer-invoice.posted.v1: an invoice is entered and posted', async () => {
    invoice = await draftInvoice();
    await journey.expectEvent('finance.customer-invoice.changed.v1', invoiceId(invoice), ({ state }) => state === 'draft');
    await journey.call('account.move', 'action_post', [[invoice]]);
    const { data } = await journey.expectEvent('finance.customer-invoice.posted.v1', invoiceId(invoice));
    expect(data).toMatchObject({ kind: 'invoice', total: { amount: '100.00' }, open: { amount: '100.00' }, paymentState: 'unpaid' });
  });

  test('finance.customer-invoice.paid.v1: the customer pays all of it', async () => {
    await purchasing.pay(invoice);
    const { data } = await journey.expectEvent('finance.customer-invoice.paid.v1', invoiceId(invoice));
    expect(data).toMatchObject({ open: { amount: '0.00' }, paymentState: 'paid' });
  });

  test('finance.customer-invoice.reversed.v1: a wrong invoice is taken back', async () => {
    const wrong = await postedInvoice();
    const { journal_id: journal } = await journey.person.read('account.move', wrong, ['journal_id']);
    const values = { move_ids: [[6, 0, [wrong]]], journal_id: z.tuple([z.number(), z.string()]).parse(journal)[0], date: today };
    const wizard = await journey.create('account.move.reversal', values);
    const action = await journey.call('account.move.reversal', 'refund_moves', [[wizard]]);
    const { res_id: creditNote } = z.looseObject({ res_id: z.number() }).parse(action);
    await journey.call('account.move', 'action_post', [[creditNote]]);
    await journey.expectEvent('finance.customer-invoice.reversed.v1', invoiceId(wrong));
    const { data } = await journey.expectEvent('finance.customer-invoice.posted.v1', invoiceId(creditNote));
    expect(data).toMatchObject({ kind: 'credit-note', reversalOf: { id: invoiceId(wrong) } });
  });
});

describe('payments', () => {
  test('finance.payment.received.v1: a deposit, not assigned to any invoice', async () => {
    const values = { partner_id: rowId(journey.supplier), amount: 50, payment_type: 'inbound', partner_type: 'customer', memo: 'deposit' };
    const payment = await journey.create('account.payment', values);
    await journey.call('account.payment', 'action_post', [[payment]]);
    const { data } = await journey.expectEvent('finance.payment.received.v1', journey.id('account.payment', payment));
    expect(data).toMatchObject({ amount: { amount: '50.00' }, direction: 'received', reconciled: false, invoices: [] });
  });

  test('finance.payment.matched.v1: a payment is registered on an invoice', async () => {
    const invoice = await postedInvoice();
    await purchasing.pay(invoice);
    const [payment = 0] = await journey.person.searchIds('account.payment', [['invoice_ids', 'in', [invoice]]]);
    const { data } = await journey.expectEvent('finance.payment.matched.v1', journey.id('account.payment', payment));
    expect(data).toMatchObject({ invoices: [{ id: invoiceId(invoice) }] });
  });
});

describe('register-payment', () => {
  const REGISTER = 'finance.register-payment.v1';
  const paid = (invoice: number, change: Readonly<Record<string, unknown>> = {}) => ({
    invoiceId: invoiceId(invoice),
    companyId: journey.id('res.company', 1),
    amount: '40',
    currency: 'USD',
    paidOn: today,
    journal: 'BNK1',
    reference: unique('SEPA'),
    ...change,
  });

  test('finance.register-payment.v1: forty of a hundred, then the rest', async () => {
    const invoice = await postedInvoice();
    const first = await journey.send(REGISTER, paid(invoice));
    expect(first).toMatchObject({ paymentState: 'partly-paid', open: { amount: '60.00' } });
    await journey.expectEvent('finance.payment.received.v1', String(first.paymentId), (data) => data.journal === 'BNK1');
    expect(await journey.send(REGISTER, paid(invoice, { amount: '60' }))).toMatchObject({ paymentState: 'paid', open: { amount: '0.00' } });
    await journey.expectEvent('finance.customer-invoice.paid.v1', invoiceId(invoice));
    await journey.expectRefusal(REGISTER, paid(invoice), 'invoice-not-open');
  });

  test('finance.register-payment.v1: its refusals', async () => {
    const invoice = await postedInvoice();
    await journey.expectRefusal(REGISTER, paid(await draftInvoice()), 'invoice-not-posted');
    await journey.expectRefusal(REGISTER, paid(invoice, { companyId: journey.id('res.company', 2) }), 'company-differs');
    await journey.expectRefusal(REGISTER, paid(invoice, { currency: 'EUR' }), 'currency-differs');
    await journey.expectRefusal(REGISTER, paid(invoice, { amount: '100.01' }), 'amount-exceeds-open');
    await journey.expectRefusal(REGISTER, paid(invoice, { amount: '9.995' }), 'amount-too-fine');
    await journey.expectRefusal(REGISTER, paid(invoice, { journal: 'NONE' }), 'journal-not-found');
    const bill = await draftInvoice({ move_type: 'in_invoice' });
    await journey.expectRefusal(REGISTER, paid(bill), 'invoice-not-found');
    await journey.expectMissing(REGISTER, paid(2_000_000_000), 'invoice-not-found');
    const reference = unique('HELD');
    const held = { table: 'account_payment', condition: `NEW.memo = '${reference}'`, column: 'state', value: 'draft' };
    await journey.holding(held, () => journey.expectRefusal(REGISTER, paid(invoice, { reference }), 'payment-not-booked'));
  });

  test('finance.register-payment.v1: a journal in another currency is refused', async () => {
    const [euro = 0] = await journey.person.searchIds('res.currency', [
      ['name', '=', 'EUR'],
      ['active', 'in', [true, false]],
    ]);
    await journey.write('res.currency', euro, { active: true });
    const code = `E${String(Date.now()).slice(-4)}`;
    await journey.create('account.journal', { name: `Euro ${code}`, code, type: 'bank', currency_id: euro });
    await journey.expectRefusal(REGISTER, paid(await postedInvoice(), { journal: code }), 'journal-currency-differs');
  });
});
