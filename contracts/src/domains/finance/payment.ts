/** The payment: canonical shape and moments, from Odoo's `account.payment` (module account). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type OdooChange, rootRow, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, flag, hasSnapshot, many, number, one, oneOrNull, snapshotOf, text, textOrNull } from '../../snapshot.js';
import { documentReference, toDocumentReference } from './accounting-document.js';

const { field } = canonical;

export const PAYMENT_LIFE = {
  draft: 'draft',
  in_process: 'in-process',
  paid: 'paid',
  canceled: 'cancelled',
  rejected: 'rejected',
} as const;
const DIRECTIONS = { inbound: 'received', outbound: 'sent' } as const;

export const paymentId = idOf('account.payment');

export const paymentShape = z.object({
  id: field(paymentId, 'internal', 'Canonical id'),
  number: field(z.string().nullable(), 'commercial', 'Number in our books; null while it is a draft'),
  direction: field(z.enum(Object.values(DIRECTIONS)), 'commercial', 'Money that we received or sent'),
  state: field(z.enum(Object.values(PAYMENT_LIFE)), 'commercial', 'in-process: booked, the bank has not told yet; paid: it has'),
  party: field(canonical.partyReference.nullable(), 'commercial', 'The legal party that paid or was paid'),
  company: canonical.company,
  amount: canonical.money('commercial', 'What was paid'),
  paidOn: field(z.iso.date(), 'commercial', 'Day of the payment'),
  reference: field(z.string().nullable(), 'commercial', 'What the payment quotes'),
  journal: field(z.string(), 'internal', 'Code of the bank or cash journal it went through'),
  reconciled: field(z.boolean(), 'commercial', 'true: all of it is assigned to invoices'),
  invoices: field(z.array(documentReference), 'commercial', 'The invoices that it pays, as far as known'),
});

const INVOICE_SPEC = { fields: { name: {} } } as const satisfies { fields: ReadSpec };

export const PAYMENT_SPEC = {
  name: {},
  payment_type: {},
  state: {},
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  currency_id: canonical.CURRENCY_SPEC,
  amount: {},
  date: {},
  memo: {},
  journal_id: { fields: { code: {} } },
  is_reconciled: {},
  // named when the payment was registered, and found by reconciling: Odoo keeps the two apart
  invoice_ids: INVOICE_SPEC,
  reconciled_invoice_ids: INVOICE_SPEC,
  reconciled_bill_ids: INVOICE_SPEC,
} as const satisfies ReadSpec;

function invoicesOf(node: SnapshotNode): readonly SnapshotNode[] {
  const all = ['invoice_ids', 'reconciled_invoice_ids', 'reconciled_bill_ids'].flatMap((name) => many(node, name));
  const byId = new Map(all.map((invoice) => [invoice.id, invoice]));
  return [...byId.values()].sort((left, right) => left.id - right.id);
}

export function paymentFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof paymentShape> {
  const partner = oneOrNull(node, 'partner_id');
  return {
    id: canonicalId(origin, 'account.payment', node.id),
    number: textOrNull(node, 'name'),
    direction: choice(node, 'payment_type', DIRECTIONS),
    state: choice(node, 'state', PAYMENT_LIFE),
    party: partner && canonical.toPartyReference(canonical.legalParty(partner), origin),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    amount: canonical.toMoney(number(node, 'amount'), canonical.currencyOf(node)),
    paidOn: text(node, 'date'),
    reference: textOrNull(node, 'memo'),
    journal: text(one(node, 'journal_id'), 'code'),
    reconciled: flag(node, 'is_reconciled'),
    invoices: invoicesOf(node).map((invoice) => toDocumentReference(invoice, origin)),
  };
}

export const payment = defineEntity({
  domain: 'finance',
  name: 'payment',
  meaning: 'Money that came from a customer or went to a supplier.',
  owner: 'finance',
  terms: { ubl: 'PaymentMeans' },
  shape: paymentShape,
  odoo: { model: 'account.payment', spec: PAYMENT_SPEC },
  fromOdoo: paymentFromOdoo,
  scope: ({ company, party }) => ({ company: company.id, ...(party ? { party: party.id } : {}) }),
});

const BOOKED: readonly unknown[] = ['in_process', 'paid'];

/** From a draft, or from nothing, to booked; the bank's word that comes later is no second payment. */
function wasBooked(change: OdooChange): boolean {
  const row = rootRow(change);
  return row !== undefined && BOOKED.includes(row.new?.state) && !BOOKED.includes(row.old?.state);
}

const isReceived = (change: OdooChange): boolean => text(snapshotOf(change), 'payment_type') === 'inbound';

const moment = {
  entity: payment,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: paymentShape,
  toData: payment.toData,
} as const;

export const paymentReceived = defineEvent({
  ...moment,
  name: 'received',
  meaning: 'Money of a customer was booked. Which invoices it pays may not be known yet: see matched.',
  when: (change) => hasSnapshot(change) && wasBooked(change) && isReceived(change),
});

export const paymentMatched = defineEvent({
  ...moment,
  name: 'matched',
  meaning: 'It is known which invoices the payment pays: it was registered on them, or all of it was reconciled with them.',
  when: (change) =>
    hasSnapshot(change) && (became(change, 'is_reconciled', true) || wasBooked(change)) && invoicesOf(snapshotOf(change)).length > 0,
});
