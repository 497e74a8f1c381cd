/** The milestone of a project; from Odoo's `project.milestone`. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { became, type SnapshotNode } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { canonicalId, defineEntity, defineEvent, idOf, type Origin, type ReadSpec } from '../../contract.js';
import { flag, hasSnapshot, one, text, textOrNull } from '../../snapshot.js';
import { projectReference, PROJECT_REFERENCE_SPEC, toProjectReference } from './project.js';

const { field } = canonical;

export const milestoneShape = z.object({
  id: field(idOf('project.milestone'), 'internal', 'Canonical id'),
  name: field(z.string(), 'commercial', 'Name'),
  project: field(projectReference, 'commercial', 'The project'),
  dueOn: field(z.iso.date().nullable(), 'commercial', 'Day on which it is to be reached'),
  reached: field(z.boolean(), 'commercial', 'Whether it is reached'),
  reachedOn: field(z.iso.date().nullable(), 'commercial', 'Day on which it was marked as reached'),
});

const MILESTONE_SPEC = {
  name: {},
  project_id: PROJECT_REFERENCE_SPEC,
  deadline: {},
  is_reached: {},
  reached_date: {},
} as const satisfies ReadSpec;

function milestoneFromOdoo(node: SnapshotNode, origin: Origin): z.infer<typeof milestoneShape> {
  return {
    id: canonicalId(origin, 'project.milestone', node.id),
    name: text(node, 'name'),
    project: toProjectReference(one(node, 'project_id'), origin),
    dueOn: textOrNull(node, 'deadline'),
    reached: flag(node, 'is_reached'),
    reachedOn: textOrNull(node, 'reached_date'),
  };
}

export const milestone = defineEntity({
  domain: 'projects',
  name: 'milestone',
  meaning: 'A point in a project that counts, often one that is paid for.',
  owner: 'projects',
  shape: milestoneShape,
  odoo: { model: 'project.milestone', spec: MILESTONE_SPEC },
  fromOdoo: milestoneFromOdoo,
  scope: (data) => ({ project: data.project.id }),
});

const { toData } = milestone;

export const milestoneReached = defineEvent({
  entity: milestone,
  name: 'reached',
  version: 1,
  meaning: 'The milestone was marked as reached. It can be unmarked and reached again.',
  dataClass: 'commercial',
  delivery: 'real-time',
  data: milestoneShape,
  when: (change) => hasSnapshot(change) && became(change, 'is_reached', true),
  toData,
});

export const milestoneChanged = defineChanged({
  entity: milestone,
  version: 1,
  meaning: 'The milestone as it is after any change, its creation and a re-emission included. For keeping a copy.',
  dataClass: 'commercial',
  data: milestoneShape,
  toData: (change, origin) => toData(change, origin),
});
