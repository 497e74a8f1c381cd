/** The documents of a building site on the real system, as docs/domains/projects.md maps them on Odoo. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';

const OPEN = 'projects.open-rfi.v1';
const ANSWER = 'projects.answer-rfi.v1';
const NOWHERE = 999_999_999;

// a button of Odoo takes seconds on a busy machine
jest.setTimeout(90_000);

let journey: Journey;
let project: number;
let customer: number;
let projectId: string;

beforeAll(async () => {
  journey = await Journey.open();
  customer = await journey.create('res.partner', { name: 'Journey builder', is_company: true });
  project = await journey.create('project.project', {
    name: 'Journey site',
    partner_id: customer,
    allow_billable: true,
    allow_timesheets: true,
    last_update_status: 'on_track',
  });
  projectId = journey.id('project.project', project);
}, 20 * 60_000);
afterAll(async () => journey.close());

/** The tag of this name, made where it is missing. */
async function tag(model: string, name: string): Promise<number> {
  const [found] = await journey.person.searchIds(model, [['name', '=', name]]);
  return found ?? journey.create(model, { name });
}

describe('requests for information', () => {
  const question = 'Which grade of concrete?';
  let rfiId: string;

  test('projects.open-rfi.v1: each refusal', async () => {
    const rfi = await tag('project.tags', 'RFI');
    const over = await journey.create('project.project', { name: 'Journey site, over', last_update_status: 'done' });
    await journey.expectRefusal(OPEN, { projectId: journey.id('project.project', NOWHERE), question }, 'project-not-found');
    await journey.expectRefusal(OPEN, { projectId: journey.id('project.project', over), question }, 'project-closed');
    const nobody = journey.id('res.users', NOWHERE);
    await journey.expectRefusal(OPEN, { projectId, question, responsibleId: nobody }, 'responsible-not-found');
    await journey.write('project.tags', rfi, { name: 'RFI, put away' });
    try {
      await journey.expectRefusal(OPEN, { projectId, question }, 'rfi-not-set-up');
    } finally {
      await journey.write('project.tags', rfi, { name: 'RFI' });
    }
  });

  test('projects.open-rfi.v1, projects.rfi.opened.v1: the site asks', async () => {
    const answer = await journey.send(OPEN, { projectId, question, answerDueAt: '2027-01-15T12:00:00Z' });
    rfiId = String(answer.rfiId);
    const { data } = await journey.expectEvent('projects.rfi.opened.v1', rfiId);
    expect(data).toMatchObject({ question, state: 'open', responsible: [], answerDueAt: '2027-01-15T12:00:00Z' });
  });

  test('projects.answer-rfi.v1, projects.rfi.answered.v1: the architect answers; each refusal', async () => {
    const plain = await journey.create('project.task', { name: 'No question', project_id: project });
    const answer = 'C30/37 & <b>waterproof</b>,\nsee drawing 12.';
    await journey.expectRefusal(ANSWER, { rfiId: journey.id('project.task', plain), answer }, 'rfi-not-found');
    expect(await journey.send(ANSWER, { rfiId, answer })).toMatchObject({ state: 'answered' });
    await journey.expectEvent('projects.rfi.answered.v1', rfiId);
    await journey.expectRefusal(ANSWER, { rfiId, answer }, 'rfi-not-open');
    const [message] = await journey.person.searchIds('mail.message', [
      ['model', '=', 'project.task'],
      ['res_id', '=', journey.row(rfiId)],
      ['body', 'like', 'drawing 12'],
    ]);
    if (message === undefined) throw new Error('the answer is on no message');
    expect((await journey.person.read('mail.message', message, ['body'])).body).toContain('&lt;b&gt;waterproof');
  });
});

const service = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  journey.create('product.product', {
    name,
    type: 'service',
    list_price: 100,
    taxes_id: [[5, 0, 0]],
    supplier_taxes_id: [[5, 0, 0]],
    ...more,
  });

async function order(product: number, more: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const lines = [[0, 0, { product_id: product, product_uom_qty: 10 }]];
  return journey.create('sale.order', { partner_id: customer, project_id: project, order_line: lines, ...more });
}

