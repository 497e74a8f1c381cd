/** The change order of a construction contract; in Odoo a `sale.order` of a project with the tag `Change order`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { orderId, toOrderReference } from '../sales/order.js';
import { projectReference, PROJECT_REFERENCE_SPEC, toProjectReference } from './project.js';

const { field } = canonical;

export const CHANGE_ORDER_TAG = 'Change order';

const CHANGE_ORDER_STATES = { draft: 'draft', sent: 'proposed', sale: 'approved', cancel: 'rejected' } as const;

export const changeOrderShape = z.object({
  id: field(orderId, 'internal', 'Canonical id'),
  number: field(z.string(), 'commercial', 'Our number of it'),
  state: field(z.enum(Object.values(CHANGE_ORDER_STATES)), 'commercial', 'Where it stands'),
  project: field(projectReference, 'commercial', 'The project that changes'),
  customer: field(canonical.partyReference, 'commercial', 'The legal party that pays for it'),
  customerReference: field(z.string().nullable(), 'commercial', "The customer's own reference"),
  company: canonical.company,
  untaxed: canonical.money('commercial', 'What the change adds to the contract, before tax'),
  total: canonical.money('commercial', 'The same including tax'),
});

const CHANGE_ORDER_SPEC = {
  name: {},
  state: {},
  project_id: PROJECT_REFERENCE_SPEC,
  tag_ids: { fields: { name: {} } },
  partner_id: canonical.PARTNER_SPEC,
  client_order_ref: {},
  company_id: canonical.COMPANY_SPEC,
  currency_id: canonical.CURRENCY_SPEC,
  amount_untaxed: {},
  amount_total: {},
} as const satisfies ReadSpec;

function changeOrderFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof changeOrderShape> {
  const currency = canonical.currencyOf(node);
  return {
    ...toOrderReference(node, origin),
    state: choice(node, 'state', CHANGE_ORDER_STATES),
    project: toProjectReference(one(node, 'project_id'), origin),
    customer: canonical.toPartyReference(canonical.legalParty(one(node, 'partner_id')), origin),
    customerReference: textOrNull(node, 'client_order_ref'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    untaxed: canonical.toMoney(number(node, 'amount_untaxed'), currency),
    total: canonical.toMoney(number(node, 'amount_total'), currency),
  };
}

const isChangeOrder = (node: SnapshotNode): boolean =>
  oneOrNull(node, 'project_id') !== null && many(node, 'tag_ids').some((tag) => text(tag, 'name') === CHANGE_ORDER_TAG);

export const changeOrder = defineEntity({
  domain: 'projects',
  name: 'change-order',
  meaning: 'A change of what was agreed with the customer of a project, and its price.',
  owner: 'projects',
  terms: { ubl: 'OrderChange' },
  shape: changeOrderShape,
  odoo: {
    model: 'sale.order',
    spec: CHANGE_ORDER_SPEC,
    domain: [
      ['project_id', '!=', false],
      ['tag_ids.name', '=', CHANGE_ORDER_TAG],
    ],
  },
  includes: isChangeOrder,
  fromOdoo: changeOrderFromOdoo,
  scope: (data) => ({ project: data.project.id, customer: data.customer.id, company: data.company.id }),
});

const moment = {
  entity: changeOrder,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: changeOrderShape,
  toData: changeOrder.toData,
} as const;

export const changeOrderProposed = defineEvent({
  ...moment,
  name: 'proposed',
  meaning: 'The change was offered to the customer.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'sent'),
});

export const changeOrderApproved = defineEvent({
  ...moment,
  name: 'approved',
  meaning: 'The customer agreed: the change belongs to the contract.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'sale'),
});

export const changeOrderRejected = defineEvent({
  ...moment,
  name: 'rejected',
  meaning: 'The change was refused or withdrawn.',
  when: (change) => hasSnapshot(change) && became(change, 'state', 'cancel'),
});
