/** The request for information on a building site; in Odoo a `project.task` with the tag `RFI`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type OdooChange, type SnapshotNode } from '../../change.js';
import { defineEntity, defineEvent, type Origin, type ReadSpec } from '../../contract.js';
import { choice, hasSnapshot, many, snapshotOf, text, textOrNull } from '../../snapshot.js';
import { TASK_DOMAIN, TASK_SPEC, taskFromOdoo, taskShape } from './task.js';

const { field } = canonical;

export const RFI_TAG = 'RFI';

export const RFI_STATES = {
  '01_in_progress': 'open',
  '02_changes_requested': 'open',
  '03_approved': 'open',
  '04_waiting_normal': 'open',
  '1_done': 'answered',
  '1_canceled': 'withdrawn',
} as const;

const { id, project, assignees, company } = taskShape.shape;

export const rfiShape = z.object({
  id,
  question: field(z.string(), 'commercial', 'What is asked'),
  project,
  state: field(z.enum(['open', 'answered', 'withdrawn']), 'internal', 'Where the request stands'),
  responsible: assignees,
  answerDueAt: field(canonical.time.nullable(), 'internal', 'When the answer is needed'),
  company,
});

const RFI_SPEC = { ...TASK_SPEC, tag_ids: { fields: { name: {} } } } as const satisfies ReadSpec;

const tagOf = (node: SnapshotNode): SnapshotNode | undefined => many(node, 'tag_ids').find((tag) => text(tag, 'name') === RFI_TAG);

function rfiFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof rfiShape> {
  const task = taskFromOdoo(node, origin);
  return {
    id: task.id,
    question: task.title,
    project: task.project,
    state: choice(node, 'state', RFI_STATES),
    responsible: task.assignees,
    answerDueAt: textOrNull(node, 'date_deadline'),
    company: task.company,
  };
}

export const rfi = defineEntity({
  domain: 'projects',
  name: 'rfi',
  meaning: 'A request for information: a question of the site that somebody has to answer before work can go on.',
  owner: 'projects',
  shape: rfiShape,
  odoo: { model: 'project.task', spec: RFI_SPEC, domain: TASK_DOMAIN },
  includes: (node) => node.project_id !== null && tagOf(node) !== undefined,
  fromOdoo: rfiFromOdoo,
  scope: (data) => ({ project: data.project.id, ...(data.company ? { company: data.company.id } : {}) }),
});

/** The task was created with the tag, or the tag was put on it. */
function becameRfi(change: OdooChange): boolean {
  const tag = tagOf(snapshotOf(change))?.id;
  return (
    change.op === 'create' ||
    change.rows.some((row) => row.path === 'tag_ids' && row.op === 'create' && Object.values(row.new ?? {}).includes(tag))
  );
}

const moment = {
  entity: rfi,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: rfiShape,
  toData: rfi.toData,
} as const;

export const rfiOpened = defineEvent({
  ...moment,
  name: 'opened',
  meaning: 'A request for information was asked.',
  when: (change) => hasSnapshot(change) && becameRfi(change),
});

export const rfiAnswered = defineEvent({
  ...moment,
  name: 'answered',
  meaning:
    "The request was answered; the answer is in the task's messages. It comes again when the request is reopened and answered again.",
  when: (change) => hasSnapshot(change) && became(change, 'state', '1_done'),
});
