/** Equipment: a machine, vehicle or tool that is kept running; from Odoo's `maintenance.equipment` (modules maintenance, stock_maintenance). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as places from '../inventory/places.js';

const { field } = canonical;

export const equipmentId = idOf('maintenance.equipment');

/** Enough to recognise a machine. */
export const equipmentReference = z.object({
  id: field(equipmentId, 'internal', 'Canonical id of the equipment'),
  name: field(z.string(), 'internal', 'What it is called'),
  assetTag: field(z.string().nullable(), 'internal', 'Its asset tag or serial number; unique where it is given'),
});
export const EQUIPMENT_REFERENCE = { name: {}, serial_no: {} } as const satisfies ReadSpec;
export const toEquipment = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'maintenance.equipment', node.id),
  name: text(node, 'name'),
  assetTag: textOrNull(node, 'serial_no'),
});

export const named = (model: string, what: string) =>
  z.object({
    id: field(idOf(model), 'internal', `Canonical id of the ${what}`),
    name: field(z.string(), 'internal', `Name of the ${what}`),
  });
export const NAMED = { fields: { name: {} } } as const satisfies { fields: ReadSpec };
export function toNamed(node: SnapshotNode, name: string, model: string, origin: Origin) {
  const found = oneOrNull(node, name);
  return found && { id: canonicalId(origin, model, found.id), name: text(found, 'name') };
}

export const person = z.object({
  id: field(idOf('res.users'), 'internal', 'Canonical id of the user'),
  name: field(z.string(), 'personal', 'Name of the person'),
});

export const equipmentShape = z.object({
  ...equipmentReference.shape,
  model: field(z.string().nullable(), 'internal', "The maker's model"),
  category: field(named('maintenance.equipment.category', 'category').nullable(), 'internal', 'What kind of equipment it is'),
  active: field(z.boolean(), 'internal', 'false when archived'),
  location: field(places.location.nullable(), 'internal', 'Where it stands'),
  team: field(named('maintenance.team', 'team').nullable(), 'internal', 'The team that keeps it running'),
  technician: field(person.nullable(), 'personal', 'The person who keeps it running'),
  vendor: field(canonical.partyReference.nullable(), 'commercial', 'Who sold it'),
  inServiceSince: field(z.iso.date(), 'internal', 'Since when it runs'),
  warrantyUntil: field(z.iso.date().nullable(), 'commercial', 'Last day of the warranty'),
  retiredOn: field(z.iso.date().nullable(), 'internal', 'Day on which it was scrapped'),
  company: field(canonical.company.nullable(), 'internal', 'The company it is for; null for all'),
});

export const EQUIPMENT_SPEC = {
  ...EQUIPMENT_REFERENCE,
  model: {},
  category_id: NAMED,
  active: {},
  location_id: places.LOCATION_SPEC,
  maintenance_team_id: NAMED,
  technician_user_id: NAMED,
  partner_id: { fields: { name: {}, ref: {} } },
  effective_date: {},
  warranty_date: {},
  scrap_date: {},
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

function equipmentFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof equipmentShape> {
  const [location, vendor, company] = [oneOrNull(node, 'location_id'), oneOrNull(node, 'partner_id'), oneOrNull(node, 'company_id')];
  return {
    ...toEquipment(node, origin),
    model: textOrNull(node, 'model'),
    category: toNamed(node, 'category_id', 'maintenance.equipment.category', origin),
    active: flag(node, 'active'),
    location: location && places.toLocation(location, origin),
    team: toNamed(node, 'maintenance_team_id', 'maintenance.team', origin),
    technician: toNamed(node, 'technician_user_id', 'res.users', origin),
    vendor: vendor && canonical.toPartyReference(vendor, origin),
    inServiceSince: text(node, 'effective_date'),
    warrantyUntil: textOrNull(node, 'warranty_date'),
    retiredOn: textOrNull(node, 'scrap_date'),
    company: company && canonical.toCompany(company, origin),
  };
}

export const equipment = defineEntity({
  domain: 'maintenance',
  name: 'equipment',
  meaning: 'A machine, vehicle or tool that is kept running.',
  owner: 'maintenance',
  terms: { isa95: 'PhysicalAsset', gs1: 'GIAI, where the asset tag is one' },
  shape: equipmentShape,
  odoo: { model: 'maintenance.equipment', spec: EQUIPMENT_SPEC },
  fromOdoo: equipmentFromOdoo,
  scope: (data) => (data.company ? { company: data.company.id } : {}),
});

export const equipmentChanged = defineChanged({
  entity: equipment,
  version: 1,
  meaning: 'The equipment as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'personal',
  data: equipmentShape,
  toData: equipment.toData,
});