describe('change orders', () => {
  test('projects.change-order.proposed.v1, projects.change-order.approved.v1, projects.change-order.rejected.v1', async () => {
    const extra = await service('Journey extra work', { invoice_policy: 'order' });
    const tags = { tag_ids: [[6, 0, [await tag('crm.tag', 'Change order')]]] };
    const [agreed, refused] = [await order(extra, tags), await order(extra, tags)];
    const subject = journey.id('sale.order', agreed);
    await journey.call('sale.order', 'action_quotation_sent', [[agreed]]);
    const { data } = await journey.expectEvent('projects.change-order.proposed.v1', subject);
    expect(data).toMatchObject({ state: 'proposed', project: { id: projectId }, untaxed: { amount: '1000.00' } });
    await journey.call('sale.order', 'action_confirm', [[agreed]]);
    await journey.expectEvent('projects.change-order.approved.v1', subject);
    await journey.call('sale.order', 'action_cancel', [[refused]]);
    await journey.expectEvent('projects.change-order.rejected.v1', journey.id('sale.order', refused));
  });
});

test('projects.timesheet.validated.v1: the hours are invoiced', async () => {
  const [uom] = await journey.person.searchIds('uom.uom', [['name', '=', 'Hours']]);
  const hours = await service('Journey hours', { service_policy: 'delivered_timesheet', uom_id: uom });
  const sold = await order(hours);
  await journey.call('sale.order', 'action_confirm', [[sold]]);
  const [line] = await journey.person.searchIds('sale.order.line', [['order_id', '=', sold]]);
  const task = await journey.create('project.task', { name: 'Paid by the hour', project_id: project, sale_line_id: line });
  const employee = await journey.create('hr.employee', { name: 'Journey mason' });
  const entry = { project_id: project, task_id: task, employee_id: employee, date: '2027-01-11', unit_amount: 5, name: 'Wall' };
  const timesheet = await journey.create('account.analytic.line', entry);
  const context = { active_model: 'sale.order', active_ids: [sold], active_id: sold };
  const wizard = await journey.person.call('sale.advance.payment.inv', 'create', [[{ advance_payment_method: 'delivered' }]], { context });
  await journey.call('sale.advance.payment.inv', 'create_invoices', [wizard], { context });
  const { data } = await journey.expectEvent('projects.timesheet.validated.v1', journey.id('account.analytic.line', timesheet));
  expect(data).toMatchObject({ validated: true, worked: { value: '5.00' } });
});

async function purchase(product: number): Promise<number> {
  const lines = [[0, 0, { product_id: product, product_qty: 4, price_unit: 300, tax_ids: [[5, 0, 0]] }]];
  const values = { partner_id: journey.row(journey.supplier), project_id: project, order_line: lines };
  const bought = await journey.create('purchase.order', values);
  await journey.call('purchase.order', 'button_confirm', [[bought]]);
  return bought;
}

test('projects.site-receipt.posted.v1: goods for the site arrive', async () => {
  const mesh = await journey.create('product.product', { name: 'Journey mesh', type: 'consu', is_storable: true });
  const [picking] = await journey.person.searchIds('stock.picking', [['move_ids.purchase_line_id.order_id', '=', await purchase(mesh)]]);
  if (picking === undefined) throw new Error('nothing is expected for the order');
  await journey.call('stock.picking', 'button_validate', [[picking]]);
  const { data } = await journey.expectEvent('projects.site-receipt.posted.v1', journey.id('stock.picking', picking));
  expect(data).toMatchObject({ project: { id: projectId }, state: 'posted', lines: [{ received: { value: '4.00' } }] });
});

test('projects.subcontractor-bill.posted.v1, projects.subcontractor-bill.paid.v1: a subcontractor bills his work', async () => {
  const bought = await purchase(await service('Journey shell', { purchase_method: 'purchase' }));
  await journey.call('purchase.order', 'action_create_invoice', [[bought]]);
  const [bill] = await journey.person.searchIds('account.move', [['line_ids.purchase_line_id.order_id', '=', bought]]);
  if (bill === undefined) throw new Error('the order has no bill');
  const subject = journey.id('account.move', bill);
  await journey.write('account.move', bill, { invoice_date: '2027-01-11', ref: `Journey ${String(bill)}` });
  await journey.call('account.move', 'action_post', [[bill]]);
  const { data } = await journey.expectEvent('projects.subcontractor-bill.posted.v1', subject);
  expect(data).toMatchObject({ subcontractor: { id: journey.supplier }, paid: false, lines: [{ project: { id: projectId } }] });
  const context = { active_model: 'account.move', active_ids: [bill] };
  const wizard = await journey.person.call('account.payment.register', 'create', [[{}]], { context });
  await journey.call('account.payment.register', 'action_create_payments', [wizard], { context });
  const paid = await journey.expectEvent('projects.subcontractor-bill.paid.v1', subject);
  expect(paid.data).toMatchObject({ paid: true, open: { amount: '0.00' } });
});
