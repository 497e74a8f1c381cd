/** What policy may know before a command on a sales order, or a new one for a customer, is judged. */
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, type FactSource, rowId } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { choice, number, one, text } from '../../snapshot.js';
import { ORDER_STATES } from './order.js';

/**
 * customer and company: canonical ids; state: ours; totalMinor: whole minor units (cents) of the order's currency;
 * amountMinor: the same in the company's currency, at the order's own rate.
 */
export const orderFacts: FactSource<{ readonly orderId: string }> = {
  model: 'sale.order',
  activities: true,
  id: (input) => rowId(input.orderId),
  spec: {
    state: {},
    partner_id: { fields: { commercial_partner_id: { fields: {} } } },
    company_id: { fields: { ...canonical.COMPANY_SPEC.fields, currency_id: canonical.CURRENCY_SPEC } },
    currency_id: canonical.CURRENCY_SPEC,
    currency_rate: {},
    amount_total: {},
  },
  toFacts(snapshot, origin) {
    const company = one(snapshot, 'company_id');
    const currency = canonical.currencyOf(snapshot);
    const total = number(snapshot, 'amount_total');
    // units of the order's currency per unit of the company's; 0 in an order that has none yet
    const rate = number(snapshot, 'currency_rate') || 1;
    const minor = (amount: number, of: SnapshotNode): number => Number(minorUnits(amount, number(of, 'decimal_places')));
    return {
      customer: canonicalId(origin, 'res.partner', canonical.legalParty(one(snapshot, 'partner_id')).id),
      company: canonicalId(origin, 'res.company', company.id),
      state: choice(snapshot, 'state', ORDER_STATES),
      currency: text(currency, 'name'),
      totalMinor: minor(total, currency),
      amountMinor: minor(total / rate, canonical.currencyOf(company)),
    };
  },
};

/** customer: canonical id of the legal party; lines: how many the order has. */
export const customerFacts: FactSource<{ readonly customerId: string; readonly lines: readonly unknown[] }> = {
  model: 'res.partner',
  id: (input) => rowId(input.customerId),
  spec: { commercial_partner_id: { fields: {} } },
  toFacts: (snapshot, origin, input) => ({
    customer: canonicalId(origin, 'res.partner', canonical.legalParty(snapshot).id),
    lines: input.lines.length,
  }),
};
