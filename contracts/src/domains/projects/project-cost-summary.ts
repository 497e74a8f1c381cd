/**
 * project-cost-summary: what a project has cost so far; from the lines booked on its analytic account and its timesheets
 * (modules project, hr_timesheet, analytic). Odoo books costs as negative amounts and revenue as positive ones.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, idOf, rowId } from '../../contract.js';
import { decimal } from '../../decimal.js';
import { defineQuery } from '../../query.js';
import { answered, answeredMany, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;
const projectId = idOf('project.project');

const books = z.object({
  currency: field(canonical.currencyCode, 'internal', 'ISO 4217; the currency of the company that booked'),
  labour: canonical.money('sensitive', 'Cost of the hours logged; tells hourly costs where one person worked alone'),
  purchases: canonical.money('commercial', "What vendors' bills cost"),
  other: canonical.money('commercial', 'All other costs booked on the project'),
  total: canonical.money('sensitive', 'All costs together'),
  revenue: canonical.money('commercial', 'What was invoiced to the customer or otherwise earned'),
});

const answer = z.object({
  id: field(projectId, 'internal', 'Canonical id'),
  name: field(z.string(), 'internal', 'English name'),
  customer: field(canonical.partyReference.nullable(), 'commercial', 'The legal party it is done for'),
  plannedHours: field(canonical.decimalText, 'internal', 'Hours planned'),
  loggedHours: field(canonical.decimalText, 'internal', 'Hours logged so far'),
  endsOn: field(z.iso.date().nullable(), 'internal', 'Day on which it is to be finished'),
  books: field(z.array(books), 'commercial', 'One entry for each currency that was booked in: one as a rule, none before the first cost'),
});

type Kind = 'labour' | 'purchases' | 'other' | 'revenue';

/** A timesheet names its project; the category says where any other line came from. */
function kindOf(line: SnapshotNode): Kind {
  if (oneOrNull(line, 'project_id') !== null) return 'labour';
  if (textOrNull(line, 'category') === 'vendor_bill') return 'purchases';
  return number(line, 'amount') > 0 ? 'revenue' : 'other';
}

const sumOf = (lines: readonly SnapshotNode[], name: string): number => lines.reduce((sum, line) => sum + number(line, name), 0);

function booksOf(lines: readonly SnapshotNode[]) {
  const byCurrency = new Map<string, SnapshotNode[]>();
  for (const line of lines) {
    const code = text(canonical.currencyOf(line), 'name');
    byCurrency.set(code, [...(byCurrency.get(code) ?? []), line]);
  }
  return [...byCurrency].map(([code, booked]) => totalsOf(code, booked));
}

function totalsOf(code: string, booked: readonly SnapshotNode[]) {
  const [first] = booked;
  const currency = one(first ?? { id: 0 }, 'currency_id');
  const booking = (kind: Kind): number =>
    sumOf(
      booked.filter((line) => kindOf(line) === kind),
      'amount',
    );
  const cost = (...kinds: readonly Kind[]) => canonical.toMoney(-kinds.reduce((sum, kind) => sum + booking(kind), 0), currency);
  return {
    currency: code,
    labour: cost('labour'),
    purchases: cost('purchases'),
    other: cost('other'),
    total: cost('labour', 'purchases', 'other'),
    revenue: canonical.toMoney(booking('revenue'), currency),
  };
}

export const projectCostSummary = defineQuery({
  domain: 'projects',
  name: 'project-cost-summary',
  version: 1,
  meaning: 'What a project has cost and earned so far: hours, labour, purchases, the rest, and revenue, as booked at this moment.',
  owner: 'projects',
  input: z.object({ projectId: field(projectId, 'internal', 'The project') }),
  answer,
  refusals: { 'project-not-found': 'No such project is visible to the bridge.' },
  subject: (input) => input.projectId,
  allowances: [
    { model: 'project.project', operation: 'read' },
    { model: 'account.analytic.account', operation: 'read' },
    { model: 'account.analytic.line', operation: 'read' },
    { model: 'res.currency', operation: 'read' },
    { model: 'res.partner', operation: 'read' },
  ],
  toOdoo: (input) => [
    {
      op: 'find',
      as: 'project',
      model: 'project.project',
      domain: [
        ['id', '=', rowId(input.projectId)],
        ['active', 'in', [true, false]],
      ],
      expect: 'one',
      refusal: 'project-not-found',
    },
    { op: 'find', as: 'account', model: 'account.analytic.account', domain: [['project_ids', 'in', { refs: 'project' }]], expect: 'any' },
    {
      op: 'find',
      as: 'lines',
      model: 'account.analytic.line',
      domain: ['|', ['project_id', '=', { ref: 'project' }], ['account_id', 'in', { refs: 'account' }]],
      expect: 'any',
    },
    {
      op: 'read',
      on: 'project',
      as: 'project',
      spec: { name: {}, partner_id: canonical.PARTNER_SPEC, allocated_hours: {}, date: {} },
    },
    {
      op: 'read',
      on: 'lines',
      as: 'lines',
      spec: { amount: {}, unit_amount: {}, category: {}, project_id: { fields: {} }, currency_id: canonical.CURRENCY_SPEC },
    },
  ],
  fromOdoo(answers, origin) {
    const project = answered(answers, 'project');
    const customer = oneOrNull(project, 'partner_id');
    const lines = answeredMany(answers, 'lines');
    const logged = lines.filter((line) => kindOf(line) === 'labour');
    return {
      id: canonicalId(origin, 'project.project', project.id),
      name: text(project, 'name'),
      customer: customer && canonical.toPartyReference(canonical.legalParty(customer), origin),
      plannedHours: decimal(number(project, 'allocated_hours'), 2),
      loggedHours: decimal(sumOf(logged, 'unit_amount'), 2),
      endsOn: textOrNull(project, 'date'),
      books: booksOf(lines),
    };
  },
});
