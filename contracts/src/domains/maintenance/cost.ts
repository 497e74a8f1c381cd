/** Costs of maintenance, labour among them; from Odoo's `account.analytic.line` (modules analytic, account, hr_timesheet). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { OdooChange, SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { hasSnapshot, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { requestReference } from './parts-consumption.js';
import { isNumbered, numberedBy, requestOf } from './work-order-number.js';

const { field } = canonical;

export const costId = idOf('account.analytic.line');
export const costCentre = z.object({
  id: field(idOf('account.analytic.account'), 'internal', 'Canonical id of the analytic account'),
  name: field(z.string(), 'internal', 'Its name'),
  code: field(z.string().nullable(), 'internal', 'Its code'),
});

const shared = {
  id: field(costId, 'internal', 'Canonical id'),
  request: field(requestReference, 'internal', 'The work it was for'),
  costCentre: field(costCentre.nullable(), 'internal', 'Which budget bears it'),
  description: field(z.string(), 'internal', 'What it was'),
  day: field(z.iso.date(), 'internal', 'Day on which it arose'),
  company: canonical.company,
} as const;

export const maintenanceCostShape = z.object({
  ...shared,
  cost: canonical.money('commercial', 'What it cost; negative when it was taken back'),
});

export const labourShape = z.object({
  ...shared,
  hours: field(canonical.decimalText, 'personal', 'Hours worked'),
  employee: field(
    z.object({
      id: field(idOf('hr.employee'), 'internal', 'Canonical id of the employee'),
      name: field(z.string(), 'personal', 'Name of the person'),
    }),
    'personal',
    'Who worked',
  ),
  cost: canonical.money('sensitive', 'What the hours cost; says what an hour of this person costs'),
});

export const COST_SPEC = {
  ref: {},
  name: {},
  date: {},
  amount: {},
  unit_amount: {},
  account_id: { fields: { name: {}, code: {} } },
  employee_id: { fields: { name: {} } },
  currency_id: canonical.CURRENCY_SPEC,
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

function costCentreFromOdoo(node: SnapshotNode, origin: Origin) {
  const account = oneOrNull(node, 'account_id');
  return (
    account && {
      id: canonicalId(origin, 'account.analytic.account', account.id),
      name: text(account, 'name'),
      code: textOrNull(account, 'code'),
    }
  );
}

/** Odoo's analytic items are negative for costs. */
const costOf = (node: SnapshotNode) => canonical.toMoney(-number(node, 'amount'), canonical.currencyOf(node));

const sharedFromOdoo = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'account.analytic.line', node.id),
  request: requestOf(node, 'ref', origin),
  costCentre: costCentreFromOdoo(node, origin),
  description: text(node, 'name'),
  day: text(node, 'date'),
  company: canonical.toCompany(one(node, 'company_id'), origin),
  cost: costOf(node),
});

function labourFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof labourShape> {
  const employee = one(node, 'employee_id');
  return {
    ...sharedFromOdoo(node, origin),
    hours: fineDecimal(number(node, 'unit_amount'), 0),
    employee: { id: canonicalId(origin, 'hr.employee', employee.id), name: text(employee, 'name') },
  };
}

const isOfRequest = (node: SnapshotNode): boolean => isNumbered(textOrNull(node, 'ref'));
/** Odoo fills in the employee of whoever enters an item: only with hours it is labour. */
const isLabour = (node: SnapshotNode): boolean => oneOrNull(node, 'employee_id') !== null && number(node, 'unit_amount') !== 0;
const odoo = { model: 'account.analytic.line', spec: COST_SPEC, domain: numberedBy('ref') } as const;

export const maintenanceCost = defineEntity({
  domain: 'maintenance',
  name: 'cost',
  meaning: 'What a maintenance request cost beside the hours of our own people: outside services, rents, parts bought directly.',
  owner: 'maintenance',
  shape: maintenanceCostShape,
  odoo,
  includes: (node) => isOfRequest(node) && !isLabour(node),
  fromOdoo: sharedFromOdoo,
  scope: (cost) => ({ company: cost.company.id }),
});

export const labour = defineEntity({
  domain: 'maintenance',
  name: 'labour',
  meaning: 'Hours that one of our people worked for a maintenance request.',
  owner: 'maintenance',
  terms: { isa95: 'PersonnelActual (maintenance)' },
  shape: labourShape,
  odoo,
  includes: (node) => isOfRequest(node) && isLabour(node),
  fromOdoo: labourFromOdoo,
  scope: (hours) => ({ company: hours.company.id }),
});

const wasBooked = (change: OdooChange): boolean => hasSnapshot(change) && change.op !== 'snapshot';

export const maintenanceCostPosted = defineEvent({
  entity: maintenanceCost,
  name: 'posted',
  version: 1,
  meaning: 'A cost was booked on a maintenance request, or a booked one was corrected: the last one with the same id counts.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: maintenanceCostShape,
  when: wasBooked,
  toData: maintenanceCost.toData,
});

export const labourBooked = defineEvent({
  entity: labour,
  name: 'booked',
  version: 1,
  meaning: 'Hours were booked on a maintenance request, or booked ones were corrected: the last one with the same id counts.',
  dataClass: 'sensitive',
  delivery: 'real-time',
  data: labourShape,
  when: wasBooked,
  toData: labour.toData,
});
