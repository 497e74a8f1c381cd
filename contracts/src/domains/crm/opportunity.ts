/** The opportunity: canonical shape and its way from Odoo's `crm.lead` of the type opportunity (module crm). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, flag, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

export const OPPORTUNITY_STATES = { pending: 'open', won: 'won', lost: 'lost' } as const;

export const opportunityId = idOf('crm.lead');

export const opportunityShape = z.object({
  id: field(opportunityId, 'internal', 'Canonical id'),
  title: field(z.string(), 'commercial', 'What it is about'),
  state: field(z.enum(Object.values(OPPORTUNITY_STATES)), 'commercial', 'open, won or lost'),
  active: field(z.boolean(), 'internal', 'false when archived; a lost one is'),
  stage: field(z.string().nullable(), 'internal', 'Name of the stage in our pipeline'),
  customer: field(canonical.partyReference.nullable(), 'commercial', 'The legal party, where it is one of our parties'),
  contact: field(
    z.object({
      company: field(z.string().nullable(), 'commercial', 'Name of the company, as it was told us'),
      person: field(z.string().nullable(), 'personal', 'Name of the person'),
      email: field(z.string().nullable(), 'personal', 'E-mail address'),
      phone: field(z.string().nullable(), 'personal', 'Telephone number'),
    }),
    'personal',
    'Whom to talk to',
  ),
  expectedRevenue: canonical.money('commercial', 'What we expect to sell, once'),
  expectedOn: field(z.iso.date().nullable(), 'commercial', 'When we expect to win it'),
  lostReason: field(z.string().nullable(), 'commercial', 'Why it was lost'),
  salesperson: field(
    z.object({
      id: field(idOf('res.users'), 'internal', 'Canonical id of the user'),
      name: field(z.string(), 'personal', 'Name of the person'),
    }),
    'personal',
    'The person who sells',
  ).nullable(),
  team: field(z.string().nullable(), 'internal', 'Name of the sales team'),
  company: canonical.company.nullable(),
  openedAt: field(canonical.time, 'internal', 'When it, or the lead it began as, was entered'),
  closedAt: field(canonical.time.nullable(), 'internal', 'When it was won or lost'),
});

/** Without the probability: Odoo's scoring rewrites it for thousands of records every night. */
const OPPORTUNITY_SPEC = {
  type: {},
  name: {},
  won_status: {},
  active: {},
  stage_id: { fields: { name: {} } },
  partner_id: canonical.PARTNER_SPEC,
  partner_name: {},
  contact_name: {},
  email_from: {},
  phone: {},
  expected_revenue: {},
  company_currency: canonical.CURRENCY_SPEC,
  date_deadline: {},
  lost_reason_id: { fields: { name: {} } },
  user_id: { fields: { name: {} } },
  team_id: { fields: { name: {} } },
  company_id: canonical.COMPANY_SPEC,
  create_date: {},
  date_closed: {},
} as const satisfies ReadSpec;

const nameOf = (node: SnapshotNode, relation: string): string | null => {
  const related = oneOrNull(node, relation);
  return related && text(related, 'name');
};

function partiesFromOdoo(node: SnapshotNode, origin: Origin) {
  const [partner, user, company] = [oneOrNull(node, 'partner_id'), oneOrNull(node, 'user_id'), oneOrNull(node, 'company_id')];
  return {
    customer: partner && canonical.toPartyReference(canonical.legalParty(partner), origin),
    contact: {
      company: textOrNull(node, 'partner_name'),
      person: textOrNull(node, 'contact_name'),
      email: textOrNull(node, 'email_from'),
      phone: textOrNull(node, 'phone'),
    },
    salesperson: user && { id: canonicalId(origin, 'res.users', user.id), name: text(user, 'name') },
    company: company && canonical.toCompany(company, origin),
  };
}

export function opportunityFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof opportunityShape> {
  return {
    id: canonicalId(origin, 'crm.lead', node.id),
    title: text(node, 'name'),
    state: choice(node, 'won_status', OPPORTUNITY_STATES),
    active: flag(node, 'active'),
    stage: nameOf(node, 'stage_id'),
    ...partiesFromOdoo(node, origin),
    expectedRevenue: canonical.toMoney(number(node, 'expected_revenue'), one(node, 'company_currency')),
    expectedOn: textOrNull(node, 'date_deadline'),
    lostReason: nameOf(node, 'lost_reason_id'),
    team: nameOf(node, 'team_id'),
    openedAt: text(node, 'create_date'),
    closedAt: textOrNull(node, 'date_closed'),
  };
}

export const opportunity = defineEntity({
  domain: 'crm',
  name: 'opportunity',
  meaning: 'A chance to sell something. A lead that nobody has qualified yet is none.',
  owner: 'sales',
  shape: opportunityShape,
  odoo: { model: 'crm.lead', spec: OPPORTUNITY_SPEC, domain: [['type', '=', 'opportunity']] },
  includes: (node) => text(node, 'type') === 'opportunity',
  fromOdoo: opportunityFromOdoo,
  scope: (data) => ({
    opportunity: data.id,
    ...(data.company ? { company: data.company.id } : {}),
    ...(data.customer ? { customer: data.customer.id } : {}),
  }),
});
