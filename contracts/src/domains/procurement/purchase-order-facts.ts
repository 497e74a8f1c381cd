/** What policy may know about a purchase order before a command on it is judged. */
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, type FactSource, rowId } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { choice, number, one, text } from '../../snapshot.js';
import { PURCHASE_ORDER_STATES } from './purchase-order.js';

/**
 * supplier and company: canonical ids; state: ours; totalMinor: whole minor units (cents) of the order's currency;
 * companyTotalMinor: the same total in the company's currency, for thresholds that no choice of currency evades.
 */
export const purchaseOrderFacts: FactSource<{ readonly purchaseOrderId: string }> = {
  model: 'purchase.order',
  activities: true,
  id: (input) => rowId(input.purchaseOrderId),
  spec: {
    state: {},
    partner_id: { fields: { commercial_partner_id: { fields: { name: {} } } } },
    company_id: canonical.COMPANY_SPEC,
    currency_id: canonical.CURRENCY_SPEC,
    amount_total: {},
    company_currency_id: canonical.CURRENCY_SPEC,
    amount_total_cc: {},
  },
  toFacts(snapshot, origin) {
    const currency = canonical.currencyOf(snapshot);
    const minor = (field: string, of: SnapshotNode): number => Number(minorUnits(number(snapshot, field), number(of, 'decimal_places')));
    return {
      supplier: canonicalId(origin, 'res.partner', canonical.legalParty(one(snapshot, 'partner_id')).id),
      company: canonicalId(origin, 'res.company', one(snapshot, 'company_id').id),
      state: choice(snapshot, 'state', PURCHASE_ORDER_STATES),
      currency: text(currency, 'name'),
      totalMinor: minor('amount_total', currency),
      companyTotalMinor: minor('amount_total_cc', one(snapshot, 'company_currency_id')),
    };
  },
};
