/** What policy may know about a purchase order before a command on it is judged. */
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, type FactSource, rowId } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { choice, number, one, text } from '../../snapshot.js';
import { closedPeriodFacts, lockSpec } from '../finance/closed-period.js';
import { PURCHASE_ORDER_STATES } from './purchase-order.js';

/**
 * supplier and company: canonical ids; state: ours; totalMinor: whole minor units (cents) of the order's currency;
 * amountMinor: the same total in the company's currency, for thresholds that no choice of currency evades.
 * In all domains `amountMinor` is what a command commits or books, in the company's currency.
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
      amountMinor: minor('amount_total_cc', one(snapshot, 'company_currency_id')),
    };
  },
};

type Billed = { readonly purchaseOrderId: string; readonly issuedOn: string };

/** Besides, the day that a bill of the order is posted on: postsOn, closedUntil, inClosedPeriod. */
export const billedOrderFacts: FactSource<Billed> = {
  ...purchaseOrderFacts,
  spec: { ...purchaseOrderFacts.spec, company_id: { fields: { ...canonical.COMPANY_SPEC.fields, ...lockSpec('purchases') } } },
  toFacts: (snapshot, origin, input) => ({
    ...purchaseOrderFacts.toFacts(snapshot, origin, input),
    ...closedPeriodFacts(one(snapshot, 'company_id'), 'purchases', input.issuedOn),
  }),
};
