/** Moments of a purchase order between us and the supplier, beside those of purchase-order-events.ts. */
import { became, type OdooChange } from '../../change.js';
import { defineEvent, type Entity } from '../../contract.js';
import { hasSnapshot } from '../../snapshot.js';
import { purchaseOrder, purchaseOrderShape } from './purchase-order.js';

/** The order's own entity, which also listens to the supplier's word. */
const withAcknowledgement: Entity<typeof purchaseOrderShape> = {
  ...purchaseOrder,
  odoo: { ...purchaseOrder.odoo, spec: { ...purchaseOrder.odoo.spec, acknowledged: {} } },
};

const moment = {
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: purchaseOrderShape,
  toData: purchaseOrder.toData,
} as const;

/** Odoo also ticks the order as acknowledged when the first goods come (purchase_stock): that is nobody's word. */
const goodsCame = (change: OdooChange): boolean =>
  change.rows.some((row) => row.path === 'order_line' && row.new?.qty_received !== undefined);

export const quotationRequested = defineEvent({
  ...moment,
  entity: purchaseOrder,
  name: 'quotation-requested',
  meaning: 'The supplier was asked for a quotation: the request was sent or printed. Nobody has committed to anything.',
  terms: { ubl: 'RequestForQuotation' },
  when: (change) => hasSnapshot(change) && became(change, 'state', 'sent'),
});

export const purchaseOrderAcknowledged = defineEvent({
  ...moment,
  entity: withAcknowledgement,
  name: 'acknowledged',
  meaning: 'The supplier said that it has the order and will deliver, on the dates in the lines. Comes once; later dates come as changed.',
  terms: { ubl: 'OrderResponse' },
  when: (change) => hasSnapshot(change) && became(change, 'acknowledged', true) && !goodsCame(change),
});
