/** open-request: somebody or something outside asks for maintenance. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand, type OdooOperation, rowId } from '../../contract.js';
import { asHtml, byKey, findOne } from '../../steps.js';
import { equipmentId } from './equipment.js';
import { PRIORITIES } from './request.js';
import { answeredRequest, READ_REQUEST, requestAnswer, REQUEST_ANSWER_ALLOWANCES } from './request-answer.js';

const { field } = canonical;

const PRIORITY_IN_ODOO = new Map(Object.entries(PRIORITIES).map(([odoo, ours]) => [ours, odoo]));

const input = z.object({
  subject: field(canonical.lineOfText(200), 'internal', 'What is wrong, or to be done'),
  equipmentId: field(equipmentId.optional(), 'internal', 'The machine; left out for work on none'),
  kind: field(z.enum(['corrective', 'preventive']), 'internal', 'corrective: it broke; preventive: so that it does not'),
  priority: field(z.enum(Object.values(PRIORITIES)), 'internal', 'How urgent it is'),
  description: field(canonical.lineOfText(2000).optional(), 'internal', 'What else is known'),
  plannedStart: field(canonical.time.optional(), 'internal', 'When work is planned to begin'),
  externalId: canonical.newKey('request'),
});
type Input = z.infer<typeof input>;

const findEquipment = (id: string): OdooOperation =>
  findOne('equipment', 'maintenance.equipment', [['id', '=', rowId(id)]], 'equipment-not-found');

/** Odoo's ORM takes `YYYY-MM-DD HH:MM:SS`, meaning UTC. */
const inOdoo = (time: string): string => time.slice(0, 19).replace('T', ' ');

const create = (given: Input): OdooOperation => ({
  op: 'create',
  as: 'request',
  model: 'maintenance.request',
  values: {
    name: given.subject,
    maintenance_type: given.kind,
    priority: PRIORITY_IN_ODOO.get(given.priority),
    ...(given.equipmentId === undefined ? {} : { equipment_id: { ref: 'equipment' } }),
    ...(given.description === undefined ? {} : { description: asHtml(given.description) }),
    ...(given.plannedStart === undefined ? {} : { schedule_date: inOdoo(given.plannedStart) }),
  },
  ...byKey(given),
});

export const openRequest = defineCommand({
  domain: 'maintenance',
  name: 'open-request',
  version: 1,
  meaning: 'Ask for maintenance. The request starts in the first stage, with the team and technician of the machine.',
  owner: 'maintenance',
  terms: { isa95: 'WorkRequest (maintenance)' },
  input,
  answer: requestAnswer,
  refusals: { 'equipment-not-found': 'No such equipment is in use.' },
  aggregate: ({ equipmentId: id, subject }) => id ?? subject,
  external: { model: 'maintenance.request', record: 'new' },
  allowances: [
    ...REQUEST_ANSWER_ALLOWANCES,
    { model: 'maintenance.equipment', operation: 'read' },
    {
      model: 'maintenance.request',
      operation: 'create',
      fields: ['description', 'equipment_id', 'maintenance_type', 'name', 'priority', 'schedule_date'],
    },
  ],
  toOdoo: (given) => [...(given.equipmentId === undefined ? [] : [findEquipment(given.equipmentId)]), create(given), READ_REQUEST],
  fromOdoo: answeredRequest,
});
