import { expect, test } from '@jest/globals';
import { catalog } from '@odoo-nats-bridge/contracts';
import { endingOf } from '../../src/fanout/ending.js';

const subscription = (...contracts: string[]) => ({ name: 'supplier-orders', client: 'supplier', contracts });
const V1 = 'procurement.purchase-order.approved.v1';
const V2 = 'procurement.purchase-order.approved.v2';

test('who reads a version that will end is named, with where to go', () => {
  const found = endingOf([subscription(V1, V2, 'parties.party.changed.v1')], catalog, new Date('2026-12-01'));
  expect(found).toEqual([
    { subscription: 'supplier-orders', client: 'supplier', contract: V1, sunset: '2027-11-22', replacedBy: V2, isPast: false },
  ]);
});

test('after the sunset it is past, and still delivered', () => {
  expect(endingOf([subscription(V1)], catalog, new Date('2027-11-22'))).toMatchObject([{ isPast: true }]);
});

test('who reads the newest version is not named', () => {
  expect(endingOf([subscription(V2)], catalog, new Date('2030-01-01'))).toEqual([]);
});
