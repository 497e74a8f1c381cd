/** The bill of a subcontractor; in Odoo a vendor bill (`account.move`) for services on a purchase order of a project. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { projectReference, PROJECT_REFERENCE_SPEC, toProjectReference } from './project.js';

const { field } = canonical;

const BILL_STATES = { draft: 'draft', posted: 'posted', cancel: 'cancelled' } as const;

const line = z.object({
  id: field(idOf('account.move.line'), 'internal', 'Canonical id of the line'),
  description: field(z.string().nullable(), 'commercial', 'Text of the line'),
  project: field(projectReference, 'commercial', 'The project the work was for'),
  purchaseOrder: field(
    z.object({
      id: field(idOf('purchase.order'), 'internal', 'Canonical id of the order'),
      number: field(z.string(), 'commercial', 'Number of the order'),
    }),
    'commercial',
    'The order of the work',
  ),
  billed: canonical.quantity('commercial', 'Quantity billed'),
  subtotal: canonical.money('commercial', 'Amount before tax'),
});

export const subcontractorBillShape = z.object({
  id: field(idOf('account.move'), 'internal', 'Canonical id'),
  number: field(z.string().nullable(), 'commercial', 'Our number of the bill; null before it is posted'),
  state: field(z.enum(Object.values(BILL_STATES)), 'commercial', 'Where the bill stands'),
  paid: field(z.boolean(), 'commercial', 'Whether nothing is open any more'),
  subcontractor: field(canonical.partyReference, 'commercial', 'The legal party that bills'),
  subcontractorReference: field(z.string().nullable(), 'commercial', "The subcontractor's own number of the bill"),
  company: canonical.company,
  billedOn: field(z.iso.date().nullable(), 'commercial', 'Date of the bill'),
  dueOn: field(z.iso.date().nullable(), 'commercial', 'When it is to be paid'),
  total: canonical.money('commercial', 'Total of the bill including tax'),
  open: canonical.money('commercial', 'What is still to be paid'),
  lines: field(z.array(line), 'commercial', 'The work on projects; other lines of the bill left out'),
});

const LINE_SPEC = {
  name: {},
  quantity: {},
  product_uom_id: canonical.UOM_SPEC,
  price_subtotal: {},
  purchase_line_id: {
    fields: {
      product_id: { fields: { type: {} } },
      order_id: { fields: { name: {}, project_id: PROJECT_REFERENCE_SPEC } },
    },
  },
} as const satisfies ReadSpec;

const SUBCONTRACTOR_BILL_SPEC = {
  name: {},
  move_type: {},
  state: {},
  payment_state: {},
  partner_id: canonical.PARTNER_SPEC,
  ref: {},
  company_id: canonical.COMPANY_SPEC,
  currency_id: canonical.CURRENCY_SPEC,
  invoice_date: {},
  invoice_date_due: {},
  amount_total: {},
  amount_residual: {},
  invoice_line_ids: { fields: LINE_SPEC },
} as const satisfies ReadSpec;

/** A line that bills a service ordered for a project; what is kept in stock is no subcontracted work. */
function isProjectWork(node: SnapshotNode): boolean {
  const ordered = oneOrNull(node, 'purchase_line_id');
  if (!ordered) return false;
  const product = oneOrNull(ordered, 'product_id');
  return product !== null && text(product, 'type') === 'service' && oneOrNull(one(ordered, 'order_id'), 'project_id') !== null;
}

function lineFromOdoo(node: SnapshotNode, currency: SnapshotNode, origin: Origin) {
  const order = one(one(node, 'purchase_line_id'), 'order_id');
  return {
    id: canonicalId(origin, 'account.move.line', node.id),
    description: textOrNull(node, 'name'),
    project: toProjectReference(one(order, 'project_id'), origin),
    purchaseOrder: { id: canonicalId(origin, 'purchase.order', order.id), number: text(order, 'name') },
    billed: canonical.toQuantity(number(node, 'quantity'), oneOrNull(node, 'product_uom_id')),
    subtotal: canonical.toMoney(number(node, 'price_subtotal'), currency),
  };
}

function billFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof subcontractorBillShape> {
  const currency = canonical.currencyOf(node);
  return {
    id: canonicalId(origin, 'account.move', node.id),
    number: textOrNull(node, 'name'),
    state: choice(node, 'state', BILL_STATES),
    paid: text(node, 'payment_state') === 'paid',
    subcontractor: canonical.toPartyReference(canonical.legalParty(one(node, 'partner_id')), origin),
    subcontractorReference: textOrNull(node, 'ref'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    billedOn: textOrNull(node, 'invoice_date'),
    dueOn: textOrNull(node, 'invoice_date_due'),
    total: canonical.toMoney(number(node, 'amount_total'), currency),
    open: canonical.toMoney(number(node, 'amount_residual'), currency),
    lines: many(node, 'invoice_line_ids')
      .filter(isProjectWork)
      .map((child) => lineFromOdoo(child, currency, origin)),
  };
}

export const subcontractorBill = defineEntity({
  domain: 'projects',
  name: 'subcontractor-bill',
  meaning: 'What a subcontractor bills for work on a project. The same bill is told by procurement, without the project.',
  owner: 'projects',
  terms: { ubl: 'Invoice' },
  shape: subcontractorBillShape,
  odoo: {
    model: 'account.move',
    spec: SUBCONTRACTOR_BILL_SPEC,
    // as of every vendor bill, which are watched anyway: asking Odoo for the project too would cost more than it saves
    domain: [['move_type', 'in', ['in_invoice', 'in_refund']]],
  },
  includes: (node) => text(node, 'move_type') === 'in_invoice' && many(node, 'invoice_line_ids').some(isProjectWork),
  fromOdoo: billFromOdoo,
  scope: (data) => ({
    supplier: data.subcontractor.id,
    company: data.company.id,
    ...(data.lines[0] ? { project: data.lines[0].project.id } : {}),
  }),
});

const moment = {
  entity: subcontractorBill,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: subcontractorBillShape,
  toData: subcontractorBill.toData,
} as const;

export const subcontractorBillPosted = defineEvent({
  ...moment,
  name: 'posted',
  meaning: 'The bill was checked and booked: we owe it.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'posted'),
});

export const subcontractorBillPaid = defineEvent({
  ...moment,
  name: 'paid',
  meaning: 'Nothing is open on the bill any more.',
  when: (change) => hasSnapshot(change) && became(change, 'payment_state', 'paid'),
});
