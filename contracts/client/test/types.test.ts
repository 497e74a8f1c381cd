/** What the compiler knows of contracts. `npm run typecheck` is the judge: an expected error that does not come is one. */
import { expect, test } from '@jest/globals';
import type { Client } from '../src/connect.js';
import type { AnyEvent } from '../src/event.js';
import type { Handlers } from '../src/inbox.js';

test('data, input, answer and refusals are those of the contract', () => {
  const handlers: Handlers = {
    'procurement.purchase-order.approved.v2': ({ envelope, data }) => {
      const gross: string = data.amounts.gross.amount;
      // @ts-expect-error the order has no such field
      const missing: unknown = data.totalAmount;
      expect([envelope.recordversion, gross, missing]).toBeDefined();
      return Promise.resolve();
    },
    // @ts-expect-error there is no such event
    'procurement.purchase-order.exploded.v1': () => Promise.resolve(),
  };

  const use = async (client: Client): Promise<void> => {
    const asked = await client.query('procurement.purchase-order-status.v1', { purchaseOrderId: 'odoo:demo:purchase.order:12' });
    if (asked.status === 'answered') expect(asked.answer.lines).toBeDefined();
    // @ts-expect-error known codes only: of the bridge, or of the contract
    else expect(asked.refusal.code === 'no-such-code').toBe(false);
    // @ts-expect-error the input lacks everything
    await client.send('procurement.receive-goods.v1', {}, { idempotencyKey: 'a' });
    // @ts-expect-error a query is not sent
    await client.send('procurement.purchase-order-status.v1', { purchaseOrderId: 'x' }, { idempotencyKey: 'a' });
  };

  const title = (event: AnyEvent): string => (event.type === 'crm.opportunity.won.v1' ? event.data.title : event.envelope.subject);
  expect([typeof use, typeof title, Object.keys(handlers).length]).toEqual(['function', 'function', 2]);
});
