import { expect, test } from '@jest/globals';
import { catalog } from '@odoo-nats-bridge/contracts';
import { deprecationOf } from '../../src/ingress/deprecation.js';

const CONFIRM = 'procurement.confirm-purchase-order.v1';
const confirm = catalog.commands.get(CONFIRM);
if (!confirm) throw new Error(`no ${CONFIRM}`);
const deprecated = { since: '2026-11-22', sunset: '2027-11-22', replacedBy: CONFIRM.replace('v1', 'v2'), why: 'x' };
const ending = { commands: new Map([[CONFIRM, { ...confirm, deprecated }]]), queries: catalog.queries };

test('the answer to a command that will end says so', () => {
  expect(deprecationOf(CONFIRM, ending)).toMatchObject({ deprecation: '@1795305600', sunset: 'Mon, 22 Nov 2027 00:00:00 GMT' });
});

test('one that stays, or that nobody knows, says nothing', () => {
  for (const type of [CONFIRM, 'inventory.stock-availability.v1', 'no.such.v1']) expect(deprecationOf(type)).toEqual({});
});
