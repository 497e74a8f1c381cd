import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import type { Facts } from '@odoo-nats-bridge/contracts';
import type { Client } from '../../src/identity/access.js';
import { type JudgedEvent, Policy } from '../../src/policy/policy.js';
import { clientOf } from '../../src/subscription/subscription.js';

const policy = Policy.load(fileURLToPath(new URL('../../policies', import.meta.url)));

const ACME = 'odoo:demo:res.partner:12';
const OTHER = 'odoo:demo:res.partner:13';
const supplier: Client = clientOf({ id: 'supplier', roles: ['supplier'], supplier: ACME });
const warehouse: Client = clientOf({ id: 'scanner', roles: ['warehouse'] });
const buyer: Client = clientOf({ id: 'buyer', roles: ['buyer'] });
const mes: Client = clientOf({ id: 'mes', roles: ['mes'] });
const stranger: Client = clientOf({ id: 'stranger', roles: ['operator'] });

const RECEIVE = { id: 'procurement.receive-goods.v1' };
const CONFIRM = { id: 'procurement.confirm-purchase-order.v1' };
const order = (more: Facts = {}): Facts => ({
  supplier: ACME,
  company: 'odoo:demo:res.company:1',
  state: 'approved',
  currency: 'USD',
  totalMinor: 250_000,
  amountMinor: 250_000,
  ...more,
});
const ask = (client: Client, contract: { id: string }, facts: Facts) =>
  policy.judgeCommand(client, contract, 'odoo:demo:purchase.order:42', facts);

describe('receive goods', () => {
  test('a supplier may for its own approved order', () => {
    expect(ask(supplier, RECEIVE, order())).toEqual({ verdict: 'allowed', policies: ['supplier-receives-own-orders'] });
  });
  test.each([
    ['for an order of somebody else', supplier, order({ supplier: OTHER })],
    ['for an order that is not approved', supplier, order({ state: 'draft' })],
    ['without being a party', clientOf({ id: 'supplier', roles: ['supplier'] }), order()],
    ['with another role', buyer, order()],
    ['as a stranger', stranger, order()],
  ])('nobody may %s', (_what, client, facts) => {
    expect(ask(client, RECEIVE, facts)).toEqual({
      verdict: 'refused',
      code: 'policy-denied',
      policies: [],
      reason: 'no policy permits it',
    });
  });
  test('the warehouse may for any supplier', () => {
    expect(ask(warehouse, RECEIVE, order({ supplier: OTHER }))).toEqual({ verdict: 'allowed', policies: ['warehouse-receives-any-order'] });
  });
});

describe('confirm a purchase order', () => {
  test('a buyer may up to 10,000.00', () => {
    const verdict = ask(buyer, CONFIRM, order({ amountMinor: 1_000_000 }));
    expect(verdict).toEqual({ verdict: 'allowed', policies: ['buyer-confirms-up-to-threshold'] });
  });
  test('one cent more needs an approval', () => {
    const verdict = ask(buyer, CONFIRM, order({ amountMinor: 1_000_001 }));
    expect(verdict).toMatchObject({ verdict: 'approval-required', policies: ['buyer-confirms-above-threshold-with-approval'] });
    expect(verdict).toHaveProperty('reason', expect.stringContaining('second person'));
  });
  test.each([supplier, warehouse, mes, stranger])('$id may not', (client) => {
    expect(ask(client, CONFIRM, order())).toMatchObject({ verdict: 'refused', policies: [] });
  });
});

describe('queries', () => {
  const financeApp: Client = clientOf({ id: 'books', roles: ['finance-app'] });
  const asks = (client: Client, id: string, facts: Facts = {}) => policy.judgeQuery(client, { id }, 'x', facts).verdict;
  const bill = (more: Facts = {}): Facts => ({
    party: ACME,
    company: 'odoo:demo:res.company:1',
    kind: 'vendor-bill',
    state: 'posted',
    ...more,
  });
  const ORDER_STATUS = 'procurement.purchase-order-status.v1';
  const INVOICE_STATUS = 'finance.invoice-status.v1';

  test('a supplier asks for its own orders once they are approved, and for its own posted bills', () => {
    expect(asks(supplier, ORDER_STATUS, order())).toBe('allowed');
    expect(asks(supplier, INVOICE_STATUS, bill())).toBe('allowed');
  });
  test.each([
    ['an order of somebody else', ORDER_STATUS, order({ supplier: OTHER })],
    ['a draft order', ORDER_STATUS, order({ state: 'draft' })],
    ['a bill of somebody else', INVOICE_STATUS, bill({ party: OTHER })],
    ['a draft bill', INVOICE_STATUS, bill({ state: 'draft' })],
    ['what it bought from us', INVOICE_STATUS, bill({ kind: 'customer-invoice' })],
    ['stock', 'inventory.stock-availability.v1', {}],
    ['equipment', 'maintenance.equipment-by-asset-tag.v1', {}],
    ['project costs', 'projects.project-cost-summary.v1', {}],
  ])('a supplier may not ask for %s', (_what, id, facts) => {
    expect(asks(supplier, id, facts)).toBe('refused');
  });
  test('labour cost goes to accounting and to nobody else', () => {
    expect(asks(financeApp, 'projects.project-cost-summary.v1')).toBe('allowed');
    for (const client of [buyer, warehouse, mes, stranger]) expect(asks(client, 'projects.project-cost-summary.v1')).toBe('refused');
  });
  test('who works with stock and machines may look at them', () => {
    for (const client of [buyer, warehouse, mes]) expect(asks(client, 'inventory.stock-availability.v1')).toBe('allowed');
    expect(asks(mes, 'maintenance.equipment-by-asset-tag.v1')).toBe('allowed');
    for (const client of [buyer, stranger]) expect(asks(client, 'maintenance.equipment-by-asset-tag.v1')).toBe('refused');
  });
});

