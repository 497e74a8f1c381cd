/** Commands for suites on the real Postgres. */
import type { Queue } from '../../src/apply/queue.js';
import { type Intent, intentOf } from '../../src/command/intent.js';
import type { Command } from '../../src/store/store.js';
import { clientOf } from '../../src/subscription/subscription.js';

/** `confirm` of purchase order `order` by the buyer. */
export function confirmIntent(order: number, key: string, client = 'buyer'): Intent {
  return intentOf(
    {
      client: clientOf({ id: client, roles: ['buyer'] }),
      type: 'procurement.confirm-purchase-order.v1',
      idempotencyKey: key,
      body: JSON.stringify({ purchaseOrderId: `odoo:demo:purchase.order:${order}` }),
      via: 'http',
    },
    'demo',
  );
}

/** The oldest that a person waits for; undefined when there is none to take. */
export const takeOne = async (queue: Queue): Promise<Command | undefined> => (await queue.take({ interactive: 1, bulk: 0 }))[0];
