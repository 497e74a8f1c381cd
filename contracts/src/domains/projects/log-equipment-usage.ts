/** log-equipment-usage: a machine of ours worked on a project, and what that costs the project. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf, rowId } from '../../contract.js';
import { decimal } from '../../decimal.js';
import { answered, number } from '../../snapshot.js';
import { byKey } from '../../steps.js';
import { equipmentReference } from './equipment-reference.js';
import { equipmentId } from './equipment-usage.js';
import { projectId } from './project.js';
import { openProject, PROJECT_REFUSALS } from './steps.js';

const { field } = canonical;

const input = z.object({
  projectId: field(projectId, 'internal', 'The project that is charged'),
  equipmentId: field(equipmentId, 'internal', 'The equipment that was used'),
  usedOn: field(z.iso.date(), 'internal', 'Day of the use'),
  hours: field(z.string().regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?$/), 'internal', 'Hours of use, above zero'),
  hourlyCost: field(
    z.object({
      amount: field(z.string().regex(/^(0|[1-9][0-9]{0,6})(\.[0-9]{1,4})?$/), 'commercial', 'Decimal string'),
      currency: field(canonical.currencyCode, 'commercial', "ISO 4217; the company's currency"),
    }),
    'commercial',
    'What an hour costs the project: Odoo keeps no such rate for equipment',
  ),
  description: field(canonical.lineOfText(500).optional(), 'internal', 'What it was used for'),
  externalId: canonical.newKey('entry'),
});

/** Costs are negative amounts in Odoo, which rounds them to the currency. */
const amountOf = ({ hours, hourlyCost }: z.infer<typeof input>): number => -Number(decimal(Number(hours) * Number(hourlyCost.amount), 6));

export const logEquipmentUsage = defineCommand({
  domain: 'projects',
  name: 'log-equipment-usage',
  version: 1,
  meaning: 'Charge the use of equipment to a project, as an entry on the account of its costs.',
  owner: 'projects',
  input,
  answer: z.object({
    usageId: field(idOf('account.analytic.line'), 'internal', 'Canonical id of the entry'),
    cost: canonical.money('commercial', 'What was charged'),
  }),
  refusals: {
    ...PROJECT_REFUSALS,
    'project-has-no-cost-code': 'The project has no account for its costs, or an archived one.',
    'equipment-not-found': 'No such equipment is visible to the bridge, or it is archived.',
    'currency-differs': "hourlyCost is not in the currency of the company's books.",
  },
  aggregate: ({ projectId: id }) => id,
  external: { model: 'account.analytic.line', record: 'new' },
  allowances: [
    { model: 'account.analytic.account', operation: 'read' },
    { model: 'account.analytic.line', operation: 'create', fields: ['account_id', 'amount', 'date', 'name', 'ref', 'unit_amount'] },
    { model: 'account.analytic.line', operation: 'read' },
    { model: 'maintenance.equipment', operation: 'read' },
    { model: 'project.project', operation: 'read' },
    { model: 'res.currency', operation: 'read' },
  ],
  toOdoo: (usage) => [
    ...openProject(usage.projectId),
    {
      op: 'find',
      as: 'account',
      model: 'account.analytic.account',
      domain: [['project_ids', 'in', [rowId(usage.projectId)]]],
      expect: 'one',
      refusal: 'project-has-no-cost-code',
    },
    {
      op: 'find',
      as: 'equipment',
      model: 'maintenance.equipment',
      domain: [['id', '=', rowId(usage.equipmentId)]],
      expect: 'one',
      refusal: 'equipment-not-found',
    },
    {
      op: 'create',
      as: 'usage',
      model: 'account.analytic.line',
      values: {
        account_id: { ref: 'account' },
        ref: equipmentReference(rowId(usage.equipmentId)),
        date: usage.usedOn,
        unit_amount: Number(usage.hours),
        amount: amountOf(usage),
        name: usage.description ?? '/',
      },
      ...byKey(usage),
    },
    { op: 'assert', on: 'usage', domain: [['currency_id.name', '=', usage.hourlyCost.currency]], refusal: 'currency-differs' },
    { op: 'read', on: 'usage', as: 'usage', spec: { amount: {}, currency_id: canonical.CURRENCY_SPEC } },
  ],
  fromOdoo(answers, origin) {
    const usage = answered(answers, 'usage');
    return {
      usageId: canonicalId(origin, 'account.analytic.line', usage.id),
      cost: canonical.toMoney(-number(usage, 'amount'), canonical.currencyOf(usage)),
    };
  },
});
