/** close-request: work on a request is over. */
import * as canonical from '../../canonical.js';
import { defineCommand, idOf, type OdooOperation, rowId } from '../../contract.js';
import { assertThat, findFirst, findOne } from '../../steps.js';
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
  aggregate: aggregateOf,
  external: REQUEST_BY_KEY,
  allowances: [...REQUEST_ANSWER_ALLOWANCES, { model: 'maintenance.request', operation: 'write', fields: ['stage_id'] }],
  toOdoo: ({ stageId, ...named }) => [
    ...findOpenRequest(named),
    ...findFinalStage(stageId),
    { op: 'write', on: 'request', values: { stage_id: { ref: 'stage' } } },
    READ_REQUEST,
  ],
  fromOdoo: answeredRequest,
});
