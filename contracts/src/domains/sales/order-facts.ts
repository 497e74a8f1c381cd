/** What policy may know before a command on a sales order, or a new one for a customer, is judged. */
import * as canonical from '../../canonical.js';
import { canonicalId, type FactSource, rowId } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { choice, number, one, text } from '../../snapshot.js';
import { ORDER_STATES } from './order.js';

/** customer and company: canonical ids; state: ours; totalMinor: whole minor units (cents) of the order's currency. */
export const orderFacts: FactSource<{ readonly orderId: string }> = {
  model: 'sale.order',
  activities: true,
  id: (input) => rowId(input.orderId),
  spec: {
    state: {},
    partner_id: { fields: { commercial_partner_id: { fields: {} } } },
    company_id: canonical.COMPANY_SPEC,
    currency_id: canonical.CURRENCY_SPEC,
    amount_total: {},
  },
  toFacts(snapshot, origin) {
    const currency = canonical.currencyOf(snapshot);
    return {
      customer: canonicalId(origin, 'res.partner', canonical.legalParty(one(snapshot, 'partner_id')).id),
      company: canonicalId(origin, 'res.company', one(snapshot, 'company_id').id),
      state: choice(snapshot, 'state', ORDER_STATES),
      currency: text(currency, 'name'),
      totalMinor: Number(minorUnits(number(snapshot, 'amount_total'), number(currency, 'decimal_places'))),
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
