/** The maintenance request: canonical shape and its way from Odoo's `maintenance.request` (module maintenance). */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import type { SnapshotNode } from '../../change.js';
import { canonicalId, defineEntity, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { choice, flag, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import * as equipment from './equipment.js';
import { numberOf, requestId, workOrderNumber } from './work-order-number.js';

const { field } = canonical;

const KINDS = { corrective: 'corrective', preventive: 'preventive' } as const;
export const PRIORITIES = { 0: 'very-low', 1: 'low', 2: 'normal', 3: 'high' } as const;
const PROGRESS = { normal: 'in-progress', blocked: 'blocked', done: 'ready-for-next-stage' } as const;

export const stage = z.object({
  id: field(idOf('maintenance.stage'), 'internal', 'Canonical id of the stage'),
  name: field(z.string(), 'internal', 'Name of the stage; each company has stages of its own'),
  isFinal: field(z.boolean(), 'internal', 'Work in this stage is over'),
});

export const requestShape = z.object({
  id: field(requestId, 'internal', 'Canonical id'),
  number: field(workOrderNumber, 'internal', 'Number of the request; what goods and costs are booked on'),
  subject: field(z.string(), 'internal', 'What is wrong, or to be done'),
  equipment: field(equipment.equipmentReference.nullable(), 'internal', 'The machine; null for work on none'),
  kind: field(z.enum(Object.values(KINDS)).nullable(), 'internal', 'corrective: it broke; preventive: so that it does not'),
  priority: field(z.enum(Object.values(PRIORITIES)).nullable(), 'internal', 'How urgent it is'),
  stage: field(stage, 'internal', 'Where it stands'),
  progress: field(z.enum(Object.values(PROGRESS)), 'internal', 'How it goes within the stage'),
  putAway: field(z.boolean(), 'internal', 'true when it was cancelled or hidden'),
  requestedOn: field(z.iso.date().nullable(), 'internal', 'Day on which it was asked for'),
  plannedStart: field(canonical.time.nullable(), 'internal', 'When work is planned to begin'),
  plannedHours: field(canonical.decimalText, 'internal', 'How long it is planned to take'),
  closedOn: field(z.iso.date().nullable(), 'internal', 'Day on which it was finished'),
  technician: field(equipment.person.nullable(), 'personal', 'Who does it'),
  team: field(equipment.named('maintenance.team', 'team').nullable(), 'internal', 'The team that does it'),
  company: canonical.company,
});

export const REQUEST_SPEC = {
  name: {},
  equipment_id: { fields: equipment.EQUIPMENT_REFERENCE },
  maintenance_type: {},
  priority: {},
  stage_id: { fields: { name: {}, done: {} } },
  kanban_state: {},
  archive: {},
  request_date: {},
  schedule_date: {},
  duration: {},
  close_date: {},
  user_id: equipment.NAMED,
  maintenance_team_id: equipment.NAMED,
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

/** A selection that may be left empty. */
const choiceOrNull = <Ours extends string>(node: SnapshotNode, name: string, words: Readonly<Record<string, Ours>>): Ours | null =>
  textOrNull(node, name) === null ? null : choice(node, name, words);

function stageFromOdoo(node: SnapshotNode, origin: Origin) {
  return { id: canonicalId(origin, 'maintenance.stage', node.id), name: text(node, 'name'), isFinal: flag(node, 'done') };
}

const planFromOdoo = (node: SnapshotNode, origin: Origin) => ({
  requestedOn: textOrNull(node, 'request_date'),
  plannedStart: textOrNull(node, 'schedule_date'),
  plannedHours: canonical.toQuantity(number(node, 'duration'), null).value,
  closedOn: textOrNull(node, 'close_date'),
  technician: equipment.toNamed(node, 'user_id', 'res.users', origin),
  team: equipment.toNamed(node, 'maintenance_team_id', 'maintenance.team', origin),
});

export function requestFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof requestShape> {
  const machine = oneOrNull(node, 'equipment_id');
  return {
    id: canonicalId(origin, 'maintenance.request', node.id),
    number: numberOf(node.id),
    subject: text(node, 'name'),
    equipment: machine && equipment.toEquipment(machine, origin),
    kind: choiceOrNull(node, 'maintenance_type', KINDS),
    priority: choiceOrNull(node, 'priority', PRIORITIES),
    stage: stageFromOdoo(one(node, 'stage_id'), origin),
    progress: choice(node, 'kanban_state', PROGRESS),
    putAway: flag(node, 'archive'),
    ...planFromOdoo(node, origin),
    company: canonical.toCompany(one(node, 'company_id'), origin),
  };
}

export const maintenanceRequest = defineEntity({
  domain: 'maintenance',
  name: 'request',
  meaning: 'Work asked for to keep something running or to repair it.',
  owner: 'maintenance',
  terms: { isa95: 'WorkRequest (maintenance)' },
  shape: requestShape,
  odoo: { model: 'maintenance.request', spec: REQUEST_SPEC },
  fromOdoo: requestFromOdoo,
  scope: (request) => ({ company: request.company.id }),
});