describe('deny by default', () => {
  test('a contract that the schema does not know is refused', () => {
    expect(ask(warehouse, { id: 'procurement.burn-warehouse.v1' }, order())).toMatchObject({ verdict: 'refused' });
  });
  test('a missing fact refuses', () => {
    expect(
      ask(warehouse, RECEIVE, { supplier: ACME, company: 'odoo:demo:res.company:1', currency: 'USD', totalMinor: 1, amountMinor: 1 }),
    ).toMatchObject({ verdict: 'refused', policies: [] });
  });
  test('a fact of another type refuses', () => {
    expect(ask(buyer, CONFIRM, order({ amountMinor: '1' }))).toMatchObject({ verdict: 'refused' });
  });
});

describe('receive an event', () => {
  const subscription = (_client: Client, scope: Record<string, string>) => ({ scope });
  const event = (type: string, more: Partial<JudgedEvent> = {}): JudgedEvent => ({
    type,
    dataClass: 'commercial',
    scope: { supplier: ACME, company: 'odoo:demo:res.company:1' },
    ...more,
  });
  const own = subscription(supplier, { supplier: ACME });

  test.each(['purchase-order.approved', 'purchase-order.cancelled', 'purchase-order.changed', 'goods-receipt.posted'])(
    'a supplier may receive its own %s',
    (name) => {
      const verdict = policy.judgeDelivery(supplier, own, event(`procurement.${name}.v1`));
      expect(verdict).toEqual({ verdict: 'allowed', policies: ['supplier-receives-own-events'] });
    },
  );
  test.each([
    ['an event of another supplier', own, event('procurement.purchase-order.approved.v1', { scope: { supplier: OTHER } })],
    ['an event that belongs to nobody', own, event('procurement.purchase-order.approved.v1', { scope: {} })],
    ['anything through a subscription without scope', subscription(supplier, {}), event('procurement.purchase-order.approved.v1')],
    ['anything in the scope of another', subscription(supplier, { supplier: OTHER }), event('procurement.purchase-order.approved.v1')],
    ['a draft', own, event('procurement.purchase-order.created.v1')],
    ['a party', own, event('parties.party.changed.v1')],
  ])('a supplier may not receive %s', (_what, pinned, judged) => {
    expect(policy.judgeDelivery(supplier, pinned, judged)).toMatchObject({ verdict: 'refused', policies: [] });
  });
  test('personal data never reaches a supplier', () => {
    const verdict = policy.judgeDelivery(supplier, own, event('procurement.purchase-order.approved.v1', { dataClass: 'personal' }));
    expect(verdict).toMatchObject({ verdict: 'refused', policies: ['no-personal-data-to-suppliers'] });
  });
  test('of each field a partner sees business data at most, whatever its roles are; our own systems what they ask for', () => {
    const partner = clientOf({ id: 'partner', roles: ['mes', 'finance-app'], external: true });
    for (const client of [supplier, partner, clientOf({ id: 'supplier', roles: ['supplier'] })])
      expect([...policy.visibleClasses(client)]).toEqual(['public', 'internal', 'commercial']);
    expect([...policy.visibleClasses(mes)]).toEqual(['public', 'internal', 'commercial', 'personal', 'sensitive']);
    const party = event('parties.party.changed.v1', { dataClass: 'personal' });
    expect(policy.judgeDelivery(partner, subscription(partner, {}), party)).toMatchObject({ policies: ['no-personal-data-to-suppliers'] });
  });
  test('the factory receives orders and receipts of everyone, and nothing else', () => {
    const all = subscription(mes, {});
    const allowed = { verdict: 'allowed', policies: ['mes-receives-procurement'] };
    expect(policy.judgeDelivery(mes, all, event('procurement.purchase-order.created.v1'))).toEqual(allowed);
    expect(policy.judgeDelivery(mes, all, event('procurement.goods-receipt.posted.v1', { scope: {} }))).toEqual(allowed);
    expect(policy.judgeDelivery(mes, all, event('parties.party.changed.v1'))).toMatchObject({ verdict: 'refused' });
  });
  test.each([buyer, warehouse, stranger])('$id receives nothing', (client) => {
    const verdict = policy.judgeDelivery(client, subscription(client, {}), event('procurement.purchase-order.approved.v1'));
    expect(verdict).toMatchObject({ verdict: 'refused', policies: [] });
  });
});
