/** The project: canonical shape and its way from Odoo's `project.project` (modules project, project_account, sale_project). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { choice, flag, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

/** The status that a project update gives a project. Fixed in Odoo, unlike stages, which everybody names himself. */
export const PROJECT_STATUSES = {
  to_define: 'not-set',
  on_track: 'on-track',
  at_risk: 'at-risk',
  off_track: 'off-track',
  on_hold: 'on-hold',
  done: 'done',
} as const;

export const projectId = idOf('project.project');
export const projectReference = z.object({
  id: field(projectId, 'internal', 'Canonical id of the project'),
  name: field(z.string(), 'commercial', 'Name of the project'),
});
export const PROJECT_REFERENCE_SPEC = { fields: { name: {} } } as const satisfies { fields: ReadSpec };
export const toProjectReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'project.project', node.id),
  name: text(node, 'name'),
});

/** A project's analytic account: what its costs are booked on. */
export const costCode = field(
  z.object({
    id: field(idOf('account.analytic.account'), 'internal', 'Canonical id of the analytic account'),
    code: field(z.string().nullable(), 'commercial', 'Code of the account'),
    name: field(z.string(), 'commercial', 'Name of the account'),
  }),
  'commercial',
  'The account that costs are booked on',
);
export const COST_CODE_FIELDS = { code: {}, name: {} } as const satisfies ReadSpec;
export const toCostCode = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'account.analytic.account', node.id),
  code: textOrNull(node, 'code'),
  name: text(node, 'name'),
});

export const person = (model: string, description: string) =>
  field(
    z.object({
      id: field(idOf(model), 'internal', 'Canonical id'),
      name: field(z.string(), 'personal', 'Name of the person'),
    }),
    'personal',
    description,
  );
export const toPerson = (model: string, node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, model, node.id),
  name: text(node, 'name'),
});

export const projectShape = z.object({
  id: field(projectId, 'internal', 'Canonical id'),
  name: field(z.string(), 'commercial', 'Name'),
  phase: field(
    z.enum(['planned', 'active', 'on-hold', 'closed']),
    'internal',
    'planned until a first status says that work goes on; closed when done, in a folded stage or archived',
  ),
  status: field(z.enum(Object.values(PROJECT_STATUSES)), 'internal', 'How the last project update judged it'),
  stage: field(z.string().nullable(), 'internal', "Name of the project's stage, where stages are used"),
  customer: field(canonical.partyReference.nullable(), 'commercial', 'The legal party the work is done for'),
  order: field(
    z
      .object({
        id: field(idOf('sale.order'), 'internal', 'Canonical id of the order'),
        number: field(z.string(), 'commercial', 'Number of the order'),
      })
      .nullable(),
    'commercial',
    'The sales order that pays for it',
  ),
  manager: person('res.users', 'The project manager').nullable(),
  costCode: costCode.nullable(),
  company: canonical.company.nullable(),
  startsOn: field(z.iso.date().nullable(), 'internal', 'Planned first day'),
  endsOn: field(z.iso.date().nullable(), 'internal', 'Planned last day'),
  budgetedHours: field(canonical.decimalText, 'commercial', 'Hours planned for the whole project; 0 when not planned'),
});

const PROJECT_SPEC = {
  name: {},
  active: {},
  last_update_status: {},
  stage_id: { fields: { name: {}, fold: {} } },
  partner_id: canonical.PARTNER_SPEC,
  sale_line_id: { fields: { order_id: { fields: { name: {} } } } },
  user_id: { fields: { name: {} } },
  account_id: { fields: COST_CODE_FIELDS },
  company_id: canonical.COMPANY_SPEC,
  date_start: {},
  date: {},
  allocated_hours: {},
} as const satisfies ReadSpec;

export type Phase = z.infer<typeof projectShape>['phase'];

/** `status` as Odoo writes it; in a folded stage a project counts as closed (Odoo's own help text of the field). */
export function phaseOf(active: boolean, status: string, stage: SnapshotNode | null): Phase {
  if (!active || status === 'done' || (stage && flag(stage, 'fold'))) return 'closed';
  if (status === 'on_hold') return 'on-hold';
  return status === 'to_define' ? 'planned' : 'active';
}

export const phaseFromOdoo = (node: SnapshotNode): Phase =>
  phaseOf(flag(node, 'active'), text(node, 'last_update_status'), oneOrNull(node, 'stage_id'));

function relationsFromOdoo(node: SnapshotNode, origin: Origin) {
  const [partner, saleLine, manager] = [oneOrNull(node, 'partner_id'), oneOrNull(node, 'sale_line_id'), oneOrNull(node, 'user_id')];
  const [account, company] = [oneOrNull(node, 'account_id'), oneOrNull(node, 'company_id')];
  const order = saleLine && one(saleLine, 'order_id');
  return {
    customer: partner && canonical.toPartyReference(canonical.legalParty(partner), origin),
    order: order && { id: canonicalId(origin, 'sale.order', order.id), number: text(order, 'name') },
    manager: manager && toPerson('res.users', manager, origin),
    costCode: account && toCostCode(account, origin),
    company: company && canonical.toCompany(company, origin),
  };
}

export function projectFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof projectShape> {
  const stage = oneOrNull(node, 'stage_id');
  return {
    ...toProjectReference(node, origin),
    phase: phaseFromOdoo(node),
    status: choice(node, 'last_update_status', PROJECT_STATUSES),
    stage: stage && text(stage, 'name'),
    ...relationsFromOdoo(node, origin),
    startsOn: textOrNull(node, 'date_start'),
    endsOn: textOrNull(node, 'date'),
    budgetedHours: fineDecimal(number(node, 'allocated_hours'), 0),
  };
}

export const project = defineEntity({
  domain: 'projects',
  name: 'project',
  meaning: 'Work with a beginning and an end, for a customer or for ourselves. Templates of projects are none.',
  owner: 'projects',
  shape: projectShape,
  odoo: { model: 'project.project', spec: PROJECT_SPEC, domain: [['is_template', '=', false]] },
  fromOdoo: projectFromOdoo,
  scope: (data) => ({
    project: data.id,
    ...(data.company ? { company: data.company.id } : {}),
    ...(data.customer ? { customer: data.customer.id } : {}),
  }),
});
