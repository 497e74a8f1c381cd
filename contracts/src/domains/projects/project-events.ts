/** The business moments of a project. */
import { type OdooChange, rootRow } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { defineEvent } from '../../contract.js';
import { flag, hasSnapshot, oneOrNull, snapshotOf, text } from '../../snapshot.js';
import { type Phase, phaseFromOdoo, phaseOf, project, projectShape } from './project.js';

const { toData } = project;

/**
 * The phase before an update. Of a stage that was left only the id is known: it is taken for an open one. Hence a
 * project that moves among folded stages is closed again, and one that only leaves a folded stage tells `changed`.
 */
function phaseBefore(change: OdooChange): Phase {
  const now = snapshotOf(change);
  const old = rootRow(change)?.old ?? {};
  const active = 'active' in old ? old.active === true : flag(now, 'active');
  const status = typeof old.last_update_status === 'string' ? old.last_update_status : text(now, 'last_update_status');
  return phaseOf(active, status, 'stage_id' in old ? null : oneOrNull(now, 'stage_id'));
}

/** True when this change brought the project into `phase`; created in it counts. */
function entered(change: OdooChange, phase: Phase): boolean {
  if (!hasSnapshot(change) || !rootRow(change) || phaseFromOdoo(snapshotOf(change)) !== phase) return false;
  return change.op === 'create' || phaseBefore(change) !== phase;
}

const moment = {
  entity: project,
  version: 1,
  dataClass: 'commercial',
  delivery: 'real-time',
  data: projectShape,
  toData,
} as const;

export const projectCreated = defineEvent({
  ...moment,
  name: 'created',
  meaning: 'A project was set up, by a person or by a sales order that brings one with it. Work may not have begun.',
  when: (change) => change.op === 'create' && hasSnapshot(change),
});

export const projectActivated = defineEvent({
  ...moment,
  name: 'activated',
  meaning: 'Work goes on: the first status (on track, at risk, off track) was given, or the first after on hold or done.',
  when: (change) => entered(change, 'active'),
});

export const projectClosed = defineEvent({
  ...moment,
  name: 'closed',
  meaning: 'The project ended: complete, moved to a folded stage, or archived. It may be taken up again.',
  when: (change) => entered(change, 'closed'),
});

export const projectChanged = defineChanged({
  ...moment,
  meaning: 'The project as it is after any change, its creation and a re-emission included. For keeping a copy.',
});
