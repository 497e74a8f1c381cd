/**
 * equipment-by-asset-tag: the machine behind the tag on its plate, and what is open on it (module maintenance).
 * The tag is Odoo's serial number of the equipment: the one field of it that Odoo keeps unique.
 */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { type Origin, type ReadSpec, canonicalId, idOf } from '../../contract.js';
import { defineQuery } from '../../query.js';
import { answered, answeredMany, choice, flag, one, oneOrNull, text, textOrNull } from '../../snapshot.js';

const { field } = canonical;

const KINDS = { corrective: 'corrective', preventive: 'preventive' } as const;

const openWork = z.object({
  id: field(idOf('maintenance.request'), 'internal', 'Canonical id'),
  subject: field(z.string(), 'internal', 'What is to be done'),
  kind: field(z.enum(Object.values(KINDS)), 'internal', 'Repair of a failure, or planned care'),
  stage: field(z.string(), 'internal', 'Where the work stands, in the words of the maintenance team'),
});

const answer = z.object({
  id: field(idOf('maintenance.equipment'), 'internal', 'Canonical id'),
  assetTag: field(z.string(), 'internal', 'The tag, as it was asked for'),
  name: field(z.string(), 'internal', 'English name'),
  model: field(z.string().nullable(), 'internal', "The maker's model"),
  category: field(z.string().nullable(), 'internal', 'Kind of equipment'),
  team: field(z.string().nullable(), 'internal', 'The maintenance team that cares for it'),
  technician: field(z.string().nullable(), 'personal', 'The person who cares for it'),
  supplier: field(canonical.partyReference.nullable(), 'commercial', 'The party it was bought from'),
  warrantyUntil: field(z.iso.date().nullable(), 'commercial', 'Last day of the warranty'),
  scrappedOn: field(z.iso.date().nullable(), 'internal', 'Day on which it was scrapped'),
  active: field(z.boolean(), 'internal', 'false when archived'),
  openWork: field(z.array(openWork), 'internal', 'Work that is asked for and not finished'),
});

const EQUIPMENT_SPEC = {
  name: {},
  serial_no: {},
  model: {},
  active: {},
  category_id: { fields: { name: {} } },
  maintenance_team_id: { fields: { name: {} } },
  technician_user_id: { fields: { name: {} } },
  partner_id: canonical.PARTNER_SPEC,
  warranty_date: {},
  scrap_date: {},
} as const satisfies ReadSpec;

const nameOf = (node: SnapshotNode | null): string | null => node && text(node, 'name');

const toOpenWork = (node: SnapshotNode, origin: Origin) => ({
  id: canonicalId(origin, 'maintenance.request', node.id),
  subject: text(node, 'name'),
  kind: choice(node, 'maintenance_type', KINDS),
  stage: text(one(node, 'stage_id'), 'name'),
});

export const equipmentByAssetTag = defineQuery({
  domain: 'maintenance',
  name: 'equipment-by-asset-tag',
  version: 1,
  meaning: 'The equipment that carries a tag, who cares for it, and the work that is open on it.',
  owner: 'maintenance',
  terms: { isa95: 'Equipment' },
  input: z.object({ assetTag: field(canonical.lineOfText(64), 'internal', 'What the plate says; upper and lower case matter') }),
  answer,
  refusals: { 'equipment-not-found': 'No equipment that the bridge may see carries this tag.' },
  subject: ({ assetTag }) => assetTag,
  allowances: [
    { model: 'maintenance.equipment', operation: 'read' },
    { model: 'maintenance.equipment.category', operation: 'read' },
    { model: 'maintenance.team', operation: 'read' },
    { model: 'maintenance.request', operation: 'read' },
    { model: 'maintenance.stage', operation: 'read' },
    { model: 'res.partner', operation: 'read' },
    { model: 'res.users', operation: 'read' },
  ],
  toOdoo: ({ assetTag }) => [
    {
      op: 'find',
      as: 'equipment',
      model: 'maintenance.equipment',
      domain: [
        ['serial_no', '=', assetTag],
        ['active', 'in', [true, false]],
      ],
      expect: 'one',
      refusal: 'equipment-not-found',
    },
    {
      op: 'find',
      as: 'open',
      model: 'maintenance.request',
      domain: [
        ['equipment_id', '=', { ref: 'equipment' }],
        ['stage_id.done', '=', false],
        ['archive', '=', false],
      ],
      expect: 'any',
    },
    { op: 'read', on: 'equipment', as: 'equipment', spec: EQUIPMENT_SPEC },
    { op: 'read', on: 'open', as: 'open', spec: { name: {}, maintenance_type: {}, stage_id: { fields: { name: {} } } } },
  ],
  fromOdoo(answers, origin) {
    const equipment = answered(answers, 'equipment');
    const supplier = oneOrNull(equipment, 'partner_id');
    return {
      id: canonicalId(origin, 'maintenance.equipment', equipment.id),
      assetTag: text(equipment, 'serial_no'),
      name: text(equipment, 'name'),
      model: textOrNull(equipment, 'model'),
      category: nameOf(oneOrNull(equipment, 'category_id')),
      team: nameOf(oneOrNull(equipment, 'maintenance_team_id')),
      technician: nameOf(oneOrNull(equipment, 'technician_user_id')),
      supplier: supplier && canonical.toPartyReference(canonical.legalParty(supplier), origin),
      warrantyUntil: textOrNull(equipment, 'warranty_date'),
      scrappedOn: textOrNull(equipment, 'scrap_date'),
      active: flag(equipment, 'active'),
      openWork: answeredMany(answers, 'open').map((each) => toOpenWork(each, origin)),
    };
  },
});
