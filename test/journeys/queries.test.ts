/** Queries on the real system: asked through both doors, answered from Odoo as it is, refused to whom they do not concern. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { rowId } from '@odoo-nats-bridge/contracts';
import { auditStory } from '../rig/audit.js';
import { HttpClient } from '../rig/http-client.js';
import { Journey } from '../rig/journey.js';
import type { QueryReply } from '../rig/query-reply.js';
import { mustMatch } from '../rig/schemas.js';
import { Supplier } from '../rig/supplier.js';

const STATUS = 'procurement.purchase-order-status.v1';
const STOCK = 'inventory.stock-availability.v1';
const INVOICE = 'finance.invoice-status.v1';
const COSTS = 'projects.project-cost-summary.v1';
const EQUIPMENT = 'maintenance.equipment-by-asset-tag.v1';
/** a row that nobody has */
const NONE = 999_999_999;

// several calls into Odoo each, on a machine that may be busy
jest.setTimeout(90_000);

let journey: Journey;
let supplier: Supplier;
let applications: HttpClient;
let supplierOverHttp: HttpClient;
let buyer: HttpClient;
beforeAll(async () => {
  journey = await Journey.open();
  const { env } = journey.stack;
  supplier = await Supplier.connect(env);
  applications = new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY);
  supplierOverHttp = new HttpClient(env.BRIDGE_URL, env.SUPPLIER_API_KEY);
  buyer = new HttpClient(env.BRIDGE_URL, env.BUYER_API_KEY);
}, 20 * 60_000);
afterAll(async () => {
  await supplier.close();
  await journey.close();
});

/** The answer, which matches the generated schema. */
function answerOf(reply: QueryReply): Record<string, unknown> {
  if (reply.answer === null) throw new Error(`not answered: ${JSON.stringify(reply)}`);
  mustMatch(`${reply.type}.answer`, reply.answer);
  expect(Math.abs(Date.now() - Date.parse(reply.readAt ?? ''))).toBeLessThan(60_000);
  return reply.answer;
}

const codeOf = ({ status, refusal, answer }: QueryReply): string | undefined => {
  expect([status, answer]).toEqual(['refused', null]);
  return refusal?.code;
};

describe(STATUS, () => {
  let order: number;
  const asked = () => ({ purchaseOrderId: journey.id('purchase.order', order) });

  test('procurement.purchase-order-status.v1: a supplier asks over NATS for its own order, once it is approved', async () => {
    order = await journey.draftPurchaseOrder([10]);
    expect(codeOf(await supplier.query(STATUS, asked()))).toBe('policy-denied');
    await journey.call('purchase.order', 'button_confirm', [[order]]);
    const answer = answerOf(await supplier.query(STATUS, asked()));
    expect(answer).toMatchObject({ state: 'approved', receipt: 'not-received', supplier: { id: journey.supplier } });
    expect(answer.lines).toMatchObject([{ ordered: { value: '10.00' }, received: { value: '0.00' } }]);
  });

  test('the same over HTTP, with the evidence of who asked', async () => {
    const reply = await applications.query(STATUS, asked());
    expect(reply.http).toBe(200);
    expect(answerOf(reply)).toMatchObject({ id: asked().purchaseOrderId });
    const entries = await auditStory(journey.stack.env, String(reply.queryId));
    expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([['query.answered', 'applications']]);
  });

  test("an order of somebody else's is refused, one that nobody has is not found, and nothing was changed", async () => {
    const [other] = await journey.person.searchIds('purchase.order', [
      ['partner_id', '!=', rowId(journey.supplier)],
      ['state', '=', 'purchase'],
    ]);
    expect(codeOf(await supplier.query(STATUS, { purchaseOrderId: journey.id('purchase.order', other ?? 0) }))).toBe('policy-denied');
    const nobodys = await applications.query(STATUS, { purchaseOrderId: journey.id('purchase.order', NONE) });
    expect([nobodys.http, codeOf(nobodys)]).toEqual([422, 'purchase-order-not-found']);
    expect((await journey.person.read('purchase.order', order, ['state'])).state).toBe('purchase');
  });
});

describe(STOCK, () => {
  test('inventory.stock-availability.v1: what is there, in total and by location', async () => {
    const product = await journey.create('product.product', { name: 'Query bolt', type: 'consu', is_storable: true });
    const productId = journey.id('product.product', product);
    const [stock] = await journey.person.searchIds('stock.location', [
      ['usage', '=', 'internal'],
      ['name', '=', 'Stock'],
    ]);
    const counted = await journey.create('stock.quant', { product_id: product, location_id: stock, inventory_quantity: 7 });
    await journey.call('stock.quant', 'action_apply_inventory', [[counted]]);
    const answer = answerOf(await applications.query(STOCK, { productId }));
    expect(answer).toMatchObject({ onHand: { value: '7.00' }, reserved: { value: '0.00' }, available: { value: '7.00' } });
    expect(answer.places).toMatchObject([{ location: { id: journey.id('stock.location', stock ?? 0) }, onHand: { value: '7.00' } }]);
    const locationId = journey.id('stock.location', NONE);
    expect(codeOf(await applications.query(STOCK, { productId, locationId }))).toBe('location-not-found');
  });

  test('no such product; and a supplier may not look: HTTP says so, NATS lets nobody hear it', async () => {
    const nothing = { productId: journey.id('product.product', NONE) };
    expect(codeOf(await applications.query(STOCK, nothing))).toBe('product-not-found');
    const denied = await supplierOverHttp.query(STOCK, nothing);
    expect([denied.http, codeOf(denied)]).toEqual([403, 'policy-denied']);
    await expect(supplier.query(STOCK, nothing)).rejects.toThrow();
    expect(codeOf(await supplier.query(STATUS, { purchaseOrderId: journey.id('purchase.order', NONE) }))).toBe('purchase-order-not-found');
  });
});

