/** Procurement on the real system: each contract caused by the business operation that it tells of. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Journey } from '../../rig/journey.js';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.open();
}, 20 * 60_000);
afterAll(async () => journey.close());

describe('purchase orders', () => {
  let order: number;
  const subject = (): string => journey.id('purchase.order', order);

  test('procurement.purchase-order.created.v1, procurement.purchase-order.changed.v1: a buyer enters a draft', async () => {
    order = await journey.draftPurchaseOrder([10]);
    const created = await journey.expectEvent('procurement.purchase-order.created.v1', subject());
    await journey.expectEvent('procurement.purchase-order.changed.v1', subject(), (data) => data.change === 'created');
    expect(created.data).toMatchObject({ state: 'draft' });
  });

  test('procurement.purchase-order.approved.v1: a buyer confirms it', async () => {
    await journey.call('purchase.order', 'button_confirm', [[order]]);
    const { data } = await journey.expectEvent('procurement.purchase-order.approved.v1', subject());
    expect(data).toMatchObject({ state: 'approved', supplier: { id: journey.supplier } });
  });

  test('procurement.purchase-order.cancelled.v1: a buyer cancels it', async () => {
    await journey.call('purchase.order', 'button_cancel', [[order]]);
    await journey.expectEvent('procurement.purchase-order.cancelled.v1', subject());
  });
});
