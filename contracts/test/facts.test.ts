/** What policy may know of money and of closed books, before it judges. */
import { describe, expect, test } from '@jest/globals';
import type { SnapshotNode } from '../src/change.js';
import { closedPeriodFacts } from '../src/domains/finance/closed-period.js';
import { invoiceFacts } from '../src/domains/finance/invoice-facts.js';
import { orderFacts } from '../src/domains/sales/order-facts.js';
import { origin } from './examples.js';

const USD = { id: 1, name: 'USD', decimal_places: 2 };
const EUR = { id: 2, name: 'EUR', decimal_places: 2 };
/** as Odoo writes them in JSON: the year 1 where nothing is locked */
const company = (more: object = {}): SnapshotNode => ({
  id: 1,
  name: 'Us',
  currency_id: USD,
  user_fiscalyear_lock_date: '0001-01-01',
  user_hard_lock_date: '1-01-01',
  user_purchase_lock_date: '0001-01-01',
  ...more,
});

describe('closed books', () => {
  test('nothing is closed where nothing is locked', () => {
    expect(closedPeriodFacts(company(), 'purchases', '2020-01-01')).toEqual({
      postsOn: '2020-01-01',
      closedUntil: '',
      inClosedPeriod: false,
    });
  });
  test('up to and including the latest lock', () => {
    const locked = company({ user_fiscalyear_lock_date: '2025-12-31', user_hard_lock_date: '2024-12-31' });
    expect(closedPeriodFacts(locked, 'everything', '2025-12-31')).toMatchObject({ closedUntil: '2025-12-31', inClosedPeriod: true });
    expect(closedPeriodFacts(locked, 'everything', '2026-01-01')).toMatchObject({ inClosedPeriod: false });
  });
  test('the lock of purchases binds bills and not payments of customers', () => {
    const locked = company({ user_purchase_lock_date: '2026-10-31' });
    expect(closedPeriodFacts(locked, 'purchases', '2026-10-31').inClosedPeriod).toBe(true);
    expect(closedPeriodFacts(locked, 'everything', '2026-10-31').inClosedPeriod).toBe(false);
  });
});

test("a payment is told in the company's currency, at the invoice's rate", () => {
  const invoice: SnapshotNode = {
    id: 57,
    state: 'posted',
    commercial_partner_id: { id: 20 },
    company_id: company(),
    currency_id: EUR,
    amount_residual: 100,
    amount_total: 200,
    amount_total_signed: 250,
  };
  const input = { invoiceId: 'odoo:golden:account.move:57', amount: '80.00', paidOn: '2026-11-24' };
  expect(invoiceFacts.toFacts(invoice, origin, input)).toMatchObject({ openMinor: 10_000, amountMinor: 10_000, inClosedPeriod: false });
});

test("a sales order is told in the company's currency, at the order's rate", () => {
  const order: SnapshotNode = {
    id: 3,
    state: 'draft',
    partner_id: { id: 20, commercial_partner_id: { id: 20 } },
    company_id: company(),
    currency_id: EUR,
    currency_rate: 0.8,
    amount_total: 80,
  };
  expect(orderFacts.toFacts(order, origin, { orderId: 'odoo:golden:sale.order:3' })).toMatchObject({
    totalMinor: 8_000,
    amountMinor: 10_000,
  });
});
