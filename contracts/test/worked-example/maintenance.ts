import { z } from 'zod';
import { field, time } from '../../src/canonical.js';
import { rootRow, type SnapshotNode } from '../../src/change.js';
import { canonicalId, defineCommand, defineEntity, defineEvent, type Domain, idOf, type Origin, rowId } from '../../src/contract.js';
import { answered, hasSnapshot, oneOrNull, snapshotOf, text, textOrNull } from '../../src/snapshot.js';

const requestId = idOf('maintenance.request');

const shape = z.object({
  id: field(requestId, 'internal', 'Canonical id'),
  subject: field(z.string(), 'internal', 'What is to be done'),
  equipment: field(z.string().nullable(), 'internal', 'Name of the machine; null for work on none'),
  plannedAt: field(time.nullable(), 'internal', 'When the work is planned'),
  closedOn: field(z.iso.date().nullable(), 'internal', 'Day on which the work was finished'),
});

function fromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof shape> {
  const equipment = oneOrNull(node, 'equipment_id');
  return {
    id: canonicalId(origin, 'maintenance.request', node.id),
    subject: text(node, 'name'),
    equipment: equipment && text(equipment, 'name'),
    plannedAt: textOrNull(node, 'schedule_date'),
    closedOn: textOrNull(node, 'close_date'),
  };
}

const workRequest = defineEntity({
  domain: 'maintenance',
  name: 'work-request',
  meaning: 'Work asked for on a machine.',
  owner: 'maintenance',
  shape,
  odoo: {
    model: 'maintenance.request',
    spec: { name: {}, equipment_id: { fields: { name: {} } }, schedule_date: {}, close_date: {} },
  },
  fromOdoo,
});

const workRequestClosed = defineEvent({
  entity: workRequest,
  name: 'closed',
  version: 1,
  meaning: 'The work was finished. A request that is reopened and finished again is closed twice.',
  dataClass: 'internal',
  delivery: 'real-time',
  data: shape,
  // Odoo dates a request when its stage becomes a final one, and clears the date when it is reopened
  when(change) {
    const row = rootRow(change);
    return hasSnapshot(change) && typeof row?.new?.close_date === 'string' && typeof row.old?.close_date !== 'string';
  },
  toData: (change, origin) => fromOdoo(snapshotOf(change), origin),
});

const planned = z.object({
  workRequestId: field(requestId, 'internal', 'The request'),
  plannedAt: field(time, 'internal', 'When the work is planned'),
});

const planWork = defineCommand({
  domain: 'maintenance',
  name: 'plan-work',
  version: 1,
  meaning: 'Set the time of work that is not finished yet.',
  owner: 'maintenance',
  input: planned,
  answer: planned,
  refusals: {
    'work-request-not-found': 'No such request is visible to the bridge.',
    'work-request-closed': 'The work is finished or the request was put away.',
  },
  aggregate: ({ workRequestId }) => workRequestId,
  allowances: [
    { model: 'maintenance.request', operation: 'read' },
    { model: 'maintenance.request', operation: 'write', fields: ['schedule_date'] },
  ],
  toOdoo: ({ workRequestId, plannedAt }) => [
    {
      op: 'find',
      as: 'request',
      model: 'maintenance.request',
      domain: [['id', '=', rowId(workRequestId)]],
      expect: 'one',
      refusal: 'work-request-not-found',
    },
    {
      op: 'assert',
      on: 'request',
      domain: [
        ['close_date', '=', false],
        ['archive', '=', false],
      ],
      refusal: 'work-request-closed',
    },
    // Odoo's ORM takes `YYYY-MM-DD HH:MM:SS`, meaning UTC
    { op: 'write', on: 'request', values: { schedule_date: plannedAt.slice(0, 19).replace('T', ' ') } },
    { op: 'read', on: 'request', as: 'request', spec: { schedule_date: {} } },
  ],
  fromOdoo(answers, origin) {
    const request = answered(answers, 'request');
    return {
      workRequestId: canonicalId(origin, 'maintenance.request', request.id),
      plannedAt: textOrNull(request, 'schedule_date'),
    };
  },
});

export const maintenance: Domain = {
  name: 'maintenance',
  meaning: 'Keeping machines running.',
  odooGroups: ['maintenance.group_equipment_manager'],
  entities: [workRequest],
  events: [workRequestClosed],
  commands: [planWork],
};
