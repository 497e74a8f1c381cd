/** Our own companies, from Odoo's `res.company`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, type Domain, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

export const companyShape = z.object({
  id: field(idOf('res.company'), 'internal', 'Canonical id'),
  name: field(z.string(), 'internal', 'Name'),
  party: field(canonical.partyReference, 'internal', 'The company as a party, with its address'),
  taxId: field(z.string().nullable(), 'commercial', 'VAT or other tax number'),
  currency: field(canonical.currencyCode, 'internal', 'ISO 4217; what its books are kept in'),
  parent: canonical.company.nullable().describe('The company it is a branch of; null for a company of its own'),
  active: field(z.boolean(), 'internal', 'false when archived'),
});

const COMPANY_MODEL_SPEC = {
  name: {},
  partner_id: { fields: { name: {}, ref: {}, vat: {} } },
  currency_id: { fields: { name: {} } },
  parent_id: canonical.COMPANY_SPEC,
  active: {},
} as const satisfies ReadSpec;

export function companyFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof companyShape> {
  const party = one(node, 'partner_id');
  const parent = oneOrNull(node, 'parent_id');
  return {
    id: canonicalId(origin, 'res.company', node.id),
    name: text(node, 'name'),
    party: canonical.toPartyReference(party, origin),
    taxId: textOrNull(party, 'vat'),
    currency: text(one(node, 'currency_id'), 'name'),
    parent: parent && canonical.toCompany(parent, origin),
    active: flag(node, 'active'),
  };
}

const company = defineEntity({
  domain: 'companies',
  name: 'company',
  meaning: 'A company of the group, whose books are kept in Odoo. Its address is that of its party.',
  owner: 'master-data',
  terms: { ubl: 'Party', isa95: 'Enterprise' },
  shape: companyShape,
  odoo: { model: 'res.company', spec: COMPANY_MODEL_SPEC },
  fromOdoo: companyFromOdoo,
  scope: ({ id }) => ({ company: id }),
});

const companyChanged = defineChanged({
  entity: company,
  version: 1,
  meaning: 'The company as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'commercial',
  data: companyShape,
  toData: company.toData,
});

export const companies: Domain = {
  name: 'companies',
  meaning: 'Our own companies.',
  odooGroups: [],
  entities: [company],
  events: [companyChanged],
  commands: [],
};
