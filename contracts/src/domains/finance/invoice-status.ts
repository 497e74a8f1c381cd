/** invoice-status: whether an invoice is posted and what of it is still open; from Odoo's `account.move` (module account). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type Facts, type Origin, type ReadSpec, canonicalId, idOf, rowId } from '../../contract.js';
import type { SnapshotNode } from '../../change.js';
import { defineQuery } from '../../query.js';
import { answered, choice, number, one, textOrNull } from '../../snapshot.js';

const { field } = canonical;

const KINDS = {
  out_invoice: 'customer-invoice',
  out_refund: 'customer-credit-note',
  out_receipt: 'customer-receipt',
  in_invoice: 'vendor-bill',
  in_refund: 'vendor-credit-note',
  in_receipt: 'vendor-receipt',
} as const;
const STATES = { draft: 'draft', posted: 'posted', cancel: 'cancelled' } as const;
const PAYMENT = {
  not_paid: 'unpaid',
  partial: 'partly-paid',
  in_payment: 'in-payment',
  paid: 'paid',
  reversed: 'reversed',
  blocked: 'blocked',
  invoicing_legacy: 'settled-elsewhere',
} as const;

const invoiceId = idOf('account.move');

const answer = z.object({
  id: field(invoiceId, 'internal', 'Canonical id'),
  number: field(z.string().nullable(), 'commercial', 'Our number; null while it is a draft that has none'),
  kind: field(z.enum(Object.values(KINDS)), 'commercial', 'Invoice, bill, credit note or receipt'),
  state: field(z.enum(Object.values(STATES)), 'commercial', 'Only a posted one is owed'),
  payment: field(
    z.enum(Object.values(PAYMENT)),
    'commercial',
    'How far it is paid; in-payment: paid, and the bank has not confirmed it yet',
  ),
  party: field(canonical.partyReference, 'commercial', 'The customer or the supplier'),
  reference: field(z.string().nullable(), 'commercial', "The party's own reference, a vendor's bill number"),
  issuedOn: field(z.iso.date().nullable(), 'commercial', 'Day of the invoice'),
  dueOn: field(z.iso.date().nullable(), 'commercial', 'Day on which the last of it is due'),
  gross: canonical.money('commercial', 'Total including tax'),
  open: canonical.money('commercial', 'What is still to be paid'),
});

const INVOICE_SPEC = {
  name: {},
  move_type: {},
  state: {},
  payment_state: {},
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  ref: {},
  invoice_date: {},
  invoice_date_due: {},
  amount_total: {},
  amount_residual: {},
  currency_id: canonical.CURRENCY_SPEC,
} as const satisfies ReadSpec;

const partyOf = (invoice: SnapshotNode): SnapshotNode => canonical.legalParty(one(invoice, 'partner_id'));

/** party and company: canonical ids; kind and state: ours */
function factsOf(invoice: SnapshotNode, origin: Origin): Facts {
  return {
    party: canonicalId(origin, 'res.partner', partyOf(invoice).id),
    company: canonicalId(origin, 'res.company', one(invoice, 'company_id').id),
    kind: choice(invoice, 'move_type', KINDS),
    state: choice(invoice, 'state', STATES),
  };
}

/** Odoo writes `/` where a draft has no number yet. */
const numberOf = (invoice: SnapshotNode): string | null => {
  const name = textOrNull(invoice, 'name');
  return name === '/' ? null : name;
};

export const invoiceStatus = defineQuery({
  domain: 'finance',
  name: 'invoice-status',
  version: 1,
  meaning: 'Whether an invoice, bill or credit note is posted, when it is due and what of it is still to be paid.',
  owner: 'finance',
  input: z.object({ invoiceId: field(invoiceId, 'internal', 'The invoice, bill, credit note or receipt') }),
  answer,
  refusals: { 'invoice-not-found': 'No such invoice is visible to the bridge, or it is another kind of entry, or it names no party.' },
  subject: ({ invoiceId: id }) => id,
  facts: (answers, origin) => factsOf(answered(answers, 'invoice'), origin),
  allowances: [
    { model: 'account.move', operation: 'read' },
    { model: 'res.partner', operation: 'read' },
    { model: 'res.company', operation: 'read' },
    { model: 'res.currency', operation: 'read' },
  ],
  toOdoo: ({ invoiceId: id }) => [
    {
      op: 'find',
      as: 'invoice',
      model: 'account.move',
      domain: [
        ['id', '=', rowId(id)],
        ['move_type', 'in', Object.keys(KINDS)],
        ['partner_id', '!=', false],
      ],
      expect: 'one',
      refusal: 'invoice-not-found',
    },
    { op: 'read', on: 'invoice', as: 'invoice', spec: INVOICE_SPEC },
  ],
  fromOdoo(answers, origin) {
    const invoice = answered(answers, 'invoice');
    const currency = canonical.currencyOf(invoice);
    return {
      id: canonicalId(origin, 'account.move', invoice.id),
      number: numberOf(invoice),
      kind: choice(invoice, 'move_type', KINDS),
      state: choice(invoice, 'state', STATES),
      payment: choice(invoice, 'payment_state', PAYMENT),
      party: canonical.toPartyReference(partyOf(invoice), origin),
      reference: textOrNull(invoice, 'ref'),
      issuedOn: textOrNull(invoice, 'invoice_date'),
      dueOn: textOrNull(invoice, 'invoice_date_due'),
      gross: canonical.toMoney(number(invoice, 'amount_total'), currency),
      open: canonical.toMoney(number(invoice, 'amount_residual'), currency),
    };
  },
});
