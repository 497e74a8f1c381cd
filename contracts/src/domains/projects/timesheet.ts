/** The timesheet entry; from Odoo's `account.analytic.line` with a project (modules hr_timesheet, sale_timesheet). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { rootRow, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { hasSnapshot, number, one, oneOrNull, text } from '../../snapshot.js';
import { person, projectReference, PROJECT_REFERENCE_SPEC, toPerson, toProjectReference } from './project.js';
import { taskId } from './task.js';

const { field } = canonical;

export const timesheetShape = z.object({
  id: field(idOf('account.analytic.line'), 'internal', 'Canonical id'),
  workedOn: field(z.iso.date(), 'personal', 'Day of the work'),
  employee: person('hr.employee', 'Who worked').nullable(),
  project: field(projectReference, 'commercial', 'The project'),
  task: field(
    z
      .object({
        id: field(taskId, 'internal', 'Canonical id of the task'),
        title: field(z.string(), 'commercial', 'What was to be done'),
      })
      .nullable(),
    'commercial',
    'The task; null for work on the project as a whole',
  ),
  description: field(z.string(), 'personal', 'What was done; a slash where nothing was said'),
  worked: canonical.quantity('personal', 'Time worked'),
  cost: canonical.money('sensitive', "What the time costs us, by the employee's hourly cost; positive"),
  validated: field(z.boolean(), 'commercial', 'True when an invoice to the customer holds this time: it can no longer be edited'),
  company: canonical.company,
});

const TIMESHEET_SPEC = {
  date: {},
  employee_id: { fields: { name: {} } },
  project_id: PROJECT_REFERENCE_SPEC,
  task_id: { fields: { name: {} } },
  name: {},
  unit_amount: {},
  product_uom_id: canonical.UOM_SPEC,
  amount: {},
  currency_id: canonical.CURRENCY_SPEC,
  timesheet_invoice_id: { fields: {} },
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

export function timesheetFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof timesheetShape> {
  const [employee, task] = [oneOrNull(node, 'employee_id'), oneOrNull(node, 'task_id')];
  return {
    id: canonicalId(origin, 'account.analytic.line', node.id),
    workedOn: text(node, 'date'),
    employee: employee && toPerson('hr.employee', employee, origin),
    project: toProjectReference(one(node, 'project_id'), origin),
    task: task && { id: canonicalId(origin, 'project.task', task.id), title: text(task, 'name') },
    description: text(node, 'name'),
    worked: canonical.toQuantity(number(node, 'unit_amount'), oneOrNull(node, 'product_uom_id')),
    // Odoo books costs as negative amounts
    cost: canonical.toMoney(-number(node, 'amount'), canonical.currencyOf(node)),
    validated: oneOrNull(node, 'timesheet_invoice_id') !== null,
    company: canonical.toCompany(one(node, 'company_id'), origin),
  };
}

export const timesheet = defineEntity({
  domain: 'projects',
  name: 'timesheet',
  meaning: 'Time that an employee worked on a project.',
  owner: 'projects',
  shape: timesheetShape,
  odoo: { model: 'account.analytic.line', spec: TIMESHEET_SPEC, domain: [['project_id', '!=', false]] },
  includes: (node) => oneOrNull(node, 'project_id') !== null,
  fromOdoo: timesheetFromOdoo,
  scope: (data) => ({ project: data.project.id, company: data.company.id }),
});

const moment = {
  entity: timesheet,
  version: 1,
  // the cost of an hour is a salary in disguise
  dataClass: 'sensitive',
  delivery: 'real-time',
  data: timesheetShape,
  toData: timesheet.toData,
} as const;

export const timesheetLogged = defineEvent({
  ...moment,
  name: 'logged',
  meaning: 'Time was entered for a project. Corrections come as changed.',
  when: (change) => hasSnapshot(change) && change.op === 'create',
});

export const timesheetValidated = defineEvent({
  ...moment,
  name: 'validated',
  meaning:
    'The time was taken into an invoice to the customer. Odoo Community has no approval of timesheets: time that is not invoiced by the hour is never validated.',
  when(change) {
    const row = rootRow(change);
    return hasSnapshot(change) && typeof row?.new?.timesheet_invoice_id === 'number' && typeof row.old?.timesheet_invoice_id !== 'number';
  },
});

export const timesheetChanged = defineChanged({
  ...moment,
  meaning: 'The entry as it is after any change, its creation and a re-emission included. For keeping a copy.',
});
