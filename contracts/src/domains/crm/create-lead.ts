/** create-lead: somebody is interested; from a web form, a fair, a partner. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { canonicalId, defineCommand, idOf, type OdooOperation, rowId } from '../../contract.js';
import { answered, choice, text } from '../../snapshot.js';
import { byKey } from '../../steps.js';
import { opportunityId } from './opportunity.js';

const { field } = canonical;

const KINDS = { lead: 'lead', opportunity: 'opportunity' } as const;

const input = z.object({
  title: field(canonical.lineOfText(200), 'commercial', 'What it is about'),
  kind: field(z.enum(Object.values(KINDS)), 'internal', 'lead: somebody has to qualify it first; opportunity: it goes into the pipeline'),
  customerId: field(idOf('res.partner').optional(), 'internal', 'The party, where it is one of ours'),
  company: field(canonical.lineOfText(200).optional(), 'commercial', 'Name of the company'),
  person: field(canonical.lineOfText(200).optional(), 'personal', 'Name of the person'),
  email: field(z.email().max(254).optional(), 'personal', 'E-mail address'),
  phone: field(canonical.lineOfText(40).optional(), 'personal', 'Telephone number'),
  expectedRevenue: field(
    z
      .object({
        amount: field(z.string().regex(/^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$/), 'commercial', 'Decimal string'),
        currency: field(canonical.currencyCode, 'commercial', "ISO 4217; the company's currency"),
      })
      .optional(),
    'commercial',
    'What can be sold',
  ),
  externalId: canonical.newKey('lead'),
});
type Input = z.infer<typeof input>;

/** None that is open, of this e-mail address and title: a web form that is sent twice. */
const checkTwin = ({ email, title }: Input): OdooOperation[] =>
  email === undefined
    ? []
    : [
        {
          op: 'find',
          as: 'twins',
          model: 'crm.lead',
          domain: [
            ['email_from', '=', email],
            ['name', '=', title],
            ['won_status', '=', 'pending'],
          ],
          expect: 'any',
        },
        // no record meets it: the assert holds only for an empty find
        { op: 'assert', on: 'twins', domain: [['id', '=', false]], refusal: 'lead-exists' },
      ];

const checkCustomer = ({ customerId }: Input): OdooOperation[] =>
  customerId === undefined
    ? []
    : [
        {
          op: 'find',
          as: 'customer',
          model: 'res.partner',
          domain: [['id', '=', rowId(customerId)]],
          expect: 'one',
          refusal: 'customer-not-found',
        },
      ];

function create(lead: Input): OdooOperation {
  const given: Readonly<Record<string, string | number | undefined>> = {
    partner_id: lead.customerId === undefined ? undefined : rowId(lead.customerId),
    partner_name: lead.company,
    contact_name: lead.person,
    email_from: lead.email,
    phone: lead.phone,
    expected_revenue: lead.expectedRevenue && Number(lead.expectedRevenue.amount),
  };
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  // without a salesperson: else Odoo takes the user who enters it, and a program sells nothing
  return {
    op: 'create',
    as: 'lead',
    model: 'crm.lead',
    values: { name: lead.title, type: lead.kind, user_id: false, ...values },
    ...byKey(lead),
  };
}

const checkCurrency = ({ expectedRevenue }: Input): OdooOperation[] =>
  expectedRevenue === undefined
    ? []
    : [
        {
          op: 'find',
          as: 'books',
          model: 'res.company',
          domain: [['currency_id.name', '=', expectedRevenue.currency]],
          expect: 'some',
          refusal: 'currency-differs',
        },
      ];

export const createLead = defineCommand({
  domain: 'crm',
  name: 'create-lead',
  version: 1,
  meaning: 'Enter that somebody is interested in buying. Nobody is assigned: the sales team picks it up.',
  owner: 'sales',
  input,
  answer: z.object({
    leadId: field(opportunityId, 'internal', 'Canonical id'),
    title: field(z.string(), 'commercial', 'What it is about'),
    kind: field(z.enum(Object.values(KINDS)), 'internal', 'lead or opportunity'),
  }),
  refusals: {
    'customer-not-found': 'No such customer is visible to the bridge, or it is archived.',
    'lead-exists': 'An open lead or opportunity has the same e-mail address and title.',
    'currency-differs': "expectedRevenue is not in the currency of the company's books.",
  },
  aggregate: ({ email, title }) => `lead:${(email ?? title).replaceAll(/\s/g, '_')}`,
  external: { model: 'crm.lead', record: 'new' },
  allowances: [
    {
      model: 'crm.lead',
      operation: 'create',
      fields: ['contact_name', 'email_from', 'expected_revenue', 'name', 'partner_id', 'partner_name', 'phone', 'type', 'user_id'],
    },
    { model: 'crm.lead', operation: 'read' },
    { model: 'res.company', operation: 'read' },
    { model: 'res.currency', operation: 'read' },
    { model: 'res.partner', operation: 'read' },
  ],
  toOdoo: (lead) => [
    ...checkCustomer(lead),
    ...checkTwin(lead),
    ...checkCurrency(lead),
    create(lead),
    { op: 'read', on: 'lead', as: 'lead', spec: { name: {}, type: {} } },
  ],
  fromOdoo(answers, origin) {
    const lead = answered(answers, 'lead');
    return {
      leadId: canonicalId(origin, 'crm.lead', lead.id),
      title: text(lead, 'name'),
      kind: choice(lead, 'type', KINDS),
    };
  },
});
