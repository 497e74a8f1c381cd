/** Nobody did what was due: on the real system, with dates that lie behind when the record is written. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rowId } from '@odoo-nats-bridge/contracts';
import { tellWhatFellDue } from '../../rig/clock.js';
import { Journey } from '../../rig/journey.js';
import { Purchasing } from '../../rig/purchasing.js';

const OVERDUE = 'finance.customer-invoice.overdue.v1';
const LATE = 'procurement.purchase-order.late.v1';

let journey: Journey;
let product: number;
beforeAll(async () => {
  journey = await Journey.open();
  product = await new Purchasing(journey).product();
}, 20 * 60_000);
afterAll(async () => journey.close());

const DAY_MS = 86_400_000;
// two days, so that it is over in the zone of any company
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Posted over 100.00, due two days ago. The posting is the last cause: the job may come at any moment after it. */
async function overdueDocument(type: 'out_invoice' | 'in_invoice'): Promise<number> {
  const document = await journey.create('account.move', {
    move_type: type,
    partner_id: rowId(journey.supplier),
    invoice_date: daysAgo(10),
    invoice_payment_term_id: false,
    invoice_date_due: daysAgo(2),
    ...(type === 'in_invoice' ? { ref: `DUE-${String(Date.now())}` } : {}),
    invoice_line_ids: [[0, 0, { product_id: product, quantity: 4, price_unit: 25, tax_ids: [[6, 0, []]] }]],
  });
  await journey.call('account.move', 'action_post', [[document]]);
  return document;
}

describe('invoices and bills', () => {
  test('finance.customer-invoice.overdue.v1: the customer has not paid in time; later he gets another day and lets it pass, too', async () => {
    const invoice = await overdueDocument('out_invoice');
    await tellWhatFellDue(journey.person);
    const { data } = await journey.expectEvent(OVERDUE, journey.id('account.move', invoice));
    expect(data).toMatchObject({ dueOn: daysAgo(2), paymentState: 'unpaid', open: { amount: '100.00' } });
    await journey.write('account.move', invoice, { invoice_date_due: daysAgo(1) });
    await journey.write('account.move', invoice, { invoice_date_due: daysAgo(3) });
    await tellWhatFellDue(journey.person);
    await journey.expectEvent(OVERDUE, journey.id('account.move', invoice), ({ dueOn }) => dueOn === daysAgo(3));
  });

  test('procurement.vendor-bill.overdue.v1: we have not paid in time', async () => {
    const bill = await overdueDocument('in_invoice');
    await tellWhatFellDue(journey.person);
    const { data } = await journey.expectEvent('procurement.vendor-bill.overdue.v1', journey.id('account.move', bill));
    expect(data).toMatchObject({ dueOn: daysAgo(2), kind: 'invoice', open: { amount: '100.00' } });
  });
});

describe('purchase orders', () => {
  test('procurement.purchase-order.late.v1: the goods of one line have not come', async () => {
    const order = await journey.draftPurchaseOrder([2, 3]);
    const [late, inTime] = await journey.person.lines(order);
    const missed = `${daysAgo(2)}T10:00:00Z`;
    await journey.write('purchase.order.line', late?.id ?? 0, { date_planned: `${daysAgo(2)} 10:00:00` });
    await journey.write('purchase.order.line', inTime?.id ?? 0, { date_planned: `${daysAgo(-30)} 10:00:00` });
    await journey.call('purchase.order', 'button_confirm', [[order]]);
    await tellWhatFellDue(journey.person);
    const { data } = await journey.expectEvent(LATE, journey.id('purchase.order', order));
    expect(data).toMatchObject({ state: 'approved', missed: [missed] });
    expect(data.lines).toMatchObject([{ expectedAt: missed, received: { value: '0.00' } }, {}]);
  });
});

describe('milestones', () => {
  test('projects.milestone.overdue.v1: its day is over', async () => {
    const project = await journey.create('project.project', { name: `Due ${String(Date.now())}`, allow_milestones: true });
    const milestone = await journey.create('project.milestone', { project_id: project, name: 'Roof', deadline: daysAgo(2) });
    await tellWhatFellDue(journey.person);
    const { data } = await journey.expectEvent('projects.milestone.overdue.v1', journey.id('project.milestone', milestone));
    expect(data).toMatchObject({ name: 'Roof', dueOn: daysAgo(2), reached: false });
  });
});
