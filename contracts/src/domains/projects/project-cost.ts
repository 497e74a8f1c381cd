/** The cost of a project, entry by entry; from Odoo's `account.analytic.line` on the account of a project. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type OdooChange, rootRow, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { isEquipmentUsage } from './equipment-reference.js';
import { COST_CODE_FIELDS, costCode, projectReference, PROJECT_REFERENCE_SPEC, toCostCode, toProjectReference } from './project.js';

const { field } = canonical;

/** Odoo's category of an entry; labour and equipment are `other` there. Categories of other modules are `other`, too. */
const CATEGORIES: Readonly<Record<string, 'purchase' | 'revenue' | 'material' | 'production'>> = {
  vendor_bill: 'purchase',
  invoice: 'revenue',
  picking_entry: 'material',
  manufacturing_order: 'production',
};
const kind = z.enum(['labour', 'equipment', 'purchase', 'revenue', 'material', 'production', 'other']);

export const projectCostShape = z.object({
  id: field(idOf('account.analytic.line'), 'internal', 'Canonical id of the entry'),
  projects: field(
    z.array(field(projectReference, 'commercial', 'A project')).min(1),
    'commercial',
    'The projects of the account; several where they share one account',
  ),
  costCode,
  kind: field(kind, 'commercial', 'What caused the cost'),
  bookedOn: field(z.iso.date(), 'commercial', 'Day of the entry'),
  description: field(z.string(), 'personal', 'Text of the entry'),
  quantity: canonical.quantity('commercial', 'Quantity behind the amount; 0 where there is none'),
  cost: canonical.money('sensitive', 'What the entry costs the project; negative for income'),
  company: canonical.company,
});

const PROJECT_COST_SPEC = {
  account_id: { fields: { ...COST_CODE_FIELDS, project_ids: PROJECT_REFERENCE_SPEC } },
  project_id: PROJECT_REFERENCE_SPEC,
  ref: {},
  category: {},
  date: {},
  name: {},
  unit_amount: {},
  product_uom_id: canonical.UOM_SPEC,
  amount: {},
  currency_id: canonical.CURRENCY_SPEC,
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

function kindOf(node: SnapshotNode): z.infer<typeof kind> {
  if (oneOrNull(node, 'project_id')) return 'labour';
  if (isEquipmentUsage(textOrNull(node, 'ref'))) return 'equipment';
  return CATEGORIES[textOrNull(node, 'category') ?? ''] ?? 'other';
}

function projectCostFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof projectCostShape> {
  const account = one(node, 'account_id');
  return {
    id: canonicalId(origin, 'account.analytic.line', node.id),
    projects: many(account, 'project_ids').map((project) => toProjectReference(project, origin)),
    costCode: toCostCode(account, origin),
    kind: kindOf(node),
    bookedOn: text(node, 'date'),
    description: text(node, 'name'),
    quantity: canonical.toQuantity(number(node, 'unit_amount'), oneOrNull(node, 'product_uom_id')),
    // Odoo books costs as negative amounts
    cost: canonical.toMoney(-number(node, 'amount'), canonical.currencyOf(node)),
    company: canonical.toCompany(one(node, 'company_id'), origin),
  };
}

const ofProject = (node: SnapshotNode): boolean => {
  const account = oneOrNull(node, 'account_id');
  return account !== null && many(account, 'project_ids').length > 0;
};

export const projectCost = defineEntity({
  domain: 'projects',
  name: 'project-cost',
  meaning: 'One entry in the costs and income of a project: hours, equipment, bills, goods, invoices.',
  owner: 'projects',
  shape: projectCostShape,
  odoo: { model: 'account.analytic.line', spec: PROJECT_COST_SPEC, domain: [['account_id.project_ids', '!=', false]] },
  includes: ofProject,
  fromOdoo: projectCostFromOdoo,
  scope: (data) => ({ company: data.company.id, ...(data.projects[0] ? { project: data.projects[0].id } : {}) }),
});

const COLUMNS = ['account_id', 'amount', 'unit_amount', 'date', 'name', 'ref', 'category'];

/** The same row is a timesheet to others, who change what is no matter of costs. */
function isNews(change: OdooChange): boolean {
  const changed = rootRow(change)?.new ?? {};
  return change.op !== 'update' || COLUMNS.some((column) => column in changed);
}

export const projectCostUpdated = defineChanged({
  entity: projectCost,
  name: 'updated',
  version: 1,
  meaning: 'A project became dearer or cheaper: an entry was booked or corrected. An entry that is deleted is not told.',
  dataClass: 'sensitive',
  data: projectCostShape,
  when: (change) => hasSnapshot(change) && isNews(change),
  toData: projectCost.toData,
});
