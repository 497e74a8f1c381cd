/** move-request: work on a request goes on to another stage. */
import * as canonical from '../../canonical.js';
import { defineCommand, idOf, rowId } from '../../contract.js';
import { assertThat, findOne } from '../../steps.js';
import {
  aggregateOf,
  answeredRequest,
  findOpenRequest,
  READ_REQUEST,
  requestAnswer,
  REQUEST_ANSWER_ALLOWANCES,
  REQUEST_BY_KEY,
  REQUEST_REFUSALS,
  requestInput,
} from './request-answer.js';

const { field } = canonical;

const input = requestInput({
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
  aggregate: aggregateOf,
  external: REQUEST_BY_KEY,
  allowances: [...REQUEST_ANSWER_ALLOWANCES, { model: 'maintenance.request', operation: 'write', fields: ['stage_id'] }],
  toOdoo: ({ stageId, ...named }) => [
    ...findOpenRequest(named),
    findOne('stage', 'maintenance.stage', [['id', '=', rowId(stageId)]], 'stage-not-found'),
    assertThat('stage', [['done', '=', false]], 'stage-is-final'),
    { op: 'write', on: 'request', values: { stage_id: { ref: 'stage' } } },
    READ_REQUEST,
  ],
  fromOdoo: answeredRequest,
});
