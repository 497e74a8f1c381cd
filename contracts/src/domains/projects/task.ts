/** The task of a project; from Odoo's `project.task`. Tasks without a project are somebody's private list and stay there. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { rootRow, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { fineDecimal } from '../../decimal.js';
import { choice, hasSnapshot, many, number, one, oneOrNull, text, textOrNull } from '../../snapshot.js';
import { person, projectReference, PROJECT_REFERENCE_SPEC, toPerson, toProjectReference } from './project.js';

const { field } = canonical;

export const TASK_STATES = {
  '01_in_progress': 'in-progress',
  '02_changes_requested': 'changes-requested',
  '03_approved': 'approved',
  '04_waiting_normal': 'waiting',
  '1_done': 'done',
  '1_canceled': 'cancelled',
} as const;

export const taskId = idOf('project.task');

export const taskShape = z.object({
  id: field(taskId, 'internal', 'Canonical id'),
  title: field(z.string(), 'commercial', 'What is to be done'),
  project: field(projectReference, 'commercial', 'The project'),
  stage: field(z.string().nullable(), 'internal', "Name of the stage: each project's own column"),
  state: field(z.enum(Object.values(TASK_STATES)), 'internal', 'Where the task stands; waiting: for another task'),
  assignees: field(z.array(person('res.users', 'Who works on it')), 'personal', 'The people who work on it'),
  milestone: field(z.string().nullable(), 'commercial', 'Name of the milestone it counts for'),
  deadline: field(canonical.time.nullable(), 'internal', 'When it is to be done'),
  budgetedHours: field(canonical.decimalText, 'commercial', 'Hours planned; 0 when not planned'),
  company: canonical.company.nullable(),
});

export const TASK_SPEC = {
  name: {},
  project_id: PROJECT_REFERENCE_SPEC,
  stage_id: { fields: { name: {} } },
  state: {},
  user_ids: { fields: { name: {} } },
  milestone_id: { fields: { name: {} } },
  date_deadline: {},
  allocated_hours: {},
  company_id: canonical.COMPANY_SPEC,
} as const satisfies ReadSpec;

export const TASK_DOMAIN = [['project_id', '!=', false]] as const;

const nameOf = (node: SnapshotNode | null): string | null => node && text(node, 'name');

export function taskFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof taskShape> {
  const company = oneOrNull(node, 'company_id');
  return {
    id: canonicalId(origin, 'project.task', node.id),
    title: text(node, 'name'),
    project: toProjectReference(one(node, 'project_id'), origin),
    stage: nameOf(oneOrNull(node, 'stage_id')),
    state: choice(node, 'state', TASK_STATES),
    assignees: many(node, 'user_ids').map((user) => toPerson('res.users', user, origin)),
    milestone: nameOf(oneOrNull(node, 'milestone_id')),
    deadline: textOrNull(node, 'date_deadline'),
    budgetedHours: fineDecimal(number(node, 'allocated_hours'), 0),
    company: company && canonical.toCompany(company, origin),
  };
}

export const task = defineEntity({
  domain: 'projects',
  name: 'task',
  meaning: 'A piece of work in a project.',
  owner: 'projects',
  shape: taskShape,
  odoo: { model: 'project.task', spec: TASK_SPEC, domain: TASK_DOMAIN },
  includes: (node) => oneOrNull(node, 'project_id') !== null,
  fromOdoo: taskFromOdoo,
  scope: (data) => ({ project: data.project.id, ...(data.company ? { company: data.company.id } : {}) }),
});

const { toData } = task;

export const taskStageChanged = defineEvent({
  entity: task,
  name: 'stage-changed',
  version: 1,
  meaning: 'The task went to another stage of its project. Its creation in a first stage is none.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: taskShape,
  when(change) {
    const row = rootRow(change);
    return hasSnapshot(change) && row?.op === 'update' && Object.hasOwn(row.new ?? {}, 'stage_id') && row.new?.stage_id !== null;
  },
  toData,
});

export const taskChanged = defineChanged({
  entity: task,
  version: 1,
  meaning: 'The task as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'commercial',
  data: taskShape,
  toData: (change, origin) => toData(change, origin),
});
