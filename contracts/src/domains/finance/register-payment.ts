/**
 * register-payment: money of a customer, booked on one invoice. Odoo's own wizard does it (`account.payment.register`),
 * so journals, accounts and reconciliation follow its rules.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type Allowance, canonicalId, defineCommand, idOf, type OdooOperation, rowId } from '../../contract.js';
import { answered, choice, number } from '../../snapshot.js';
import { documentId, documentReference, PAYMENT_STATES, paymentState, toDocumentReference } from './accounting-document.js';
import { invoiceFacts } from './invoice-facts.js';
import { paymentId } from './payment.js';

const { field } = canonical;

const amount = z.string().regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$/);

const input = z.object({
  invoiceId: field(documentId, 'internal', 'The invoice that was paid'),
  companyId: field(idOf('res.company'), 'internal', 'The company of the invoice; several companies may have journals of one code'),
  amount: field(amount, 'commercial', 'What was paid, above zero, at most what is open'),
  currency: field(canonical.currencyCode, 'commercial', 'ISO 4217; must be the currency of the invoice'),
  paidOn: field(z.iso.date(), 'commercial', 'Day of the payment'),
  journal: field(canonical.lineOfText(16), 'internal', "Code of the company's bank or cash journal that the money came to"),
  reference: field(canonical.lineOfText(140), 'commercial', 'What the payment quotes, or the id the bank gave it'),
});
type Input = z.infer<typeof input>;

const answer = z.object({
  invoice: field(documentReference, 'commercial', 'The invoice'),
  paymentState: field(paymentState, 'commercial', 'Whether the invoice is paid now'),
  open: canonical.money('commercial', 'What is still to be paid'),
  paymentId: field(paymentId, 'internal', 'Canonical id of the payment that was booked'),
});

const REFUSALS = {
  'invoice-not-found': 'No such customer invoice is visible to the bridge.',
  'invoice-not-posted': 'Only an invoice in the books can be paid.',
  'invoice-not-open': 'The invoice is paid, reversed or blocked already.',
  'company-differs': 'The invoice is of another company.',
  'currency-differs': 'The invoice is in another currency.',
  'amount-exceeds-open': 'More was paid than is open: a person has to decide what the rest is for.',
  'amount-too-fine': "The amount has more decimals than the invoice's currency.",
  'journal-not-found': 'No bank or cash journal of the company has this code.',
  'journal-currency-differs': "The journal is kept in another currency than the invoice's.",
  'payment-not-booked': 'Odoo did not book the payment and did not say why.',
} as const;
type Code = keyof typeof REFUSALS;

const ALLOWANCES: readonly Allowance[] = [
  { model: 'account.journal', operation: 'read' },
  { model: 'account.move', operation: 'read' },
  { model: 'account.move.line', operation: 'read' },
  { model: 'account.payment', operation: 'read' },
  { model: 'account.payment.register', operation: 'call', method: 'action_create_payments' },
  {
    model: 'account.payment.register',
    operation: 'create',
    fields: ['amount', 'communication', 'journal_id', 'line_ids', 'payment_date', 'payment_difference_handling'],
  },
  { model: 'account.payment.register', operation: 'read' },
  { model: 'res.currency', operation: 'read' },
];

const assertThat = (on: string, domain: readonly unknown[], refusal: Code): OdooOperation => ({ op: 'assert', on, domain, refusal });
const findOne = (as: string, model: string, domain: readonly unknown[], refusal: Code): OdooOperation => ({
  op: 'find',
  as,
  model,
  domain,
  expect: 'one',
  refusal,
});

function check(data: Input): OdooOperation[] {
  const ours = [
    ['id', '=', rowId(data.invoiceId)],
    ['move_type', '=', 'out_invoice'],
  ];
  return [
    findOne('invoice', 'account.move', ours, 'invoice-not-found'),
    assertThat('invoice', [['company_id', '=', rowId(data.companyId)]], 'company-differs'),
    assertThat('invoice', [['state', '=', 'posted']], 'invoice-not-posted'),
    assertThat('invoice', [['payment_state', 'in', ['not_paid', 'partial']]], 'invoice-not-open'),
    assertThat('invoice', [['currency_id.name', '=', data.currency]], 'currency-differs'),
    assertThat('invoice', [['amount_residual', '>=', Number(data.amount)]], 'amount-exceeds-open'),
    findOne(
      'journal',
      'account.journal',
      [
        ['code', '=', data.journal],
        ['type', 'in', ['bank', 'cash']],
        ['company_id', '=', rowId(data.companyId)],
      ],
      'journal-not-found',
    ),
  ];
}

function wizard(data: Input): OdooOperation[] {
  return [
    {
      op: 'find',
      as: 'owed',
      model: 'account.move.line',
      domain: [
        ['move_id', '=', { ref: 'invoice' }],
        ['account_type', '=', 'asset_receivable'],
        ['reconciled', '=', false],
      ],
      expect: 'some',
      refusal: 'invoice-not-open',
    },
    {
      op: 'create',
      as: 'wizard',
      model: 'account.payment.register',
      values: {
        line_ids: [[6, 0, { refs: 'owed' }]],
        journal_id: { ref: 'journal' },
        payment_date: data.paidOn,
        amount: Number(data.amount),
        communication: data.reference,
        payment_difference_handling: 'open',
      },
    },
    assertThat('wizard', [['currency_id.name', '=', data.currency]], 'journal-currency-differs'),
    ...checkDecimals(data.amount),
  ];
}

/** Odoo rounds without a word, and rounds alike what `=` compares with; `=like` compares the stored text. */
function checkDecimals(given: string): OdooOperation[] {
  const significant = given.includes('.') ? given.replace(/\.?0*$/, '') : given;
  return significant.includes('.') ? [assertThat('wizard', [['amount', '=like', `${significant}%`]], 'amount-too-fine')] : [];
}

export const registerPayment = defineCommand({
  domain: 'finance',
  name: 'register-payment',
  version: 1,
  meaning: 'Book money that a customer paid for one invoice, in full or in part.',
  owner: 'finance',
  input,
  answer,
  refusals: REFUSALS,
  aggregate: ({ invoiceId }) => invoiceId,
  facts: invoiceFacts,
  allowances: ALLOWANCES,
  toOdoo: (data) => [
    ...check(data),
    ...wizard(data),
    { op: 'call', on: 'wizard', method: 'action_create_payments', context: { dont_redirect_to_payments: true } },
    {
      ...findOne(
        'payment',
        'account.payment',
        [
          ['invoice_ids', 'in', [{ ref: 'invoice' }]],
          ['state', 'in', ['in_process', 'paid']],
          ['memo', '=', data.reference],
        ],
        'payment-not-booked',
      ),
      order: 'id desc',
      limit: 1,
    } as OdooOperation,
    {
      op: 'read',
      on: 'invoice',
      as: 'invoice',
      spec: { name: {}, payment_state: {}, amount_residual: {}, currency_id: canonical.CURRENCY_SPEC },
    },
    { op: 'read', on: 'payment', as: 'payment', spec: { name: {} } },
  ],
  fromOdoo(answers, origin) {
    const invoice = answered(answers, 'invoice');
    return {
      invoice: toDocumentReference(invoice, origin),
      paymentState: choice(invoice, 'payment_state', PAYMENT_STATES),
      open: canonical.toMoney(number(invoice, 'amount_residual'), canonical.currencyOf(invoice)),
      paymentId: canonicalId(origin, 'account.payment', answered(answers, 'payment').id),
    };
  },
});
