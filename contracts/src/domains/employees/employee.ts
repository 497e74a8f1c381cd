/** The employee, as far as other systems may need him, from Odoo's `hr.employee` (modules hr, hr_hourly_cost). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, hasSnapshot, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

const employeeReference = z.object({
  id: field(idOf('hr.employee'), 'internal', 'Canonical id'),
  name: field(z.string(), 'personal', 'Name'),
});

const toEmployeeReference = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'hr.employee', node.id),
  name: text(node, 'name'),
});

export const employeeShape = employeeReference.extend({
  active: field(z.boolean(), 'internal', 'false when the employee has left'),
  company: canonical.company,
  userId: field(idOf('res.users').nullable(), 'internal', 'The login in Odoo, where there is one'),
  department: field(z.string().nullable(), 'personal', 'Name of the department'),
  jobTitle: field(z.string().nullable(), 'personal', 'Job title'),
  manager: field(employeeReference.nullable(), 'personal', 'Whom the employee reports to'),
  workEmail: field(z.string().nullable(), 'personal', 'E-mail address at work'),
  workPhone: field(z.string().nullable(), 'personal', 'Telephone at work'),
  badge: field(z.string().nullable(), 'sensitive', 'What is scanned to identify the employee'),
  hourlyCost: canonical.money('sensitive', 'What an hour costs us'),
});

export const EMPLOYEE_SPEC = {
  name: {},
  active: {},
  company_id: canonical.COMPANY_SPEC,
  user_id: { fields: { login: {} } },
  parent_id: { fields: { name: {} } },
  work_email: {},
  work_phone: {},
  barcode: {},
  hourly_cost: {},
  currency_id: canonical.CURRENCY_SPEC,
  // what changes with a contract is kept in versions; the current one is read, all are listened to
  current_version_id: { fields: { department_id: { fields: { name: {} } }, job_title: {} } },
  version_ids: { fields: { department_id: {}, job_title: {} } },
} as const satisfies ReadSpec;

export function employeeFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof employeeShape> {
  const user = oneOrNull(node, 'user_id');
  const manager = oneOrNull(node, 'parent_id');
  const contract = oneOrNull(node, 'current_version_id');
  const department = contract && oneOrNull(contract, 'department_id');
  return {
    ...toEmployeeReference(node, origin),
    active: flag(node, 'active'),
    company: canonical.toCompany(one(node, 'company_id'), origin),
    userId: user && canonicalId(origin, 'res.users', user.id),
    department: department && text(department, 'name'),
    jobTitle: contract && textOrNull(contract, 'job_title'),
    manager: manager && toEmployeeReference(manager, origin),
    workEmail: textOrNull(node, 'work_email'),
    workPhone: textOrNull(node, 'work_phone'),
    badge: textOrNull(node, 'barcode'),
    hourlyCost: canonical.toPrice(number(node, 'hourly_cost'), canonical.currencyOf(node)),
  };
}

export const employee = defineEntity({
  domain: 'employees',
  name: 'employee',
  meaning: 'Somebody who works for us. Private data, salaries and papers are not in it and not captured.',
  owner: 'human-resources',
  terms: { isa95: 'Person' },
  shape: employeeShape,
  odoo: { model: 'hr.employee', spec: EMPLOYEE_SPEC },
  fromOdoo: employeeFromOdoo,
  scope: ({ company, id }) => ({ company: company.id, employee: id }),
});

const { toData } = employee;
const moment = { entity: employee, version: 1, dataClass: 'sensitive', data: employeeShape, toData } as const;

export const employeeChanged = defineChanged({
  ...moment,
  meaning: 'The employee after any change, creation and a re-emission included. For keeping a copy.',
});

export const employeeJoined = defineEvent({
  ...moment,
  name: 'joined',
  meaning: 'Somebody new works for us: accounts, badge and training are due. Coming back counts, too.',
  delivery: 'real-time',
  when: (change) => hasSnapshot(change) && change.op !== 'snapshot' && became(change, 'active', true),
});

export const employeeLeft = defineEvent({
  ...moment,
  name: 'left',
  meaning: 'Somebody has left: accounts and badge are to be closed.',
  delivery: 'real-time',
  when: (change) => hasSnapshot(change) && change.op === 'update' && became(change, 'active', false),
});
