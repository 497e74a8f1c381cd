/**
 * post-vendor-bill: the supplier's bill for an order. Odoo drafts it from what was received (or ordered, as the product says)
 * and not billed yet; it is posted only when its total is the supplier's total to the cent.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type Allowance, defineCommand, type OdooOperation } from '../../contract.js';
import { answered, choice, number, text, textOrNull } from '../../snapshot.js';
import { documentReference, PAYMENT_STATES, paymentState, toDocumentReference } from '../finance/accounting-document.js';
import { assertOrder, findOrder } from './order-answer.js';
import { purchaseOrderId } from './purchase-order.js';
import { billedOrderFacts } from './purchase-order-facts.js';

const { field } = canonical;

const amount = z.string().regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?$/);

const input = z.object({
  purchaseOrderId: field(purchaseOrderId, 'internal', 'The order that is billed'),
  supplierNumber: field(canonical.lineOfText(64), 'commercial', "The supplier's own number of the bill"),
  issuedOn: field(z.iso.date(), 'commercial', 'Date on the bill'),
  total: field(amount, 'commercial', 'Total of the bill including tax'),
  currency: field(canonical.currencyCode, 'commercial', 'ISO 4217; must be the currency of the order'),
});
type Input = z.infer<typeof input>;

const answer = z.object({
  bill: field(documentReference, 'commercial', 'The bill in our books'),
  supplierNumber: field(z.string(), 'commercial', "The supplier's own number of the bill"),
  paymentState: field(paymentState, 'commercial', 'unpaid, as a rule'),
  dueOn: field(z.iso.date().nullable(), 'commercial', 'Day by which it is to be paid'),
  total: canonical.money('commercial', 'Total including tax'),
});

const REFUSALS = {
  'purchase-order-not-found': 'No such order is visible to the bridge.',
  'purchase-order-not-approved': 'Only an approved order can be billed.',
  'nothing-to-bill': 'Nothing was received that is not billed yet (or, for what is billed by order, all of it is billed).',
  'currency-differs': 'The order is in another currency.',
  'bill-already-known': 'A bill of this supplier with this number is there already.',
  'bill-not-drafted': 'Odoo made no bill of the order and did not say why.',
  'total-differs': "The order's received goods at the order's prices, with tax, come to another total: a person has to look at it.",
  'bill-not-posted': 'Odoo did not post the bill and did not say why.',
} as const;

const ALLOWANCES: readonly Allowance[] = [
  { model: 'account.move', operation: 'call', method: 'action_post' },
  { model: 'account.move', operation: 'read' },
  { model: 'account.move', operation: 'write', fields: ['invoice_date', 'ref'] },
  { model: 'account.move.line', operation: 'read' },
  { model: 'purchase.order', operation: 'call', method: 'action_create_invoice' },
  { model: 'purchase.order', operation: 'read' },
  { model: 'purchase.order.line', operation: 'read' },
  { model: 'res.currency', operation: 'read' },
  { model: 'res.partner', operation: 'read' },
];

/** Of the legal party or any of its addresses: a bill may be entered for either. */
function notKnownYet(supplierNumber: string): OdooOperation {
  const same = [
    'invoice_ids',
    'any',
    [
      ['ref', '=', supplierNumber],
      ['move_type', '=', 'in_invoice'],
      ['state', '!=', 'cancel'],
    ],
  ];
  const anyAddress = ['|', same, ['child_ids', 'any', [same]]];
  return assertOrder(['partner_id.commercial_partner_id', 'not any', anyAddress], 'bill-already-known');
}

function draft({ supplierNumber, issuedOn, total }: Input): OdooOperation[] {
  const drafted = [
    ['line_ids.purchase_line_id.order_id', '=', { ref: 'order' }],
    ['state', '=', 'draft'],
    ['move_type', '=', 'in_invoice'],
  ];
  return [
    { op: 'call', on: 'order', method: 'action_create_invoice' },
    // the newest: an older draft of the order is a person's
    {
      op: 'find',
      as: 'bill',
      model: 'account.move',
      domain: drafted,
      order: 'id desc',
      limit: 1,
      expect: 'one',
      refusal: 'bill-not-drafted',
    },
    { op: 'write', on: 'bill', values: { ref: supplierNumber, invoice_date: issuedOn } },
    { op: 'assert', on: 'bill', domain: [['amount_total', '=', Number(total)]], refusal: 'total-differs' },
  ];
}

export const postVendorBill = defineCommand({
  domain: 'procurement',
  name: 'post-vendor-bill',
  version: 1,
  meaning:
    "Enter a supplier's bill for what was received of an order. Order, receipt and bill must agree to the cent, else nothing is entered.",
  owner: 'procurement',
  terms: { ubl: 'Invoice' },
  input,
  answer,
  refusals: REFUSALS,
  aggregate: ({ purchaseOrderId: id }) => id,
  facts: billedOrderFacts,
  allowances: ALLOWANCES,
  toOdoo: (data) => [
    findOrder(data.purchaseOrderId),
    assertOrder(['state', '=', 'purchase'], 'purchase-order-not-approved'),
    assertOrder(['currency_id.name', '=', data.currency], 'currency-differs'),
    notKnownYet(data.supplierNumber),
    assertOrder(['invoice_status', '=', 'to invoice'], 'nothing-to-bill'),
    ...draft(data),
    { op: 'call', on: 'bill', method: 'action_post' },
    { op: 'assert', on: 'bill', domain: [['state', '=', 'posted']], refusal: 'bill-not-posted' },
    {
      op: 'read',
      on: 'bill',
      as: 'bill',
      spec: { name: {}, ref: {}, payment_state: {}, invoice_date_due: {}, amount_total: {}, currency_id: canonical.CURRENCY_SPEC },
    },
  ],
  fromOdoo(answers, origin) {
    const bill = answered(answers, 'bill');
    return {
      bill: toDocumentReference(bill, origin),
      supplierNumber: text(bill, 'ref'),
      paymentState: choice(bill, 'payment_state', PAYMENT_STATES),
      dueOn: textOrNull(bill, 'invoice_date_due'),
      total: canonical.toMoney(number(bill, 'amount_total'), canonical.currencyOf(bill)),
    };
  },
});
