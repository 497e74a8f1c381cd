/** The customer invoice and the moments of its life, from Odoo's outgoing `account.move` (module account). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { defineEntity, defineEvent, type Origin } from '../../contract.js';
import { hasSnapshot, snapshotOf, text } from '../../snapshot.js';
import * as accounting from './accounting-document.js';

const { field } = canonical;
const MOVE_TYPES = ['out_invoice', 'out_refund'];

export const customerInvoiceShape = z.object({
  ...accounting.documentFields,
  customer: field(canonical.partyReference.nullable(), 'commercial', 'The legal party that owes it; null in an unfinished draft'),
  lines: field(z.array(accounting.documentLine), 'commercial', 'The lines; sections and notes left out'),
});

export const CUSTOMER_INVOICE_SPEC = { ...accounting.DOCUMENT_SPEC, invoice_line_ids: { fields: accounting.DOCUMENT_LINE_SPEC } } as const;

export function customerInvoiceFromOdoo(node: SnapshotNode, origin: Origin) {
  return {
    ...accounting.documentFromOdoo(node, origin),
    customer: accounting.otherSide(node, origin),
    lines: accounting.goodsLines(node).map((line) => accounting.documentLineFromOdoo(line, node, origin)),
  };
}

export const customerInvoice = defineEntity({
  domain: 'finance',
  name: 'customer-invoice',
  meaning: 'What a customer owes us for something, or the credit note that takes it back.',
  owner: 'finance',
  terms: { ubl: 'Invoice, CreditNote' },
  shape: customerInvoiceShape,
  odoo: { model: 'account.move', spec: CUSTOMER_INVOICE_SPEC, domain: [['move_type', 'in', MOVE_TYPES]] },
  includes: (move) => MOVE_TYPES.includes(text(move, 'move_type')),
  fromOdoo: customerInvoiceFromOdoo,
  scope: (invoice) => ({ company: invoice.company.id, ...(invoice.customer ? { customer: invoice.customer.id } : {}) }),
});

const { toData } = customerInvoice;

const moment = {
  entity: customerInvoice,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: customerInvoiceShape,
  toData,
} as const;

export const customerInvoicePosted = defineEvent({
  ...moment,
  name: 'posted',
  meaning:
    'The invoice or credit note was entered in the books and has its number. Comes again when it was reset to a draft and posted anew.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'posted'),
});

export const customerInvoicePaid = defineEvent({
  ...moment,
  name: 'paid',
  meaning: 'Nothing is open any more: payments cover the invoice. A payment that is taken back later reopens it; that comes as changed.',
  // a credit note is `paid` when it is used up
  when: (change) =>
    hasSnapshot(change) && became(change, 'payment_state', 'paid') && text(snapshotOf(change), 'move_type') === 'out_invoice',
});

export const customerInvoiceReversed = defineEvent({
  ...moment,
  name: 'reversed',
  meaning: 'A credit note covers all of the invoice: the customer owes nothing and has paid nothing.',
  when: (change) => hasSnapshot(change) && became(change, 'payment_state', 'reversed'),
});

export const customerInvoiceChanged = defineChanged({
  ...moment,
  meaning: 'The invoice as it is after any change, its creation and a re-emission included. For keeping a copy.',
});
