/** Equipment used on a project; from Odoo's `account.analytic.line` that names the equipment in its reference. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { hasSnapshot, many, number, one, SnapshotMismatch, text, textOrNull } from '../../snapshot.js';
import { EQUIPMENT_REFERENCES, equipmentIn, isEquipmentUsage } from './equipment-reference.js';
import { COST_CODE_FIELDS, projectReference, PROJECT_REFERENCE_SPEC, toProjectReference } from './project.js';

const { field } = canonical;

export const equipmentId = idOf('maintenance.equipment');

export const equipmentUsageShape = z.object({
  id: field(idOf('account.analytic.line'), 'internal', 'Canonical id of the entry'),
  equipmentId: field(equipmentId, 'internal', 'Canonical id of the equipment'),
  projects: field(
    z.array(field(projectReference, 'commercial', 'A project')),
    'commercial',
    'The projects of the account that was charged; one as a rule',
  ),
  usedOn: field(z.iso.date(), 'internal', 'Day of the use'),
  usedHours: field(canonical.decimalText, 'internal', 'How many hours it was used'),
  cost: canonical.money('commercial', 'What the use costs the project'),
  description: field(z.string(), 'internal', 'What it was used for'),
  company: canonical.company,
});

const EQUIPMENT_USAGE_SPEC = {
  ref: {},
  account_id: { fields: { ...COST_CODE_FIELDS, project_ids: PROJECT_REFERENCE_SPEC } },
  date: {},
  name: {},
  unit_amount: {},
  amount: {},
  currency_id: canonical.CURRENCY_SPEC,
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

function equipmentOf(node: SnapshotNode): number {
  const id = equipmentIn(textOrNull(node, 'ref'));
  if (id === null) throw new SnapshotMismatch('ref', 'a reference to equipment', node);
  return id;
}

function equipmentUsageFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof equipmentUsageShape> {
  return {
    id: canonicalId(origin, 'account.analytic.line', node.id),
    equipmentId: canonicalId(origin, 'maintenance.equipment', equipmentOf(node)),
    projects: many(one(node, 'account_id'), 'project_ids').map((project) => toProjectReference(project, origin)),
    usedOn: text(node, 'date'),
    usedHours: fineDecimal(number(node, 'unit_amount'), 0),
    // Odoo books costs as negative amounts
    cost: canonical.toMoney(-number(node, 'amount'), canonical.currencyOf(node)),
    description: text(node, 'name'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
  };
}

export const equipmentUsage = defineEntity({
  domain: 'projects',
  name: 'equipment-usage',
  meaning: 'Equipment of ours that was used on a project, and what that costs the project.',
  owner: 'projects',
  shape: equipmentUsageShape,
  odoo: { model: 'account.analytic.line', spec: EQUIPMENT_USAGE_SPEC, domain: [['ref', '=like', EQUIPMENT_REFERENCES]] },
  includes: (node) => isEquipmentUsage(textOrNull(node, 'ref')),
  fromOdoo: equipmentUsageFromOdoo,
  scope: (data) => ({ company: data.company.id, ...(data.projects[0] ? { project: data.projects[0].id } : {}) }),
});

export const equipmentUsageLogged = defineEvent({
  entity: equipmentUsage,
  name: 'logged',
  version: 1,
  meaning: 'The use of equipment was charged to a project.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: equipmentUsageShape,
  when: (change) => hasSnapshot(change) && change.op === 'create',
  toData: equipmentUsage.toData,
});
