/** The cost code (analytic account), from Odoo's `account.analytic.account`. Odoo Community has no budgets on it. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, hasSnapshot, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

export const costCodeShape = z.object({
  id: field(idOf('account.analytic.account'), 'internal', 'Canonical id'),
  code: field(z.string().nullable(), 'internal', 'Short code'),
  name: field(z.string(), 'internal', 'Name'),
  plan: field(z.string(), 'internal', 'What it is one of, as `Projects` or `Departments`; a cost has one code of each plan'),
  customer: field(canonical.partyReference.nullable(), 'commercial', 'The customer for whom the costs are made'),
  company: canonical.company.nullable().describe('null for a code that companies share'),
  active: field(z.boolean(), 'internal', 'false when archived'),
});

export const COST_CODE_SPEC = {
  code: {},
  name: {},
  plan_id: { fields: { complete_name: {} } },
  partner_id: canonical.PARTNER_SPEC,
  company_id: canonical.COMPANY_SPEC,
  active: {},
} as const satisfies ReadSpec;

export function costCodeFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof costCodeShape> {
  const customer = oneOrNull(node, 'partner_id');
  const company = oneOrNull(node, 'company_id');
  return {
    id: canonicalId(origin, 'account.analytic.account', node.id),
    code: textOrNull(node, 'code'),
    name: text(node, 'name'),
    plan: text(one(node, 'plan_id'), 'complete_name'),
    customer: customer && canonical.toPartyReference(canonical.legalParty(customer), origin),
    company: company && canonical.toCompany(company, origin),
    active: flag(node, 'active'),
  };
}

export const costCode = defineEntity({
  domain: 'analytics',
  name: 'cost-code',
  meaning: 'What costs and revenues are booked on beside the accounts: a project, a department, a machine.',
  owner: 'finance',
  terms: { ubl: 'AccountingCostCode' },
  shape: costCodeShape,
  odoo: { model: 'account.analytic.account', spec: COST_CODE_SPEC },
  fromOdoo: costCodeFromOdoo,
  scope: ({ id, company }) => ({ costCode: id, ...(company ? { company: company.id } : {}) }),
});

const { toData } = costCode;
const moment = { entity: costCode, version: 1, dataClass: 'commercial', data: costCodeShape, toData } as const;

export const costCodeOpened = defineEvent({
  ...moment,
  name: 'opened',
  meaning: 'A cost code may be booked on from now on: it is new, or was taken out of the archive.',
  delivery: 'real-time',
  when: (change) => hasSnapshot(change) && change.op !== 'snapshot' && became(change, 'active', true),
});

export const costCodeClosed = defineEvent({
  ...moment,
  name: 'closed',
  meaning: 'The cost code was archived: nothing more is to be booked on it.',
  delivery: 'real-time',
  when: (change) => hasSnapshot(change) && change.op === 'update' && became(change, 'active', false),
});

export const costCodeChanged = defineChanged({
  ...moment,
  meaning: 'The cost code as it is after any change, its creation and a re-emission included. For keeping a copy.',
});
