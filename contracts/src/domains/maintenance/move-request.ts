/** move-request: work on a request goes on to another stage. */
import { z } from 'zod';
import * as canonical from '../../canonical.js';
import { defineCommand, idOf, rowId } from '../../contract.js';
import { assertThat, findOne } from '../../steps.js';
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
  stageId: field(idOf('maintenance.stage'), 'internal', 'The stage; not a final one'),
});

export const moveRequest = defineCommand({
  domain: 'maintenance',
  name: 'move-request',
  version: 1,
  meaning: 'Put a maintenance request into another stage. To finish it, close it.',
  owner: 'maintenance',
  input,
  answer: requestAnswer,
  refusals: {
    ...REQUEST_REFUSALS,
    'stage-not-found': 'There is no such stage.',
    'stage-is-final': 'Work in this stage is over: close the request instead.',
  },
  aggregate: ({ requestId: id }) => id,
  allowances: [...REQUEST_ANSWER_ALLOWANCES, { model: 'maintenance.request', operation: 'write', fields: ['stage_id'] }],
  toOdoo: ({ requestId: id, stageId }) => [
    ...findOpenRequest(id),
    findOne('stage', 'maintenance.stage', [['id', '=', rowId(stageId)]], 'stage-not-found'),
    assertThat('stage', [['done', '=', false]], 'stage-is-final'),
    { op: 'write', on: 'request', values: { stage_id: { ref: 'stage' } } },
    READ_REQUEST,
  ],
  fromOdoo: answeredRequest,
});
