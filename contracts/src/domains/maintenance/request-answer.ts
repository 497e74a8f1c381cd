/** What the commands on a maintenance request find and answer. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { type Allowance, canonicalId, type OdooOperation, type Origin, rowId } from '../../contract.js';
import { answered, flag, one, text, textOrNull } from '../../snapshot.js';
import { assertThat, findOne } from '../../steps.js';
import { stage } from './request.js';
import { numberOf, requestId, workOrderNumber } from './work-order-number.js';

const { field } = canonical;

export const requestAnswer = z.object({
  request: field(
    z.object({
      id: field(requestId, 'internal', 'Canonical id'),
      number: field(workOrderNumber, 'internal', 'Number of the request; what goods and costs are booked on'),
    }),
    'internal',
    'The request',
  ),
  stage: field(stage, 'internal', 'Where it stands'),
  closedOn: field(z.iso.date().nullable(), 'internal', 'Day on which it was finished'),
});

export const REQUEST_ANSWER_ALLOWANCES: readonly Allowance[] = [
  { model: 'maintenance.request', operation: 'read' },
  { model: 'maintenance.stage', operation: 'read' },
];

export const REQUEST_REFUSALS = {
  'request-not-found': 'No such request is visible to the bridge.',
  'request-closed': 'The work is finished, or the request was put away.',
} as const;

export const findOpenRequest = (id: string): OdooOperation[] => [
  findOne('request', 'maintenance.request', [['id', '=', rowId(id)]], 'request-not-found'),
  assertThat(
    'request',
    [
      ['stage_id.done', '=', false],
      ['archive', '=', false],
    ],
    'request-closed',
  ),
];

export const READ_REQUEST: OdooOperation = {
  op: 'read',
  on: 'request',
  as: 'request',
  spec: { stage_id: { fields: { name: {}, done: {} } }, close_date: {} },
};

export function answeredRequest(answers: Readonly<Record<string, unknown>>, origin: Origin): z.infer<typeof requestAnswer> {
  const request = answered(answers, 'request');
  const at = one(request, 'stage_id');
  return {
    request: { id: canonicalId(origin, 'maintenance.request', request.id), number: numberOf(request.id) },
    stage: { id: canonicalId(origin, 'maintenance.stage', at.id), name: text(at, 'name'), isFinal: flag(at, 'done') },
    closedOn: textOrNull(request, 'close_date'),
  };
}
