/**
 * An invoice or credit note, of a customer or a supplier: canonical shape and its way from Odoo's `account.move`.
 * Customer invoices (finance) and vendor bills (procurement) are the same paper seen from its two sides.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { choice, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

export const documentId = idOf('account.move');

export const DOCUMENT_STATES = { draft: 'draft', posted: 'posted', cancel: 'cancelled' } as const;

/** `invoicing_legacy` is what a migration from an older Odoo left; nobody knows whether it was paid. */
export const PAYMENT_STATES = {
  not_paid: 'unpaid',
  partial: 'partly-paid',
  in_payment: 'in-payment',
  paid: 'paid',
  reversed: 'reversed',
  blocked: 'blocked',
  invoicing_legacy: 'unknown',
} as const;
/** Odoo's words for what it calls overdue once the day is over: nothing or not all was paid. */
export const UNPAID = ['not_paid', 'partial'];
export const paymentState = z.enum(Object.values(PAYMENT_STATES));

const KINDS = { out_invoice: 'invoice', in_invoice: 'invoice', out_refund: 'credit-note', in_refund: 'credit-note' } as const;

export const documentReference = z.object({
  id: field(documentId, 'internal', 'Canonical id'),
  number: field(z.string().nullable(), 'commercial', 'Number in our books; null while it is a draft'),
});

export const documentLine = z.object({
  id: field(idOf('account.move.line'), 'internal', 'Canonical id of the line'),
  product: canonical.product.nullable().describe('null for a line without a product'),
  description: field(z.string().nullable(), 'commercial', 'Text of the line'),
  quantity: canonical.quantity('commercial', 'Quantity'),
  unitPrice: canonical.money('commercial', 'Price of one unit before discount and tax; may be finer than the currency'),
  discountPercent: field(canonical.decimalText, 'commercial', 'Discount on the unit price in percent'),
  subtotal: canonical.money('commercial', 'Amount of the line after discount, before tax'),
});

/** All but the lines and the name of the other side, which its two kinds call differently. */
export const documentFields = {
  id: field(documentId, 'internal', 'Canonical id'),
  number: field(z.string().nullable(), 'commercial', 'Number in our books; null while it is a draft'),
  kind: field(z.enum(['invoice', 'credit-note']), 'commercial', 'An invoice, or a credit note that takes it back'),
  state: field(z.enum(Object.values(DOCUMENT_STATES)), 'commercial', 'Where it stands in the books'),
  paymentState: field(paymentState, 'commercial', 'Whether it is paid; in-payment: paid, the bank has not told yet'),
  company: canonical.company,
  issuedOn: field(z.iso.date().nullable(), 'commercial', 'Date on the paper'),
  dueOn: field(z.iso.date().nullable(), 'commercial', 'Day by which it is to be paid'),
  currency: field(canonical.currencyCode, 'commercial', 'ISO 4217; the currency of all amounts'),
  untaxed: canonical.money('commercial', 'Total before tax'),
  tax: canonical.money('commercial', 'Tax'),
  total: canonical.money('commercial', 'Total including tax'),
  open: canonical.money('commercial', 'What is still to be paid'),
  paymentReference: field(z.string().nullable(), 'commercial', 'What a payment is to quote'),
  reversalOf: field(documentReference.nullable(), 'commercial', 'The document that this one takes back'),
  origin: field(z.string().nullable(), 'internal', 'What caused it, as a text (an order number)'),
};

export const DOCUMENT_LINE_SPEC = {
  display_type: {},
  product_id: canonical.PRODUCT_SPEC,
  name: {},
  quantity: {},
  product_uom_id: canonical.UOM_SPEC,
  price_unit: {},
  discount: {},
  price_subtotal: {},
} as const satisfies ReadSpec;

export const DOCUMENT_SPEC = {
  name: {},
  move_type: {},
  state: {},
  payment_state: {},
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  invoice_date: {},
  invoice_date_due: {},
  currency_id: canonical.CURRENCY_SPEC,
  amount_untaxed: {},
  amount_tax: {},
  amount_total: {},
  amount_residual: {},
  payment_reference: {},
  reversed_entry_id: { fields: { name: {} } },
  invoice_origin: {},
} as const satisfies ReadSpec;

/** Odoo names a draft `/` or not at all. */
const numberOf = (node: SnapshotNode): string | null => {
  const name = textOrNull(node, 'name');
  return name === '/' ? null : name;
};

export const toDocumentReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'account.move', node.id),
  number: numberOf(node),
});

function amountsFromOdoo(node: SnapshotNode) {
  const currency = canonical.currencyOf(node);
  return {
    currency: text(currency, 'name'),
    untaxed: canonical.toMoney(number(node, 'amount_untaxed'), currency),
    tax: canonical.toMoney(number(node, 'amount_tax'), currency),
    total: canonical.toMoney(number(node, 'amount_total'), currency),
    open: canonical.toMoney(number(node, 'amount_residual'), currency),
  };
}

export function documentFromOdoo(node: SnapshotNode, origin: Origin) {
  const reversed = oneOrNull(node, 'reversed_entry_id');
  return {
    ...toDocumentReference(node, origin),
    kind: choice(node, 'move_type', KINDS),
    state: choice(node, 'state', DOCUMENT_STATES),
    paymentState: choice(node, 'payment_state', PAYMENT_STATES),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    issuedOn: textOrNull(node, 'invoice_date'),
    dueOn: textOrNull(node, 'invoice_date_due'),
    ...amountsFromOdoo(node),
    paymentReference: textOrNull(node, 'payment_reference'),
    reversalOf: reversed && toDocumentReference(reversed, origin),
    origin: textOrNull(node, 'invoice_origin'),
  };
}

/** The other side of the document; Odoo lets a draft have none. */
export function otherSide(node: SnapshotNode, origin: Origin) {
  const partner = oneOrNull(node, 'partner_id');
  return partner && canonical.toPartyReference(canonical.legalParty(partner), origin);
}

/** Sections and notes are layout of the printed document. */
export const goodsLines = (node: SnapshotNode): readonly SnapshotNode[] =>
  many(node, 'invoice_line_ids').filter((line) => text(line, 'display_type') === 'product');

export function documentLineFromOdoo(line: SnapshotNode, document: SnapshotNode, origin: Origin) {
  const product = oneOrNull(line, 'product_id');
  const currency = canonical.currencyOf(document);
  return {
    id: canonicalId(origin, 'account.move.line', line.id),
    product: product && canonical.toProduct(product, origin),
    description: textOrNull(line, 'name'),
    quantity: canonical.toQuantity(number(line, 'quantity'), oneOrNull(line, 'product_uom_id')),
    unitPrice: canonical.toPrice(number(line, 'price_unit'), currency),
    discountPercent: fineDecimal(number(line, 'discount'), 0),
    subtotal: canonical.toMoney(number(line, 'price_subtotal'), currency),
  };
}
