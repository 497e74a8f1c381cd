/** Parties, products, locations, companies, employees and cost codes on the real system: what a person keeps, others hear. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.open();
}, 20 * 60_000);
afterAll(async () => journey.close());

const unique = (name: string): string => `${name} ${String(Date.now())}`;
const ofKind = (change: string) => (data: Readonly<Record<string, unknown>>) => data.change === change;

describe('parties', () => {
  let party: number;
  const subject = (): string => journey.id('res.partner', party);

  test('parties.party.changed.v1: a company is entered', async () => {
    party = await journey.create('res.partner', { name: unique('Schrauben AG'), is_company: true, city: 'Ulm' });
    const { data } = await journey.expectEvent('parties.party.changed.v1', subject(), ofKind('created'));
    expect(data).toMatchObject({ kind: 'company', isSupplier: false, address: { city: 'Ulm' } });
  });

  test('parties.party.became-supplier.v1, parties.party.became-customer.v1: a bill and an invoice are entered', async () => {
    const paper = { partner_id: party, invoice_date: '2026-11-20', invoice_line_ids: [[0, 0, { name: 'Screws', price_unit: 5 }]] };
    const bill = await journey.create('account.move', { ...paper, move_type: 'in_invoice' });
    await journey.call('account.move', 'action_post', [[bill]]);
    await journey.expectEvent('parties.party.became-supplier.v1', subject());
    const invoice = await journey.create('account.move', { ...paper, move_type: 'out_invoice' });
    await journey.call('account.move', 'action_post', [[invoice]]);
    const { data } = await journey.expectEvent('parties.party.became-customer.v1', subject());
    expect(data).toMatchObject({ isSupplier: true, isCustomer: true });
  });

  test('parties.bank-account.changed.v1, parties.bank-account.released.v1: a bank account is entered and released', async () => {
    const account = await journey.create('res.partner.bank', { partner_id: party, acc_number: unique('0815') });
    const { data } = await journey.expectEvent(
      'parties.bank-account.changed.v1',
      journey.id('res.partner.bank', account),
      ofKind('created'),
    );
    expect(data).toMatchObject({ party: { id: subject() }, released: false });
    await journey.write('res.partner.bank', account, { allow_out_payment: true });
    await journey.expectEvent(
      'parties.bank-account.released.v1',
      journey.id('res.partner.bank', account),
      ({ released }) => released === true,
    );
  });

  test('parties.party.archived.v1: it is put away', async () => {
    await journey.call('res.partner', 'action_archive', [[party]]);
    await journey.expectEvent('parties.party.archived.v1', subject(), ({ active }) => active === false);
  });
});

describe('products', () => {
  let product: number;
  const subject = (): string => journey.id('product.template', product);

  test('products.product.changed.v1: a product is entered', async () => {
    product = await journey.create('product.template', { name: 'Screw', type: 'consu', is_storable: true, list_price: 2 });
    const { data } = await journey.expectEvent('products.product.changed.v1', subject(), ofKind('created'));
    expect(data).toMatchObject({ kind: 'goods', stocked: true, variants: [{ active: true }] });
  });

  test('products.product.price-changed.v1: it gets dearer', async () => {
    await journey.write('product.template', product, { list_price: 2.5 });
    const { data } = await journey.expectEvent('products.product.price-changed.v1', subject());
    expect(data).toMatchObject({ listPrice: { amount: '2.50' } });
  });

  test('products.product.discontinued.v1: it is archived', async () => {
    await journey.call('product.template', 'action_archive', [[product]]);
    await journey.expectEvent('products.product.discontinued.v1', subject(), ({ active }) => active === false);
  });

  test('products.unit.changed.v1, products.category.changed.v1: a unit and a category are entered', async () => {
    const [piece = 0] = await journey.person.searchIds('uom.uom', [['relative_uom_id', '=', false]]);
    const box = await journey.create('uom.uom', { name: unique('Box'), relative_uom_id: piece, relative_factor: 200 });
    const { data } = await journey.expectEvent('products.unit.changed.v1', journey.id('uom.uom', box));
    expect(data).toMatchObject({ factor: '200', change: 'created' });
    const category = await journey.create('product.category', { name: unique('Screws') });
    await journey.expectEvent('products.category.changed.v1', journey.id('product.category', category), ofKind('created'));
  });
});

describe('locations', () => {
  test('locations.location.changed.v1, locations.location.closed.v1: a shelf is put up and taken down', async () => {
    const [stock = 0] = await journey.person.searchIds('stock.location', [['usage', '=', 'internal']]);
    const shelf = await journey.create('stock.location', { name: unique('Shelf'), location_id: stock });
    const subject = journey.id('stock.location', shelf);
    const { data } = await journey.expectEvent('locations.location.changed.v1', subject, ofKind('created'));
    expect(data).toMatchObject({ usage: 'stock', parent: { id: journey.id('stock.location', stock) } });
    await journey.call('stock.location', 'action_archive', [[shelf]]);
    await journey.expectEvent('locations.location.closed.v1', subject);
  });
});

describe('companies', () => {
  test('companies.company.changed.v1: a company is founded', async () => {
    const company = await journey.create('res.company', { name: unique('Werk Süd') });
    await journey.expectEvent('companies.company.changed.v1', journey.id('res.company', company), ofKind('created'));
  });
});

describe('employees', () => {
  test('employees.employee.joined.v1, employees.employee.changed.v1, employees.employee.left.v1: somebody comes and goes', async () => {
    const person = await journey.create('hr.employee', { name: 'Ada Stahl', job_title: 'Fitter', hourly_cost: 40 });
    const subject = journey.id('hr.employee', person);
    const { data } = await journey.expectEvent('employees.employee.joined.v1', subject);
    expect(data).toMatchObject({ jobTitle: 'Fitter', hourlyCost: { amount: '40.00' } });
    await journey.write('hr.employee', person, { job_title: 'Planner' });
    await journey.expectEvent('employees.employee.changed.v1', subject, ({ jobTitle }) => jobTitle === 'Planner');
    await journey.call('hr.employee', 'action_archive', [[person]]);
    await journey.expectEvent('employees.employee.left.v1', subject);
  });
});

describe('analytics', () => {
  test('analytics.cost-code.opened.v1, analytics.cost-code.changed.v1, analytics.cost-code.closed.v1: a site is run', async () => {
    // the administrator of the demo data does not do cost accounting
    const [accountant = 0] = await journey.person.searchIds('res.groups', [['name', '=', 'Analytic Accounting']]);
    const [administrator = 0] = await journey.person.searchIds('res.users', [['login', '=', 'admin']]);
    await journey.write('res.groups', accountant, { user_ids: [[4, administrator]] });
    const [plan = 0] = await journey.person.searchIds('account.analytic.plan', []);
    const code = await journey.create('account.analytic.account', { name: 'Bridge 7', code: 'B7', plan_id: plan });
    const subject = journey.id('account.analytic.account', code);
    await journey.expectEvent('analytics.cost-code.opened.v1', subject, (data) => data.code === 'B7');
    await journey.write('account.analytic.account', code, { name: 'Bridge 7 north' });
    await journey.expectEvent('analytics.cost-code.changed.v1', subject, (data) => data.name === 'Bridge 7 north');
    await journey.call('account.analytic.account', 'action_archive', [[code]]);
    await journey.expectEvent('analytics.cost-code.closed.v1', subject);
  });
});
