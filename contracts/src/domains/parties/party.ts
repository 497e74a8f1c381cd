/** The party: a person, a company or an address of one; from Odoo's `res.partner` (modules base, account for the ranks). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { ChangedRow, SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, hasSnapshot, number, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;
const personalText = (description: string) => field(z.string().nullable(), 'personal', description);

const address = z.object({
  street: personalText('Street and number'),
  street2: personalText('Second line of the street'),
  postalCode: personalText('Postal code'),
  city: personalText('City'),
  region: personalText("Code of the state or province, as the country's post writes it"),
  country: field(
    z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable(),
    'personal',
    'ISO 3166-1 alpha-2',
  ),
});

export const partyShape = z.object({
  id: field(idOf('res.partner'), 'internal', 'Canonical id'),
  kind: field(z.enum(['company', 'person']), 'internal', 'A company, or a person, contact or mere address'),
  name: field(z.string().nullable(), 'personal', 'Name; null for an address without a name of its own'),
  reference: field(z.string().nullable(), 'commercial', 'Our reference for this party'),
  active: field(z.boolean(), 'internal', 'false when archived'),
  legalParty: field(canonical.partyReference, 'commercial', 'The party that answers for this one; itself for a company'),
  taxId: personalText('VAT or other tax number'),
  email: personalText('E-mail address'),
  phone: personalText('Telephone number'),
  address: field(address, 'personal', 'Postal address'),
  isCustomer: field(z.boolean(), 'commercial', 'We have sold to it'),
  isSupplier: field(z.boolean(), 'commercial', 'We have bought from it'),
});

export const PARTY_SPEC = {
  name: {},
  is_company: {},
  ref: {},
  active: {},
  commercial_partner_id: { fields: { name: {}, ref: {} } },
  vat: {},
  email: {},
  phone: {},
  street: {},
  street2: {},
  zip: {},
  city: {},
  state_id: { fields: { code: {} } },
  country_id: { fields: { code: {} } },
  customer_rank: {},
  supplier_rank: {},
} as const satisfies ReadSpec;

function addressFromOdoo(node: SnapshotNode) {
  const region = oneOrNull(node, 'state_id');
  const country = oneOrNull(node, 'country_id');
  return {
    street: textOrNull(node, 'street'),
    street2: textOrNull(node, 'street2'),
    postalCode: textOrNull(node, 'zip'),
    city: textOrNull(node, 'city'),
    region: region && text(region, 'code'),
    country: country && textOrNull(country, 'code'),
  };
}

export function partyFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof partyShape> {
  return {
    id: canonicalId(origin, 'res.partner', node.id),
    kind: flag(node, 'is_company') ? 'company' : 'person',
    name: textOrNull(node, 'name'),
    reference: textOrNull(node, 'ref'),
    active: flag(node, 'active'),
    legalParty: canonical.toPartyReference(canonical.legalParty(node), origin),
    taxId: textOrNull(node, 'vat'),
    email: textOrNull(node, 'email'),
    phone: textOrNull(node, 'phone'),
    address: addressFromOdoo(node),
    isCustomer: number(node, 'customer_rank') > 0,
    isSupplier: number(node, 'supplier_rank') > 0,
  };
}

export const party = defineEntity({
  domain: 'parties',
  name: 'party',
  meaning: 'Someone we deal with: a company, a person, or an address of one. Without bank accounts.',
  owner: 'master-data',
  shape: partyShape,
  odoo: { model: 'res.partner', spec: PARTY_SPEC },
  fromOdoo: partyFromOdoo,
  scope: (data) => ({ party: data.legalParty.id }),
});

const RANKS = ['customer_rank', 'supplier_rank'];
const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0;

/** Odoo raises a rank with each invoice; only the step away from zero is news. */
function isNews(row: ChangedRow): boolean {
  const fields = Object.keys({ ...row.old, ...row.new });
  return fields.some((name) => !RANKS.includes(name) || isPositive(row.old?.[name]) !== isPositive(row.new?.[name]));
}

export const partyChanged = defineChanged({
  entity: party,
  version: 1,
  meaning: 'The party as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'personal',
  data: partyShape,
  when: (change) => hasSnapshot(change) && (change.op !== 'update' || change.rows.some(isNews)),
  toData: party.toData,
});
