/** What policy may know about a customer invoice before a command on it is judged. */
import * as canonical from '../../canonical.js';
import { canonicalId, type FactSource, rowId } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { choice, number, one, oneOrNull, text } from '../../snapshot.js';
import { DOCUMENT_STATES } from './accounting-document.js';

/** customer (empty in an unfinished draft) and company: canonical ids; openMinor: whole minor units of `currency`. */
export const invoiceFacts: FactSource<{ readonly invoiceId: string }> = {
  model: 'account.move',
  activities: true,
  id: (input) => rowId(input.invoiceId),
  spec: {
    state: {},
    commercial_partner_id: { fields: { name: {} } },
    company_id: canonical.COMPANY_SPEC,
    currency_id: canonical.CURRENCY_SPEC,
    amount_residual: {},
  },
  toFacts(snapshot, origin) {
    const currency = canonical.currencyOf(snapshot);
    const customer = oneOrNull(snapshot, 'commercial_partner_id');
    return {
      customer: customer ? canonicalId(origin, 'res.partner', customer.id) : '',
      company: canonicalId(origin, 'res.company', one(snapshot, 'company_id').id),
      state: choice(snapshot, 'state', DOCUMENT_STATES),
      currency: text(currency, 'name'),
      openMinor: Number(minorUnits(number(snapshot, 'amount_residual'), number(currency, 'decimal_places'))),
    };
  },
};