describe(INVOICE, () => {
  const newInvoice = async (kind: string): Promise<number> => {
    const line = [0, 0, { name: 'Bolts', quantity: 4, price_unit: 25, tax_ids: [[6, 0, []]] }];
    const values = { move_type: kind, partner_id: rowId(journey.supplier), invoice_date: '2026-11-20', invoice_line_ids: [line] };
    return journey.create('account.move', values);
  };

  test('finance.invoice-status.v1: a supplier asks when it is paid; a draft and what it bought are not its business', async () => {
    const bill = await newInvoice('in_invoice');
    const asked = { invoiceId: journey.id('account.move', bill) };
    expect(codeOf(await supplier.query(INVOICE, asked))).toBe('policy-denied');
    await journey.call('account.move', 'action_post', [[bill]]);
    const answer = answerOf(await supplier.query(INVOICE, asked));
    expect(answer).toMatchObject({ kind: 'vendor-bill', state: 'posted', payment: 'unpaid', open: { amount: '100.00' } });
    const sold = await newInvoice('out_invoice');
    await journey.call('account.move', 'action_post', [[sold]]);
    expect(codeOf(await supplier.query(INVOICE, { invoiceId: journey.id('account.move', sold) }))).toBe('policy-denied');
    expect(answerOf(await applications.query(INVOICE, { invoiceId: journey.id('account.move', sold) }))).toMatchObject({
      kind: 'customer-invoice',
    });
  });

  test('what is no invoice is not found', async () => {
    expect(codeOf(await applications.query(INVOICE, { invoiceId: journey.id('account.move', NONE) }))).toBe('invoice-not-found');
  });
});

describe(COSTS, () => {
  test('projects.project-cost-summary.v1: hours and booked costs; accounting alone may ask', async () => {
    const project = await journey.create('project.project', { name: 'Query hall', allow_timesheets: true, allocated_hours: 10 });
    const [employee] = await journey.person.searchIds('hr.employee', [['hourly_cost', '>', 0]]);
    const task = await journey.create('project.task', { name: 'Dig', project_id: project });
    const logged = { name: 'Digging', project_id: project, task_id: task, employee_id: employee, unit_amount: 2 };
    await journey.create('account.analytic.line', logged);
    const asked = { projectId: journey.id('project.project', project) };
    const answer = answerOf(await applications.query(COSTS, asked));
    expect(answer).toMatchObject({ loggedHours: '2.00', plannedHours: '10.00' });
    const [books] = answer.books as { labour: { amount: string }; total: { amount: string } }[];
    expect(Number(books?.labour.amount)).toBeGreaterThan(0);
    expect(books?.total).toEqual(books?.labour);
    const denied = await buyer.query(COSTS, asked);
    expect([denied.http, codeOf(denied)]).toEqual([403, 'policy-denied']);
  });

  test('no such project', async () => {
    expect(codeOf(await applications.query(COSTS, { projectId: journey.id('project.project', NONE) }))).toBe('project-not-found');
  });
});

describe(EQUIPMENT, () => {
  test('maintenance.equipment-by-asset-tag.v1: the machine behind a tag, with its open work', async () => {
    const assetTag = `QUERY-${String(Date.now())}`;
    const machine = await journey.create('maintenance.equipment', { name: 'Query lathe', serial_no: assetTag });
    await journey.create('maintenance.request', { name: 'Runs hot', equipment_id: machine, maintenance_type: 'corrective' });
    const answer = answerOf(await applications.query(EQUIPMENT, { assetTag }));
    expect(answer).toMatchObject({
      id: journey.id('maintenance.equipment', machine),
      openWork: [{ subject: 'Runs hot', kind: 'corrective' }],
    });
    expect(codeOf(await buyer.query(EQUIPMENT, { assetTag }))).toBe('policy-denied');
  });

  test('no such tag', async () => {
    expect(codeOf(await applications.query(EQUIPMENT, { assetTag: 'nobody wears this' }))).toBe('equipment-not-found');
  });
});

test('an earlier and the newest version of one moment come side by side, and the earlier says when it ends', async () => {
  const order = await journey.draftPurchaseOrder([3]);
  await journey.call('purchase.order', 'button_confirm', [[order]]);
  const subject = journey.id('purchase.order', order);
  const newest = await journey.expectEvent('procurement.purchase-order.approved.v2', subject);
  const earlier = await journey.expectEvent('procurement.purchase-order.approved.v1', subject);
  expect(earlier.envelope).toMatchObject({ replacedby: 'procurement.purchase-order.approved.v2', sunset: '2027-11-22T00:00:00Z' });
  expect(newest.envelope.deprecated).toBeUndefined();
  expect((newest.data.amounts as { gross: unknown }).gross).toEqual(earlier.data.total);
});
