/** post-cost: what a maintenance request cost, hours of our own people among them. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineCommand, type FactSource, idOf, type OdooOperation, rowId } from '../../contract.js';
import { minorUnits } from '../../decimal.js';
import { answered, number, one, text } from '../../snapshot.js';
import { assertThat, byKey, findOne, positiveDecimal } from '../../steps.js';
import { costId } from './cost.js';
import { numberOf, requestId, workOrderNumber } from './work-order-number.js';

const { field } = canonical;

const labour = z.object({
  employeeId: field(idOf('hr.employee'), 'internal', 'Who worked'),
  hours: field(positiveDecimal, 'personal', 'How long'),
});

const input = z.object({
  requestId: field(requestId, 'internal', 'The work that cost it'),
  costCentreId: field(idOf('account.analytic.account'), 'internal', 'The analytic account that bears it'),
  description: field(canonical.lineOfText(200), 'internal', 'What it was'),
  day: field(z.iso.date(), 'internal', 'Day on which it arose'),
  cost: field(
    z.object({
      amount: field(positiveDecimal, 'commercial', 'Decimal string, above zero'),
      currency: field(canonical.currencyCode, 'commercial', "ISO 4217; the company's own currency"),
    }),
    'commercial',
    'What it cost',
  ),
  labour: field(labour.optional(), 'personal', 'For hours of one of our people; left out for outside costs'),
  externalId: canonical.newKey('cost'),
});
type Input = z.infer<typeof input>;

const answer = z.object({
  costId: field(costId, 'internal', 'Canonical id of the booked cost'),
  requestNumber: field(workOrderNumber, 'internal', 'Number of the request it is booked on'),
  cost: canonical.money('commercial', 'What was booked'),
});

/** company: canonical id; amountMinor: whole minor units (cents) of the company's currency, which is the command's too. */
const costFacts: FactSource<Input> = {
  model: 'maintenance.request',
  activities: true,
  id: (given) => rowId(given.requestId),
  spec: { company_id: { fields: { currency_id: canonical.CURRENCY_SPEC } } },
  toFacts(request: SnapshotNode, origin, { cost }) {
    const company = one(request, 'company_id');
    const digits = number(canonical.currencyOf(company), 'decimal_places');
    return { company: canonicalId(origin, 'res.company', company.id), amountMinor: Number(minorUnits(Number(cost.amount), digits)) };
  },
};

function check({ requestId: request, costCentreId, cost, labour: hours }: Input): OdooOperation[] {
  const open = [
    ['id', '=', rowId(request)],
    ['archive', '=', false],
  ];
  const account = [['id', '=', rowId(costCentreId)]];
  return [
    findOne('request', 'maintenance.request', open, 'request-not-found'),
    assertThat('request', [['company_id.currency_id.name', '=', cost.currency]], 'currency-differs'),
    findOne('account', 'account.analytic.account', account, 'cost-centre-not-found'),
    ...(hours === undefined
      ? []
      : [findOne('employee', 'hr.employee.public', [['id', '=', rowId(hours.employeeId)]], 'employee-not-found')]),
  ];
}

/** Odoo's analytic items are negative for costs. */
const create = ({ requestId: request, description, day, cost, labour: hours, ...more }: Input): OdooOperation => ({
  op: 'create',
  as: 'cost',
  model: 'account.analytic.line',
  values: {
    name: description,
    date: day,
    ref: numberOf(rowId(request)),
    account_id: { ref: 'account' },
    amount: -Number(cost.amount),
    ...(hours === undefined ? {} : { employee_id: { ref: 'employee' }, unit_amount: Number(hours.hours) }),
  },
  ...byKey(more),
});

export const postCost = defineCommand({
  domain: 'maintenance',
  name: 'post-cost',
  version: 1,
  meaning:
    'Book what a maintenance request cost on an analytic account. It is no entry in the ledger: bills and wages come there by themselves.',
  owner: 'maintenance',
  input,
  answer,
  refusals: {
    'request-not-found': 'No such request is visible to the bridge, or it was put away.',
    'currency-differs': "The amount is not in the company's currency: convert it.",
    'cost-centre-not-found': 'There is no such analytic account in use.',
    'employee-not-found': 'There is no such employee.',
  },
  aggregate: ({ requestId: id }) => id,
  facts: costFacts,
  external: { model: 'account.analytic.line', record: 'new' },
  allowances: [
    { model: 'account.analytic.account', operation: 'read' },
    {
      model: 'account.analytic.line',
      operation: 'create',
      fields: ['account_id', 'amount', 'date', 'employee_id', 'name', 'ref', 'unit_amount'],
    },
    { model: 'account.analytic.line', operation: 'read' },
    { model: 'hr.employee.public', operation: 'read' },
    { model: 'maintenance.request', operation: 'read' },
    { model: 'res.company', operation: 'read' },
    { model: 'res.currency', operation: 'read' },
  ],
  toOdoo: (given) => [
    ...check(given),
    create(given),
    { op: 'read', on: 'cost', as: 'cost', spec: { ref: {}, amount: {}, currency_id: canonical.CURRENCY_SPEC } },
  ],
  fromOdoo(answers, origin) {
    const cost = answered(answers, 'cost');
    return {
      costId: canonicalId(origin, 'account.analytic.line', cost.id),
      requestNumber: text(cost, 'ref'),
      cost: canonical.toMoney(-number(cost, 'amount'), canonical.currencyOf(cost)),
    };
  },
});
