/** The business moments of a maintenance request. */
import { type OdooChange, rootRow } from '../../change.js';
import { defineChanged } from '../../changed.js';
import { defineEvent } from '../../contract.js';
import { hasSnapshot } from '../../snapshot.js';
import { maintenanceRequest, requestShape } from './request.js';

const moment = {
  entity: maintenanceRequest,
  version: 1,
  dataClass: 'personal',
  delivery: 'real-time',
  data: requestShape,
  toData: maintenanceRequest.toData,
} as const;

/** Odoo dates a request when its stage becomes a final one, and clears the date when it is reopened. */
export function wasClosed(change: OdooChange): boolean {
  const row = rootRow(change);
  return hasSnapshot(change) && typeof row?.new?.close_date === 'string' && typeof row.old?.close_date !== 'string';
}

export const requestOpened = defineEvent({
  ...moment,
  name: 'opened',
  meaning: 'Work was asked for. Odoo also opens the next request of a recurring one, when the last is done.',
  when: (change) => change.op === 'create' && hasSnapshot(change),
});

export const requestStageChanged = defineEvent({
  ...moment,
  name: 'stage-changed',
  meaning: 'The request went to another stage, forwards or backwards. Its first stage is told by opened.',
  when: (change) => hasSnapshot(change) && change.op === 'update' && rootRow(change)?.new?.stage_id !== undefined,
});

export const requestDone = defineEvent({
  ...moment,
  name: 'done',
  meaning: 'The work is over: repaired, or given up. A request that is reopened and finished again is done twice.',
  when: wasClosed,
});

export const requestChanged = defineChanged({
  ...moment,
  meaning:
    'The request as it is after any change, its creation and a re-emission included. For keeping a copy; prefer the business moments.',
});
