/** What policy may know about a customer invoice before a command on it is judged. */
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, type FactSource, rowId } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { choice, number, one, oneOrNull, text } from '../../snapshot.js';
import { DOCUMENT_STATES } from './accounting-document.js';
import { closedPeriodFacts, lockSpec } from './closed-period.js';

type Payment = { readonly invoiceId: string; readonly amount: string; readonly paidOn: string };

/**
 * customer (empty in an unfinished draft) and company: canonical ids; openMinor: whole minor units of `currency`;
 * amountMinor: what is paid, in whole minor units of the company's currency, at the invoice's own rate; the day it is posted on.
 */
export const invoiceFacts: FactSource<Payment> = {
  model: 'account.move',
  activities: true,
  id: (input) => rowId(input.invoiceId),
  spec: {
    state: {},
    commercial_partner_id: { fields: { name: {} } },
    company_id: { fields: { ...canonical.COMPANY_SPEC.fields, currency_id: canonical.CURRENCY_SPEC, ...lockSpec('everything') } },
    currency_id: canonical.CURRENCY_SPEC,
    amount_residual: {},
    amount_total: {},
    amount_total_signed: {},
  },
  toFacts(snapshot, origin, { amount, paidOn }) {
    const company = one(snapshot, 'company_id');
    const currency = canonical.currencyOf(snapshot);
    const customer = oneOrNull(snapshot, 'commercial_partner_id');
    return {
      customer: customer ? canonicalId(origin, 'res.partner', customer.id) : '',
      company: canonicalId(origin, 'res.company', company.id),
      state: choice(snapshot, 'state', DOCUMENT_STATES),
      currency: text(currency, 'name'),
      openMinor: Number(minorUnits(number(snapshot, 'amount_residual'), number(currency, 'decimal_places'))),
      amountMinor: Number(minorUnits(Number(amount) * rateOf(snapshot), number(canonical.currencyOf(company), 'decimal_places'))),
      ...closedPeriodFacts(company, 'everything', paidOn),
    };
  },
};

/** Company's currency per unit of the invoice's. An invoice over nothing has no rate, and nothing to pay. */
function rateOf(invoice: SnapshotNode): number {
  const total = number(invoice, 'amount_total');
  return total === 0 ? 1 : Math.abs(number(invoice, 'amount_total_signed') / total);
}
