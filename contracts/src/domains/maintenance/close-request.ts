/** close-request: work on a request is over. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand, idOf, type OdooOperation, rowId } from '../../contract.js';
import { assertThat, findFirst, findOne } from '../../steps.js';
import {
  answeredRequest,
  findOpenRequest,
  READ_REQUEST,
  requestAnswer,
  REQUEST_ANSWER_ALLOWANCES,
  REQUEST_REFUSALS,
} from './request-answer.js';
import { requestId } from './work-order-number.js';

const { field } = canonical;

const input = z.object({
  requestId: field(requestId, 'internal', 'The request'),
  stageId: field(idOf('maintenance.stage').optional(), 'internal', 'A final stage; left out: the first final one, Repaired as a rule'),
});

function findFinalStage(stageId: string | undefined): OdooOperation[] {
  const final = [['done', '=', true]];
  if (stageId === undefined) return [findFirst('stage', 'maintenance.stage', final, 'stage-not-found', 'sequence, id')];
  return [
    findOne('stage', 'maintenance.stage', [['id', '=', rowId(stageId)]], 'stage-not-found'),
    assertThat('stage', final, 'stage-not-final'),
  ];
}

export const closeRequest = defineCommand({
  domain: 'maintenance',
  name: 'close-request',
  version: 1,
  meaning: 'Report that the work of a maintenance request is over.',
  owner: 'maintenance',
  terms: { isa95: 'OperationsResponse (maintenance)' },
  input,
  answer: requestAnswer,
  refusals: {
    ...REQUEST_REFUSALS,
    'stage-not-found': 'There is no such stage, or no final one at all.',
    'stage-not-final': 'Work in this stage is not over: move the request instead.',
  },
  aggregate: ({ requestId: id }) => id,
  allowances: [...REQUEST_ANSWER_ALLOWANCES, { model: 'maintenance.request', operation: 'write', fields: ['stage_id'] }],
  toOdoo: ({ requestId: id, stageId }) => [
    ...findOpenRequest(id),
    ...findFinalStage(stageId),
    { op: 'write', on: 'request', values: { stage_id: { ref: 'stage' } } },
    READ_REQUEST,
  ],
  fromOdoo: answeredRequest,
});
